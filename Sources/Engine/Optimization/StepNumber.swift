import Bedrock

/// What an optimizer's formula computes with: a number, or lanes of them side by side.
protocol StepNumber {
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  /// A constant, rounded to the numbers' width.
  static func constant(_ value: Double) -> Self
  var root: Self { get }
  /// 1, −1, or 0 for zeros and NaN.
  var direction: Self { get }
}

extension Double: StepNumber {
  static func constant(_ value: Double) -> Double { value }
  var root: Double { Elementary.sqrt(self) }
  var direction: Double { self > 0 ? 1 : self < 0 ? -1 : 0 }
}

extension SIMD16: StepNumber where Scalar == Float {
  @inline(__always)
  static func constant(_ value: Double) -> Self { Self(repeating: Float(value)) }
  @inline(__always)
  var root: Self { squareRoot() }
  @inline(__always)
  var direction: Self {
    Self.zero.replacing(with: 1, where: self .> 0).replacing(with: -1, where: self .< 0)
  }
}

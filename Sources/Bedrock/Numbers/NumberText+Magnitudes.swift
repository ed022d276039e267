/// The digits of |x| in each style, appended without a sign.
extension NumberText {
  /// |x| · 10^shift, rounded to `decimals`.
  static func appendFixed(_ x: Double, decimals: Int, shift: Int = 0, to bytes: inout [UInt8]) {
    precondition(decimalsRange.contains(decimals), "decimals must be in 0...1100, got \(decimals)")
    if let integer = ShortDecimal.integer(x, power: decimals + shift) {
      ShortDecimal(significand: integer, exponent: -decimals).withDigits { digits, point in
        appendPlain(digits, point: point, decimals: decimals, to: &bytes)
      }
      return
    }
    var decimal = ExactDecimal(magnitudeOf: x)
    decimal.point += shift
    decimal.round(toDigits: decimal.point + decimals)
    decimal.digits.withUnsafeBufferPointer { digits in
      appendPlain(digits, point: decimal.point, decimals: decimals, to: &bytes)
    }
  }

  static func appendScientific(_ x: Double, digits count: Int, to bytes: inout [UInt8]) {
    precondition(decimalsRange.contains(count), "digits must be in 0...1100, got \(count)")
    withRounded(x, digits: count + 1) { digits, point in
      appendWithExponent(digits, point: point, decimals: count, to: &bytes)
    }
  }

  static func appendSignificant(_ x: Double, digits count: Int, to bytes: inout [UInt8]) {
    precondition(decimalsRange.contains(count), "digits must be in 0...1100, got \(count)")
    let count = max(count, 1)
    withRounded(x, digits: count) { digits, point in
      appendShortest(digits, point: point, plainExponents: -4..<count, to: &bytes)
    }
  }

  private static func withRounded(
    _ x: Double, digits count: Int,
    _ body: (_ digits: UnsafeBufferPointer<UInt8>, _ point: Int) -> Void
  ) {
    if let decimal = ShortDecimal.rounded(x, digits: count) { return decimal.withDigits(body) }
    var decimal = ExactDecimal(magnitudeOf: x)
    decimal.round(toDigits: count)
    decimal.digits.withUnsafeBufferPointer { body($0, decimal.point) }
  }
}

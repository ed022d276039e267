import Bedrock

/// Evenly spaced values, each with a code: x ≈ scale · (code − zero point).
///
/// - Symmetric: codes −m … m with m = 2^(bits − 1) − 1, the scale max |x| / m, no zero point. The code
///   −2^(bits − 1) is left unused, so that x and −x have opposite codes.
/// - Asymmetric: codes 0 … 2^bits − 1 over the range of x, which is first widened to hold 0, and a zero
///   point, the code of 0 (Jacob et al., 2018, arXiv:1712.05877, section 2.1).
///
/// Codes are rounded to nearest, ties to even. What lies outside of the grid gets its end.
public struct UniformGrid: Sendable, Equatable {
  public enum Scheme: String, CaseIterable, Sendable {
    case symmetric
    case asymmetric
  }

  /// The distance of two neighbours; 0 if the grid has the one value 0.
  public let scale: Float
  /// The code of 0.
  public let zeroPoint: Int
  /// The codes that there are.
  public let codes: ClosedRange<Int>

  /// The grid over a range of numbers.
  ///
  /// - Parameters:
  ///   - bits: 2 … 16.
  ///   - roundsScale: whether the scale is stored as a half float, and so is one.
  public init(
    bits: Int, scheme: Scheme, minimum: Float, maximum: Float, roundsScale: Bool = false
  ) throws(QuantizationError) {
    precondition((2...16).contains(bits), "expected 2 to 16 bits, got \(bits)")
    let (low, high) = (Elementary.minimum(minimum, 0), Elementary.maximum(maximum, 0))
    let exact: Float
    switch scheme {
    case .symmetric:
      let largest = 1 << (bits - 1) - 1
      codes = -largest...largest
      exact = Elementary.maximum(-low, high) / Float(largest)
    case .asymmetric:
      let largest = 1 << bits - 1
      codes = 0...largest
      // Divided first: the difference of the ends may be too large for a float.
      exact = high / Float(largest) - low / Float(largest)
    }
    scale = roundsScale ? HalfFloat.decode(HalfFloat.encode(exact)) : exact
    guard scale.isFinite else { throw .scaleOverflow(exact) }
    guard scheme == .asymmetric, scale > 0 else {
      zeroPoint = 0
      return
    }
    zeroPoint = Self.rounded(-low / scale, in: codes)
  }

  /// The code of the value that is nearest.
  public func code(_ x: Float) -> Int {
    guard scale > 0 else { return zeroPoint }
    return Self.rounded(
      x / scale, in: codes.lowerBound - zeroPoint...codes.upperBound - zeroPoint) + zeroPoint
  }

  /// What a code stands for.
  public func value(_ code: Int) -> Float { scale * Float(code - zeroPoint) }

  /// The nearest integer within bounds that are far below 2²⁴; of a NaN, the lower one.
  private static func rounded(_ x: Float, in range: ClosedRange<Int>) -> Int {
    let (low, high) = (Float(range.lowerBound), Float(range.upperBound))
    guard x > low else { return range.lowerBound }
    guard x < high else { return range.upperBound }
    return Int(x.rounded(.toNearestOrEven))
  }
}

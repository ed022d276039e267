extension Elementary {
  /// x^y, with the special cases of C's Annex F (F.10.4.4). Error: at most 0.6 ulp.
  ///
  /// Among them: x^0 and 1^y are 1 for NaN too; a negative x needs an integer y; zeros and
  /// infinities keep the sign of x where y is odd.
  public static func pow(_ x: Double, _ y: Double) -> Double {
    if y == 0 || x == 1 { return 1 }
    if x.isNaN || y.isNaN { return .nan }
    if y.isInfinite { return powOfInfiniteExponent(x.magnitude, y) }
    let isOdd = isOddInteger(y)
    let sign = x.sign == .minus && isOdd ? -1.0 : 1.0
    if x == 0 || x.isInfinite { return sign * ((x == 0) == (y < 0) ? .infinity : 0) }
    if x < 0, y != y.rounded(.towardZero) { return .nan }
    return sign * powOfPositive(x.magnitude, y)
  }

  private static func powOfInfiniteExponent(_ magnitude: Double, _ y: Double) -> Double {
    if magnitude == 1 { return 1 }
    return (magnitude > 1) == (y > 0) ? .infinity : 0
  }

  /// e^(y ln x), where product and logarithm carry 106 bits.
  private static func powOfPositive(_ x: Double, _ y: Double) -> Double {
    let logarithm = log(ofPositive: x)
    let estimate = y * logarithm.hi
    if estimate > 710 { return .infinity }
    if estimate < -746 { return 0 }
    // Nothing but 1 is near; and below here the product's low part could underflow.
    if estimate.magnitude < 0x1p-60 { return 1 }
    return exp(logarithm * y)
  }

  /// Whether y is an odd integer; doubles from 2^53 on are even.
  private static func isOddInteger(_ y: Double) -> Bool {
    let magnitude = y.magnitude
    guard magnitude < 0x1p53, magnitude == magnitude.rounded(.towardZero) else { return false }
    return UInt64(magnitude) & 1 == 1
  }
}

extension Elementary {
  /// The smaller of two numbers; −0 is smaller than +0, and a NaN among them gives NaN
  /// (IEEE 754-2019, `minimum`).
  @inlinable
  public static func minimum(_ x: Double, _ y: Double) -> Double {
    if x < y { return x }
    if y < x { return y }
    if x == y { return x.sign == .minus ? x : y }
    return .nan
  }

  /// The larger of two numbers; +0 is larger than −0, and a NaN among them gives NaN
  /// (IEEE 754-2019, `maximum`).
  @inlinable
  public static func maximum(_ x: Double, _ y: Double) -> Double {
    if x > y { return x }
    if y > x { return y }
    if x == y { return x.sign == .minus ? y : x }
    return .nan
  }

  /// The smaller of two floats, as ``minimum(_:_:)-(Double,_)``.
  @inlinable
  public static func minimum(_ x: Float, _ y: Float) -> Float {
    if x < y { return x }
    if y < x { return y }
    if x == y { return x.sign == .minus ? x : y }
    return .nan
  }

  /// The larger of two floats, as ``maximum(_:_:)-(Double,_)``.
  @inlinable
  public static func maximum(_ x: Float, _ y: Float) -> Float {
    if x > y { return x }
    if y > x { return y }
    if x == y { return x.sign == .minus ? y : x }
    return .nan
  }

  /// max(x, 0): +0 for both zeros and what is below, NaN for NaN.
  @inlinable
  public static func relu(_ x: Double) -> Double {
    x > 0 ? x : x <= 0 ? 0 : .nan
  }

  /// max(x, 0): +0 for both zeros and what is below, NaN for NaN.
  @inlinable
  public static func relu(_ x: Float) -> Float {
    x > 0 ? x : x <= 0 ? 0 : .nan
  }
}

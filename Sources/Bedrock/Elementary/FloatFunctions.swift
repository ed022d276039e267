/// Functions of `Float` that are computed at double width and rounded once.
///
/// Error, for each: at most 0.5001 ulp.
extension Elementary {
  /// 2^x, exact for an integer x.
  public static func exp2(_ x: Float) -> Float { Float(exp2(Double(x))) }

  /// e^x − 1, precise also where x is small.
  public static func expm1(_ x: Float) -> Float { Float(expm1(Double(x))) }

  /// The logarithm to base 2, exact for powers of two.
  public static func log2(_ x: Float) -> Float { Float(log2(Double(x))) }

  /// The logarithm to base 10, exact for powers of ten.
  public static func log10(_ x: Float) -> Float { Float(log10(Double(x))) }

  /// ln(1 + x), precise also where x is small.
  public static func log1p(_ x: Float) -> Float { Float(log1p(Double(x))) }

  /// x^y, with the special cases of C's Annex F.
  public static func pow(_ x: Float, _ y: Float) -> Float { Float(pow(Double(x), Double(y))) }

  /// 1 − erf(x), precise also where it is small.
  public static func erfc(_ x: Float) -> Float { Float(erfc(Double(x))) }
}

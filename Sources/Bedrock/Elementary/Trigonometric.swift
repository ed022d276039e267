extension Elementary {
  /// The sine of an angle in radians, of any size. Error: at most 0.56 ulp.
  public static func sin(_ x: Double) -> Double {
    if x.magnitude < 0x1p-27 { return x }
    guard let (quadrant, r) = quarterTurns(x) else { return .nan }
    return quadrant & 1 == 0 ? signed(sinOfReduced(r), quadrant) : signed(cosOfReduced(r), quadrant)
  }

  /// The cosine of an angle in radians, of any size. Error: at most 0.56 ulp.
  public static func cos(_ x: Double) -> Double {
    guard let (quadrant, r) = quarterTurns(x) else { return .nan }
    let next = quadrant &+ 1
    return next & 1 == 0 ? signed(sinOfReduced(r), next) : signed(cosOfReduced(r), next)
  }

  /// Sine and cosine of one angle, the same bits as one by one.
  public static func sincos(_ x: Double) -> (sin: Double, cos: Double) {
    (sin(x), cos(x))
  }

  /// A negative sign in the third and fourth quadrant.
  private static func signed(_ value: Double, _ quadrant: Int) -> Double {
    quadrant & 2 == 0 ? value : -value
  }

  /// sin(r) = r - r³/6 + r⁵ (1/5! - …) for |r| ≤ π/4.
  private static func sinOfReduced(_ r: Pair) -> Double {
    let square = Pair.product(r.hi, r.hi)
    let z = square.hi
    let cubic = square * r.hi * DoubleCoefficients.sixth
    let quintic = r.hi * z * (z * polynomial(DoubleCoefficients.sin, z))
    let sum = Pair.orderedSum(r.hi, -cubic.hi)
    // The derivative, 1 - z/2, is what the low part counts.
    let rest = r.lo.addingProduct(-0.5 * z, r.lo) - cubic.lo
    return sum.hi + (quintic + (sum.lo + rest))
  }

  /// cos(r) for |r| ≤ π/4.
  private static func cosOfReduced(_ r: Pair) -> Double {
    let square = Pair.product(r.hi, r.hi)
    let z = square.hi
    let sum = Pair.orderedSum(1, -0.5 * z)
    let quartic = z * z * polynomial(DoubleCoefficients.cos, z)
    return sum.hi + (quartic + (sum.lo - (r.hi * r.lo + 0.5 * square.lo)))
  }
}

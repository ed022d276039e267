extension Elementary {
  /// The hyperbolic tangent. Error: at most 0.53 ulp.
  public static func tanh(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    let magnitude = x.magnitude
    if magnitude < 0x1p-28 { return x }
    if magnitude > 20 { return x < 0 ? -1 : 1 }
    // tanh |x| = -m / (2 + m) with m = e^(-2|x|) - 1
    let m = expm1(Pair(-2 * magnitude))
    let quotient = (-m / (Pair(2) + m)).value
    return x < 0 ? -quotient : quotient
  }

  /// The logistic function 1 / (1 + e^-x). Error: at most 0.53 ulp.
  public static func sigmoid(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x > 40 { return 1 }
    if x < -60 { return exp(x) }
    // With t = e^-|x| it is 1 / (1 + t), or t / (1 + t) for a negative x.
    let (m, n) = expReduction(Pair(-x.magnitude))
    let t = onePlus(m).scaled(by: powerOfTwo(n))
    return ((x < 0 ? t : Pair(1)) / (t + 1)).value
  }
}

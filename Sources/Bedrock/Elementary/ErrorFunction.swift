extension Elementary {
  /// The error function 2/√π ∫₀ˣ e^(−t²) dt. Error: at most 0.62 ulp.
  public static func erf(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    let magnitude = x.magnitude
    if magnitude > 6 { return x < 0 ? -1 : 1 }
    if magnitude < 0x1p-500 { return erfOfTiny(x) }
    if magnitude < 1 { return erfNearZero(x).value }
    let value = (Pair(1) + -erfcOfLarge(magnitude)).value
    return x < 0 ? -value : value
  }

  /// 1 − erf(x), precise also where it is small. Error: at most 0.9 ulp.
  public static func erfc(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x > 28 { return 0 }
    if x < -6 { return 2 }
    if x < -1 { return (Pair(2) + -erfcOfLarge(-x)).value }
    if x.magnitude < 0x1p-60 { return 1 }
    if x < 0.5 { return (Pair(1) + -erfNearZero(x)).value }
    // e^(-x²) underflows before the result does, so the power of two comes last.
    let (m, n) = expReduction(-Pair.product(x, x))
    return (erfcFactor(x) * (m + 1)).rounded(timesTwoTo: n)
  }

  /// x (2/√π (1 - z/3) + z² P(z)) with z = x², for |x| ≤ 1.
  private static func erfNearZero(_ x: Double) -> Pair {
    let z = Pair.product(x, x)
    let second = DoubleCoefficients.erfSecond + z.hi * polynomial(DoubleCoefficients.erf, z.hi)
    return (DoubleCoefficients.twoOverRootPi + z * second) * x
  }

  /// 2x/√π, rounded once: scaled up, where the pair does not underflow.
  private static func erfOfTiny(_ x: Double) -> Double {
    if x == 0 { return x }
    return (DoubleCoefficients.twoOverRootPi * (x * 0x1p200)).value * 0x1p-200
  }

  /// erfc(x) for 0.5 ≤ x ≤ 6.
  private static func erfcOfLarge(_ x: Double) -> Pair {
    let (m, n) = expReduction(-Pair.product(x, x))
    return (erfcFactor(x) * (m + 1)).scaled(by: powerOfTwo(n))
  }

  /// e^(x²) erfc(x) = g(y) / (1 + 2x) with y = (x − 4) / (x + 4) (Shepherd and Laframboise, 1981).
  private static func erfcFactor(_ x: Double) -> Pair {
    let y = (x - 4) / (x + 4)
    let g = DoubleCoefficients.erfcFirst + y * polynomial(DoubleCoefficients.erfc, y)
    return g / Pair.sum(1, 2 * x)
  }
}

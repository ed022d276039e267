extension Elementary {
  /// The natural logarithm. Error: at most 0.51 ulp.
  public static func log(_ x: Double) -> Double {
    logarithm(x) { logarithm in logarithm.value }
  }

  /// The logarithm to base 2, exact for powers of two. Error: at most 0.51 ulp.
  public static func log2(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return logarithmAtEdge(x) }
    let (k, f) = logReduction(x)
    let fraction = logOfReduced(Pair(f)) * DoubleCoefficients.log2e
    return (Pair(Double(k)) + fraction).value
  }

  /// The logarithm to base 10, exact for powers of ten. Error: at most 0.51 ulp.
  public static func log10(_ x: Double) -> Double {
    logarithm(x) { logarithm in (logarithm * DoubleCoefficients.log10e).value }
  }

  /// ln(1 + x), precise also where x is small. Error: at most 0.51 ulp.
  public static func log1p(_ x: Double) -> Double {
    if x.magnitude < 0x1p-54 { return x }
    guard x > -1, x < .infinity else { return logarithmAtEdge(x + 1) }
    let sum = Pair.sum(1, x)
    let (k, f) = logReduction(sum.hi)
    // 1 + x = 2^k (1 + f) with what the sum's rounding took off; past 2^60 that is nothing.
    let lost = k < 60 ? sum.lo * powerOfTwo(-k) : 0
    return log(exponent: k, fraction: Pair.sum(f, lost)).value
  }

  private static func logarithm(_ x: Double, _ finish: (Pair) -> Double) -> Double {
    guard x > 0, x < .infinity else { return logarithmAtEdge(x) }
    return finish(log(ofPositive: x))
  }

  /// Any logarithm of what is no positive finite number.
  private static func logarithmAtEdge(_ x: Double) -> Double {
    x == 0 ? -.infinity : x > 0 ? .infinity : .nan
  }

  /// ln x to about 2^-65 of its value, for a positive finite x.
  static func log(ofPositive x: Double) -> Pair {
    let (k, f) = logReduction(x)
    return log(exponent: k, fraction: Pair(f))
  }

  /// ln(2^k (1 + f)).
  private static func log(exponent k: Int, fraction f: Pair) -> Pair {
    let logarithm = logOfReduced(f)
    let n = Double(k)
    let high = Pair.sum(n * DoubleCoefficients.ln2High, logarithm.hi)
    return Pair.orderedSum(high.hi, high.lo + (n * DoubleCoefficients.ln2Low + logarithm.lo))
  }

  /// k and f with x = 2^k (1 + f) exactly and √½ ≤ 1 + f < √2.
  private static func logReduction(_ x: Double) -> (k: Int, f: Double) {
    let isSubnormal = x < 0x1p-1022
    let bits = (isSubnormal ? x * 0x1p54 : x).bitPattern
    // Subtracting the bits of √½ makes the exponent field count from there.
    let shifted = Int64(bitPattern: bits &- 0x3FE6_A09E_667F_3BCD)
    let k = shifted &>> 52
    let m = Double(bitPattern: bits &- UInt64(bitPattern: k &<< 52))
    return (Int(k) - (isSubnormal ? 54 : 0), m - 1)
  }

  /// ln(1 + f) = 2 atanh(s) = 2s (1 + z/3 + z²/5 + …) with s = f / (2 + f), z = s².
  private static func logOfReduced(_ f: Pair) -> Pair {
    let s = f / (Pair.sum(2, f.hi) + f.lo)
    let z = s * s
    let tail = z.hi * z.hi * polynomial(DoubleCoefficients.atanh, z.hi)
    let series = z * DoubleCoefficients.third + tail
    let twice = s.scaled(by: 2)
    return twice + twice * series
  }
}

extension Elementary {
  /// e^x. Error: at most 0.53 ulp.
  public static func exp(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x > 710 { return .infinity }
    if x < -746 { return 0 }
    return exp(Pair(x))
  }

  /// 2^x, exact for an integer x. Error: at most 0.53 ulp.
  public static func exp2(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x >= 1024 { return .infinity }
    if x <= -1076 { return 0 }
    let n = x.rounded(.toNearestOrEven)
    let m = expm1OfReduced(DoubleCoefficients.ln2 * (x - n))
    return onePlus(m).rounded(timesTwoTo: Int(n))
  }

  /// e^x − 1, precise also where x is small. Error: at most 0.6 ulp.
  public static func expm1(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x.magnitude < 0x1p-54 { return x }
    if x > 45 { return exp(x) }
    if x < -45 { return -1 }
    return expm1(Pair(x)).value
  }

  /// e^(hi + lo) for a sum in -746 ... 710.
  static func exp(_ x: Pair) -> Double {
    let (m, n) = expReduction(x)
    return onePlus(m).rounded(timesTwoTo: n)
  }

  /// 1 + m for |m| < 1/2.
  static func onePlus(_ m: Pair) -> Pair {
    let sum = Pair.orderedSum(1, m.hi)
    return Pair.orderedSum(sum.hi, sum.lo + m.lo)
  }

  /// e^x − 1 for |x| ≤ 45.
  static func expm1(_ x: Pair) -> Pair {
    let (m, n) = expReduction(x)
    if n == 0 { return m }
    let power = powerOfTwo(n)
    return Pair.sum(power, -1) + m.scaled(by: power)
  }

  /// n and m with e^x = 2^n · (1 + m) and -0.30 < m < 0.42.
  static func expReduction(_ x: Pair) -> (m: Pair, n: Int) {
    let n = (x.hi * DoubleCoefficients.log2e.hi).rounded(.toNearestOrEven)
    // Exact: the difference is a multiple of the last bit of ln2.hi and less than 0.35.
    let high = x.hi.addingProduct(-n, DoubleCoefficients.ln2.hi)
    let r = Pair.sum(high, x.lo.addingProduct(-n, DoubleCoefficients.ln2.lo))
    return (expm1OfReduced(r), Int(n))
  }

  /// e^r − 1 = r + r²/2 + r³ (1/3! + r/4! + …) for |r| < 0.35.
  static func expm1OfReduced(_ r: Pair) -> Pair {
    let square = Pair.product(r.hi, r.hi)
    let cubic = square.hi * r.hi * polynomial(DoubleCoefficients.exp, r.hi)
    let sum = Pair.orderedSum(r.hi, square.hi * 0.5)
    let rest = r.lo.addingProduct(r.lo, r.hi) + square.lo * 0.5
    return Pair.orderedSum(sum.hi, cubic + (sum.lo + rest))
  }
}

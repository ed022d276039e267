/// An unevaluated sum hi + lo of two doubles, which together hold about 106 bits.
///
/// The building blocks are exact: Dekker's and Knuth's sums, and products by fused multiply-add
/// (Dekker, "A floating-point technique for extending the available precision", 1971).
struct Pair {
  var hi: Double
  var lo: Double

  @inline(__always)
  init(hi: Double, lo: Double) {
    self.hi = hi
    self.lo = lo
  }

  @inline(__always)
  init(_ value: Double) {
    self.init(hi: value, lo: 0)
  }

  /// a + b, exactly.
  @inline(__always)
  static func sum(_ a: Double, _ b: Double) -> Pair {
    let s = a + b
    let t = s - a
    return Pair(hi: s, lo: (a - (s - t)) + (b - t))
  }

  /// a + b, exactly, where |a| ≥ |b| or a is zero.
  @inline(__always)
  static func orderedSum(_ a: Double, _ b: Double) -> Pair {
    let s = a + b
    return Pair(hi: s, lo: b - (s - a))
  }

  /// a · b, exactly (if nothing underflows).
  @inline(__always)
  static func product(_ a: Double, _ b: Double) -> Pair {
    let p = a * b
    return Pair(hi: p, lo: (-p).addingProduct(a, b))
  }

  /// The nearest double.
  @inline(__always)
  var value: Double { hi + lo }

  @inline(__always)
  static func + (a: Pair, b: Pair) -> Pair {
    let s = sum(a.hi, b.hi)
    return orderedSum(s.hi, s.lo + (a.lo + b.lo))
  }

  @inline(__always)
  static func + (a: Pair, b: Double) -> Pair {
    let s = sum(a.hi, b)
    return orderedSum(s.hi, s.lo + a.lo)
  }

  @inline(__always)
  static func * (a: Pair, b: Pair) -> Pair {
    let p = product(a.hi, b.hi)
    return orderedSum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi))
  }

  @inline(__always)
  static func * (a: Pair, b: Double) -> Pair {
    let p = product(a.hi, b)
    return orderedSum(p.hi, p.lo + a.lo * b)
  }

  @inline(__always)
  static func / (a: Pair, b: Pair) -> Pair {
    let q = a.hi / b.hi
    let rest = a.hi.addingProduct(-q, b.hi) + (a.lo - q * b.lo)
    return orderedSum(q, rest / b.hi)
  }

  @inline(__always)
  static prefix func - (a: Pair) -> Pair {
    Pair(hi: -a.hi, lo: -a.lo)
  }

  /// The product with a power of two, exactly (if nothing over- or underflows).
  @inline(__always)
  func scaled(by power: Double) -> Pair {
    Pair(hi: hi * power, lo: lo * power)
  }
}

/// Horner's rule with fused multiply-add, coefficients from the highest power down.
@inline(__always)
func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
  var value = 0.0
  for coefficient in coefficients {
    value = coefficient.addingProduct(value, x)
  }
  return value
}

/// 2^n for -1022 ≤ n ≤ 1023.
@inline(__always)
func powerOfTwo(_ n: Int) -> Double {
  Double(bitPattern: UInt64(truncatingIfNeeded: n &+ 1023) &<< 52)
}

extension Pair {
  /// The sum times 2^n, rounded once, also where it is subnormal or infinite.
  ///
  /// The sum is positive and below 2, n in -1100 ... 1100.
  func rounded(timesTwoTo n: Int) -> Double {
    let half = n / 2
    let value = (hi + lo) * powerOfTwo(half) * powerOfTwo(n - half)
    if value >= 0x1p-1022 || n < -1080 { return value }
    // Subnormal numbers are the multiples of 2^-1074. Added to 2^52 of these (times
    // 2^-n), the sum is rounded to a multiple, before it is scaled for good.
    let shifter = 0x1p52 * powerOfTwo(-1074 - n)
    let sum = Pair.sum(shifter, hi)
    let multiple = (sum.hi + (sum.lo + lo)) - shifter
    return multiple * powerOfTwo(half) * powerOfTwo(n - half)
  }
}

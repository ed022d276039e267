extension Elementary {
  /// Replaces each number x by e^(x − shift), with the bits of ``exp(_:)-(Double)``.
  ///
  /// Eight at a time: a distribution over a vocabulary takes one exponential a token.
  public static func replaceByExponentials(_ numbers: inout [Double], shift: Double) {
    DoubleCoefficients.exp.withUnsafeBufferPointer { coefficients in
      numbers.withUnsafeMutableBytes { raw in
        let size = MemoryLayout<DoubleLanes>.size
        var offset = 0
        while offset &+ size <= raw.count {
          let lanes = raw.loadUnaligned(fromByteOffset: offset, as: DoubleLanes.self)
          raw.storeBytes(
            of: exp(lanes: lanes - shift, coefficients), toByteOffset: offset,
            as: DoubleLanes.self)
          offset &+= size
        }
        let rest = UnsafeMutableRawBufferPointer(rebasing: raw[offset...])
          .assumingMemoryBound(to: Double.self)
        for index in rest.indices { rest[index] = exp(rest[index] - shift) }
      }
    }
  }

  typealias DoubleLanes = SIMD8<Double>

  /// Results below this argument are subnormal, or nearly, and beyond the other infinite, or nearly.
  private static let ordinary: ClosedRange<Double> = -700...700

  @inline(__always)
  private static func exp(
    lanes x: DoubleLanes, _ coefficients: UnsafeBufferPointer<Double>
  ) -> DoubleLanes {
    let isOrdinary = (x .>= ordinary.lowerBound) .& (x .<= ordinary.upperBound)
    if all(isOrdinary) { return ordinaryExp(x, coefficients) }
    if all(x .< -746) { return .zero }
    var result = ordinaryExp(x.replacing(with: 0, where: .!isOrdinary), coefficients)
    for lane in 0..<8 where !isOrdinary[lane] { result[lane] = exp(x[lane]) }
    return result
  }

  /// The steps of `exp(_: Pair)` in each lane.
  @inline(__always)
  private static func ordinaryExp(
    _ x: DoubleLanes, _ coefficients: UnsafeBufferPointer<Double>
  ) -> DoubleLanes {
    // Added to a number of this size, a product is rounded to a whole number, ties to even.
    let rounder = DoubleLanes(repeating: 0x1.8p52)
    let shifted = x * DoubleCoefficients.log2e.hi + rounder
    let n = shifted - rounder
    let high = x.addingProduct(-n, DoubleLanes(repeating: DoubleCoefficients.ln2.hi))
    let low = DoubleLanes.zero.addingProduct(
      -n, DoubleLanes(repeating: DoubleCoefficients.ln2.lo))
    let r = LanePair.sum(high, low)
    let m = expm1OfReduced(r, coefficients)
    let sum = LanePair.orderedSum(DoubleLanes(repeating: 1), m.hi)
    let whole = LanePair.orderedSum(sum.hi, sum.lo + m.lo)
    let bits =
      unsafeBitCast(shifted, to: SIMD8<Int64>.self) &- Int64(bitPattern: 0x4338_0000_0000_0000)
    let power = unsafeBitCast((bits &+ 1023) &<< 52, to: DoubleLanes.self)
    return (whole.hi + whole.lo) * power
  }

  /// `expm1OfReduced(_: Pair)` in each lane.
  @inline(__always)
  private static func expm1OfReduced(
    _ r: LanePair, _ coefficients: UnsafeBufferPointer<Double>
  ) -> LanePair {
    let square = LanePair.product(r.hi, r.hi)
    var polynomial = DoubleLanes.zero
    for coefficient in coefficients {
      polynomial = DoubleLanes(repeating: coefficient).addingProduct(polynomial, r.hi)
    }
    let cubic = square.hi * r.hi * polynomial
    let sum = LanePair.orderedSum(r.hi, square.hi * 0.5)
    let rest = r.lo.addingProduct(r.lo, r.hi) + square.lo * 0.5
    return LanePair.orderedSum(sum.hi, cubic + (sum.lo + rest))
  }
}

/// `Pair` in each lane.
private struct LanePair {
  typealias Lanes = Elementary.DoubleLanes
  var hi: Lanes
  var lo: Lanes

  @inline(__always)
  static func sum(_ a: Lanes, _ b: Lanes) -> LanePair {
    let s = a + b
    let t = s - a
    return LanePair(hi: s, lo: (a - (s - t)) + (b - t))
  }

  @inline(__always)
  static func orderedSum(_ a: Lanes, _ b: Lanes) -> LanePair {
    let s = a + b
    return LanePair(hi: s, lo: b - (s - a))
  }

  @inline(__always)
  static func product(_ a: Lanes, _ b: Lanes) -> LanePair {
    let p = a * b
    return LanePair(hi: p, lo: (-p).addingProduct(a, b))
  }
}

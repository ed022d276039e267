extension Elementary {
  /// n mod 4 and r with x = n · π/2 + r, |r| ≤ π/4 (by a hair more), to about 100 bits.
  ///
  /// Nil for infinities and NaN. Up to 2^20 the multiple of π/2 is subtracted in three parts
  /// (Cody and Waite); beyond, x · 2/π is computed modulo 4 with as many bits of 2/π as the
  /// exponent calls for (Payne and Hanek, "Radian reduction for trigonometric functions", 1983).
  static func quarterTurns(_ x: Double) -> (quadrant: Int, r: Pair)? {
    guard x.isFinite else { return nil }
    if x.magnitude <= 0x1.921fb54442d18p-1 { return (0, Pair(x)) }
    return x.magnitude < 0x1p20 ? reducedByParts(x) : reducedByBits(x)
  }

  private static func reducedByParts(_ x: Double) -> (quadrant: Int, r: Pair) {
    let n = (x * 0x1.45f306dc9c883p-1).rounded(.toNearestOrEven)
    let first = x.addingProduct(-n, DoubleCoefficients.halfPi.hi)
    let second = Pair.product(-n, DoubleCoefficients.halfPi.lo)
    let sum = Pair.sum(first, second.hi)
    let rest = second.lo.addingProduct(-n, DoubleCoefficients.halfPiRest)
    return (Int(n) & 3, Pair.orderedSum(sum.hi, sum.lo + rest))
  }

  private static func reducedByBits(_ x: Double) -> (quadrant: Int, r: Pair) {
    let (significand, exponent) = ExactDecimal.parts(of: x)
    let turns = quarters(significand, exponent)
    // The upper two bits count quarter turns; the rest is a fraction, rounded to the nearest.
    var quadrant = Int(turns[0] >> 62)
    var fraction = Words256(shiftingLeftByTwo: turns)
    let isNegative = fraction[0] >> 63 == 1
    if isNegative {
      quadrant += 1
      fraction.negate()
    }
    var r = fraction.pair * DoubleCoefficients.halfPi
    if isNegative { r = -r }
    if x < 0 { (quadrant, r) = (-quadrant, -r) }
    return (quadrant & 3, r)
  }

  /// m · 2^e · 2/π modulo 4, in units of 2^-254.
  ///
  /// Bits of 2/π that stand for multiples of 4 are left out, and so are those 256 further down.
  private static func quarters(_ significand: UInt64, _ exponent: Int) -> Words256 {
    let offset = exponent - 2
    var product = Words256()
    var carry: UInt64 = 0
    for index in stride(from: 3, through: 0, by: -1) {
      let (high, low) = significand.multipliedFullWidth(by: twoOverPi(fromBit: offset + 64 * index))
      let (word, overflow) = low.addingReportingOverflow(carry)
      product[index] = word
      carry = high + (overflow ? 1 : 0)
    }
    return product
  }

  /// 64 bits of 2/π; bit 0 is the first after the binary point, and those before it are zero.
  private static func twoOverPi(fromBit bit: Int) -> UInt64 {
    let table = DoubleCoefficients.twoOverPi
    let index = bit >> 6
    let shift = UInt64(bit & 63)
    let word = table.indices.contains(index) ? table[index] : 0
    let next = table.indices.contains(index + 1) ? table[index + 1] : 0
    return shift == 0 ? word : word << shift | next >> (64 - shift)
  }
}

/// A 256-bit word, the most significant part first.
private struct Words256 {
  private var words = SIMD4<UInt64>()

  init() {}

  init(shiftingLeftByTwo other: Words256) {
    for index in 0..<4 {
      words[index] = other[index] << 2 | (index < 3 ? other[index + 1] >> 62 : 0)
    }
  }

  subscript(index: Int) -> UInt64 {
    get { words[index] }
    set { words[index] = newValue }
  }

  mutating func negate() {
    var carry = true
    for index in stride(from: 3, through: 0, by: -1) {
      let (word, overflow) = (~words[index]).addingReportingOverflow(carry ? 1 : 0)
      words[index] = word
      carry = overflow
    }
  }

  /// The value as a fraction of 2^256, its first 106 bits.
  var pair: Pair {
    let zeros = words[0] == 0 ? 64 : words[0].leadingZeroBitCount
    // No double comes nearer to a multiple of π/2 than 2^-62 or so of a quarter turn.
    let shift = UInt64(zeros)
    func aligned(_ index: Int) -> UInt64 {
      if zeros == 64 { return words[index + 1] }
      return shift == 0 ? words[index] : words[index] << shift | words[index + 1] >> (64 - shift)
    }
    let scale = powerOfTwo(-zeros)
    let high = aligned(0)
    let top = Double(high >> 11) * 0x1p-53
    let middle = Double(high & 0x7FF) * 0x1p-64
    let low = Double(aligned(1) >> 11) * 0x1p-117
    return Pair.orderedSum(top, middle + low).scaled(by: scale)
  }
}

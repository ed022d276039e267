extension Elementary {
  /// The natural logarithm. Error: at most 0.9 ulp.
  public static func log(_ x: Float) -> Float { log(lanes: x) }

  /// The natural logarithm in each lane, with the bits of ``log(_:)-(Float)``.
  @inlinable @inline(__always)
  public static func log(_ x: SIMD16<Float>) -> SIMD16<Float> { log(lanes: x) }
}

extension Elementary {
  @inlinable @inline(__always)
  static func log<Lanes: FloatLanes>(lanes x: Lanes) -> Lanes {
    let zero = Lanes.constant(0)
    let infinity = Lanes.constant(.infinity)
    let value = logOfPositive(x)
    let atPole = Lanes.choose(Lanes.isEqual(x, zero), zero - infinity, Lanes.constant(.nan))
    let isPositive = Lanes.isLess(zero, x)
    let atEnd = Lanes.choose(Lanes.isLess(x, infinity), value, infinity)
    return Lanes.choose(isPositive, atEnd, atPole)
  }

  /// ln x = k ln 2 + ln(1 + f) with √½ ≤ 1 + f < √2, for a positive finite x.
  @inlinable @inline(__always)
  static func logOfPositive<Lanes: FloatLanes>(_ x: Lanes) -> Lanes {
    let isSubnormal = Lanes.isLess(x, Lanes.constant(0x1p-126))
    let normal = Lanes.choose(isSubnormal, x * Lanes.constant(0x1p25), x)
    let correction = Lanes.choose(isSubnormal, Lanes.constant(25), Lanes.constant(0))
    // Counted from √½, the exponent field is k.
    let bits = normal.laneBits
    let exponent = Lanes.shiftedRight(Lanes.difference(bits, Lanes.bits(0x3F35_04F3)), 23)
    let k: Lanes = integer(exponent) - correction
    let fraction = Lanes.difference(bits, Lanes.shiftedLeft(exponent, 23))
    let f = Lanes(laneBits: fraction) - Lanes.constant(1)
    // (ln(1 + f) - f) / f²
    let quotient = Lanes.constant(-0x1.3850ap-4)
      .step(f, 0x1.087da4p-3)
      .step(f, -0x1.0f4cb4p-3)
      .step(f, 0x1.226b32p-3)
      .step(f, -0x1.542422p-3)
      .step(f, 0x1.99a428p-3)
      .step(f, -0x1.000438p-2)
      .step(f, 0x1.55555p-2)
      .step(f, -0x1.fffff8p-2)
    // k ln 2 in a part that is exact and a rest; what the sum with f rounds off is put back.
    let high = k * Lanes.constant(0x1.62ep-1)
    let low = (quotient * f * f).addingProduct(k, Lanes.constant(0x1.0bfbe8p-15))
    let sum = high + f
    let lost = (high - sum) + f
    return sum + (lost + low)
  }

  /// A small integer as a float.
  @inlinable @inline(__always)
  static func integer<Lanes: FloatLanes>(_ value: Lanes.Bits) -> Lanes {
    let shifter = Lanes.constant(0x1.8p23)
    return Lanes(laneBits: Lanes.sum(value, shifter.laneBits)) - shifter
  }
}

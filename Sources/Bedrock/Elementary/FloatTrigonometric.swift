extension Elementary {
  /// The sine of an angle in radians, of any size. Error: at most 1.5 ulp.
  public static func sin(_ x: Float) -> Float { sin(lanes: x) }

  /// The cosine of an angle in radians, of any size. Error: at most 1.5 ulp.
  public static func cos(_ x: Float) -> Float { cos(lanes: x) }

  /// Sine and cosine of one angle, the same bits as one by one.
  public static func sincos(_ x: Float) -> (sin: Float, cos: Float) { sincos(lanes: x) }

  /// The sine in each lane, with the bits of ``sin(_:)-(Float)``.
  @inlinable @inline(__always)
  public static func sin(_ x: SIMD16<Float>) -> SIMD16<Float> { sin(lanes: x) }

  /// The cosine in each lane, with the bits of ``cos(_:)-(Float)``.
  @inlinable @inline(__always)
  public static func cos(_ x: SIMD16<Float>) -> SIMD16<Float> { cos(lanes: x) }

  /// Sine and cosine in each lane, with the bits of ``sincos(_:)-(Float)``.
  @inlinable @inline(__always)
  public static func sincos(
    _ x: SIMD16<Float>
  ) -> (sin: SIMD16<Float>, cos: SIMD16<Float>) { sincos(lanes: x) }
}

extension Elementary {
  /// Up to here the multiple of π/2 is subtracted at float width; beyond, the function at double
  /// width is rounded.
  @inlinable @inline(__always)
  static var floatAngleBound: Float { 0x1p16 }

  @inlinable @inline(__always)
  static func sincos<Lanes: FloatLanes>(lanes x: Lanes) -> (sin: Lanes, cos: Lanes) {
    (sin(lanes: x), cos(lanes: x))
  }

  @inlinable @inline(__always)
  static func sin<Lanes: FloatLanes>(lanes x: Lanes) -> Lanes {
    // The reduction loses the sign of −0.
    let isZero = Lanes.isEqual(x, Lanes.constant(0))
    let near = Lanes.choose(isZero, x, sineOfNear(x, quadrantsAhead: 0))
    if x.isWithin(floatAngleBound) { return near }
    return near.replacing(beyond: floatAngleBound, of: x, with: sinOfFar)
  }

  @inlinable @inline(__always)
  static func cos<Lanes: FloatLanes>(lanes x: Lanes) -> Lanes {
    let near = sineOfNear(x, quadrantsAhead: 1)
    if x.isWithin(floatAngleBound) { return near }
    return near.replacing(beyond: floatAngleBound, of: x, with: cosOfFar)
  }

  @usableFromInline
  static func sinOfFar(_ x: Float) -> Float { Float(sin(Double(x))) }

  @usableFromInline
  static func cosOfFar(_ x: Float) -> Float { Float(cos(Double(x))) }

  /// sin(x + quadrants · π/2) for |x| < 2^16.
  @inlinable @inline(__always)
  static func sineOfNear<Lanes: FloatLanes>(_ x: Lanes, quadrantsAhead: Int32) -> Lanes {
    let (r, rest, turns) = quarterTurns(x)
    let quadrant = Lanes.sum(turns, Lanes.bits(quadrantsAhead))
    // The third and fourth quadrant change the sign. Adding to the sign bit flips it; that the
    // angle is flipped, and not its sine, gives the optimizer a vector to hold on to midway.
    let sign = Lanes.shiftedLeft(Lanes.both(quadrant, Lanes.bits(2)), 30)
    let angle = Lanes(laneBits: Lanes.sum(r.laneBits, sign))
    let restOfAngle = Lanes(laneBits: Lanes.sum(rest.laneBits, sign))
    let z = angle * angle
    let cosine = cosOfReduced(angle, restOfAngle, z)
    let signedCosine = Lanes(laneBits: Lanes.sum(cosine.laneBits, sign))
    let parity = Lanes.shiftedLeft(Lanes.both(quadrant, Lanes.bits(1)), 30)
    let isEven = Lanes.isEqual(Lanes(laneBits: parity), Lanes.constant(0))
    return Lanes.choose(isEven, sinOfReduced(angle, restOfAngle, z), signedCosine)
  }

  /// n, r and a rest with x = n · π/2 + r + rest and |r| ≤ π/4.
  @inlinable @inline(__always)
  static func quarterTurns<Lanes: FloatLanes>(
    _ x: Lanes
  ) -> (r: Lanes, rest: Lanes, n: Lanes.Bits) {
    let shifter = Lanes.constant(0x1.8p23)
    let shifted = shifter.addingProduct(x, Lanes.constant(0x1.45f306p-1))
    let n = shifted - shifter
    // π/2 in three parts; the first difference is exact, so r is rounded once.
    let r = x.addingProduct(n, Lanes.constant(-0x1.921fb6p0))
      .addingProduct(n, Lanes.constant(0x1.777a5cp-25))
    let rest = n * Lanes.constant(0x1.ee59dap-50)
    return (r, rest, Lanes.difference(shifted.laneBits, shifter.laneBits))
  }

  @inlinable @inline(__always)
  static func sinOfReduced<Lanes: FloatLanes>(_ r: Lanes, _ rest: Lanes, _ z: Lanes) -> Lanes {
    // (sin(r) / r - 1) / z
    let quotient = Lanes.constant(0x1.7bf1aap-19)
      .step(z, -0x1.a058e4p-13)
      .step(z, 0x1.111174p-7)
      .step(z, -0x1.555556p-3)
    return r + rest.addingProduct(quotient, z * r)
  }

  @inlinable @inline(__always)
  static func cosOfReduced<Lanes: FloatLanes>(_ r: Lanes, _ rest: Lanes, _ z: Lanes) -> Lanes {
    let one = Lanes.constant(1)
    let half = z * Lanes.constant(0.5)
    let head = one - half
    let lost = (one - head) - half
    // (cos(r) - 1 + z/2) / z²
    let quotient = Lanes.constant(0x1.99e0ecp-16)
      .step(z, -0x1.6c0c1ap-10)
      .step(z, 0x1.55554ap-5)
    let correction = lost.addingProduct(Lanes.constant(0) - r, rest)
    return head + correction.addingProduct(quotient, z * z)
  }
}

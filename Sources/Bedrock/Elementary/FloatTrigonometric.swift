extension Elementary {
  /// The sine of an angle in radians, of any size. Error: at most 0.7 ulp.
  public static func sin(_ x: Float) -> Float { sin(lanes: x) }

  /// The cosine of an angle in radians, of any size. Error: at most 0.7 ulp.
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
    let sine = sincosOfNear(x).sin
    // The reduction loses the sign of −0.
    let near = Lanes.choose(Lanes.isEqual(x, Lanes.constant(0)), x, sine)
    if x.isWithin(floatAngleBound) { return near }
    return near.replacing(beyond: floatAngleBound, of: x, with: sinOfFar)
  }

  @inlinable @inline(__always)
  static func cos<Lanes: FloatLanes>(lanes x: Lanes) -> Lanes {
    let near = sincosOfNear(x).cos
    if x.isWithin(floatAngleBound) { return near }
    return near.replacing(beyond: floatAngleBound, of: x, with: cosOfFar)
  }

  @usableFromInline
  static func sinOfFar(_ x: Float) -> Float { Float(sin(Double(x))) }

  @usableFromInline
  static func cosOfFar(_ x: Float) -> Float { Float(cos(Double(x))) }

  /// Sine and cosine for |x| < 2^16.
  @inlinable @inline(__always)
  static func sincosOfNear<Lanes: FloatLanes>(_ x: Lanes) -> (sin: Lanes, cos: Lanes) {
    let (r, rest, quadrant) = quarterTurns(x)
    let z = r * r
    let sine = sinOfReduced(r, rest, z)
    let cosine = cosOfReduced(r, rest, z)
    // In odd quadrants the two change places; the signs are those of the second bits of the
    // quadrant and of the next.
    let parity = Lanes.shiftedLeft(Lanes.both(quadrant, Lanes.bits(1)), 30)
    let isEven = Lanes.isEqual(Lanes(laneBits: parity), Lanes.constant(0))
    let next = Lanes.sum(quadrant, Lanes.bits(1))
    return (
      flipped(Lanes.choose(isEven, sine, cosine), quadrant),
      flipped(Lanes.choose(isEven, cosine, sine), next)
    )
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

  /// The negative where the integer's second bit is set.
  @inlinable @inline(__always)
  static func flipped<Lanes: FloatLanes>(_ value: Lanes, _ quadrant: Lanes.Bits) -> Lanes {
    let sign = Lanes.shiftedLeft(Lanes.both(quadrant, Lanes.bits(2)), 30)
    return Lanes(laneBits: Lanes.differing(value.laneBits, sign))
  }
}

extension Elementary {
  /// The error function. Error: at most 1.2 ulp.
  public static func erf(_ x: Float) -> Float { erf(lanes: x) }

  /// The error function in each lane, with the bits of ``erf(_:)-(Float)``.
  @inlinable @inline(__always)
  public static func erf(_ x: SIMD16<Float>) -> SIMD16<Float> { erf(lanes: x) }
}

extension Elementary {
  @inlinable @inline(__always)
  static func erf<Lanes: FloatLanes>(lanes x: Lanes) -> Lanes {
    let one = Lanes.constant(1)
    let magnitude = x.absolute
    let beyond = one - expOfModerate(Lanes.constant(0) - logOfErfc(magnitude))
    let value = Lanes.choose(Lanes.isLess(magnitude, one), erfNearZero(magnitude), beyond)
    return value.signed(like: x).orNaN(of: x)
  }

  /// x + x P(x²) for 0 ≤ x < 1.
  @inlinable @inline(__always)
  static func erfNearZero<Lanes: FloatLanes>(_ x: Lanes) -> Lanes {
    let z = x * x
    let p = Lanes.constant(0x1.4771fcp-14)
      .step(z, -0x1.a3515ep-11)
      .step(z, 0x1.53f224p-8)
      .step(z, -0x1.b7f71ap-6)
      .step(z, 0x1.ce2ce6p-4)
      .step(z, -0x1.81273ep-2)
      .step(z, 0x1.06eba8p-3)
    return x.addingProduct(x, p)
  }

  /// -ln erfc(x) for 1 ≤ x ≤ 4; beyond, its value at 4, where erf is 1 but for rounding.
  @inlinable @inline(__always)
  static func logOfErfc<Lanes: FloatLanes>(_ x: Lanes) -> Lanes {
    let limit = Lanes.constant(4)
    let t = Lanes.choose(Lanes.isLess(limit, x), limit, x)
    return Lanes.constant(0x1.6bf498p-16)
      .step(t, -0x1.cedfap-12)
      .step(t, 0x1.139624p-8)
      .step(t, -0x1.9d0a6p-6)
      .step(t, 0x1.bc1868p-4)
      .step(t, 0x1.4434f8p-1)
      .step(t, 0x1.212c2cp0)
      .step(t, -0x1.8b3eccp-13)
  }
}

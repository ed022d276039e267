extension Elementary {
  /// e^x. Error: at most 0.9 ulp.
  public static func exp(_ x: Float) -> Float { exp(lanes: x) }

  /// e^x in each lane, with the bits of ``exp(_:)-(Float)``.
  @inlinable @inline(__always)
  public static func exp(_ x: SIMD16<Float>) -> SIMD16<Float> { exp(lanes: x) }

  /// The logistic function 1 / (1 + e^-x). Error: at most 1.6 ulp.
  public static func sigmoid(_ x: Float) -> Float { sigmoid(lanes: x) }

  /// The logistic function in each lane, with the bits of ``sigmoid(_:)-(Float)``.
  @inlinable @inline(__always)
  public static func sigmoid(_ x: SIMD16<Float>) -> SIMD16<Float> { sigmoid(lanes: x) }

  /// The hyperbolic tangent. Error: at most 1.5 ulp.
  public static func tanh(_ x: Float) -> Float { tanh(lanes: x) }

  /// The hyperbolic tangent in each lane, with the bits of ``tanh(_:)-(Float)``.
  @inlinable @inline(__always)
  public static func tanh(_ x: SIMD16<Float>) -> SIMD16<Float> { tanh(lanes: x) }
}

extension Elementary {
  @inlinable @inline(__always)
  static func exp<Lanes: FloatLanes>(lanes x: Lanes) -> Lanes {
    // Beyond these bounds the result is infinite or zero; a NaN is less than neither.
    let low = Lanes.constant(-104)
    let high = Lanes.constant(89)
    let atMost = Lanes.choose(Lanes.isLess(high, x), high, x)
    let bounded = Lanes.choose(Lanes.isLess(atMost, low), low, atMost)
    return expOfBounded(bounded).orNaN(of: x)
  }

  /// e^x for -104 ≤ x ≤ 89.
  @inlinable @inline(__always)
  static func expOfBounded<Lanes: FloatLanes>(_ x: Lanes) -> Lanes {
    let (r, n) = expReduction(x)
    // 2^n in two factors, neither of which is subnormal or infinite; so the first product is as
    // precise as 1 + r · quotient, and a subnormal result is rounded at its own width.
    let half = Lanes.shiftedRight(n, 1)
    let first: Lanes = lanes(ofPowerOfTwo: half)
    let second: Lanes = lanes(ofPowerOfTwo: Lanes.difference(n, half))
    return first.addingProduct(quotientOfExpm1(r), r * first) * second
  }

  /// e^x for |x| ≤ 80, where one power of two is enough.
  @inlinable @inline(__always)
  static func expOfModerate<Lanes: FloatLanes>(_ x: Lanes) -> Lanes {
    let (r, n) = expReduction(x)
    let power: Lanes = lanes(ofPowerOfTwo: n)
    return power.addingProduct(quotientOfExpm1(r), r * power)
  }

  /// (e^r − 1) / r for |r| ≤ 0.347.
  @inlinable @inline(__always)
  static func quotientOfExpm1<Lanes: FloatLanes>(_ r: Lanes) -> Lanes {
    Lanes.constant(0x1.6a5052p-10)
      .step(r, 0x1.123976p-7)
      .step(r, 0x1.5558acp-5)
      .step(r, 0x1.555492p-3)
      .step(r, 0x1.fffffcp-2)
      .step(r, 1)
  }

  /// n and r with x = n ln 2 + r, |r| ≤ 0.347.
  @inlinable @inline(__always)
  static func expReduction<Lanes: FloatLanes>(_ x: Lanes) -> (r: Lanes, n: Lanes.Bits) {
    // Added to 1.5 · 2^23, a number is rounded to an integer, which stands in the sum's last bits.
    let shifter = Lanes.constant(0x1.8p23)
    let shifted = shifter.addingProduct(x, Lanes.constant(0x1.715476p0))
    let n = shifted - shifter
    // ln 2 in two parts.
    let high = x.addingProduct(n, Lanes.constant(-0x1.62e43p-1))
    let r = high.addingProduct(n, Lanes.constant(0x1.05c61p-29))
    return (r, Lanes.difference(shifted.laneBits, shifter.laneBits))
  }

  /// 2^n for -126 ≤ n ≤ 127.
  @inlinable @inline(__always)
  static func lanes<Lanes: FloatLanes>(ofPowerOfTwo n: Lanes.Bits) -> Lanes {
    Lanes(laneBits: Lanes.shiftedLeft(Lanes.sum(n, Lanes.bits(127)), 23))
  }

  /// 1 / (1 + t), or t / (1 + t) for a negative x, with t = e^-|x|.
  @inlinable @inline(__always)
  static func sigmoid<Lanes: FloatLanes>(lanes x: Lanes) -> Lanes {
    let zero = Lanes.constant(0)
    let one = Lanes.constant(1)
    let magnitude = x.absolute
    let low = Lanes.constant(104)
    let bounded = Lanes.choose(Lanes.isLess(low, magnitude), low, magnitude)
    let t = expOfBounded(zero - bounded)
    let numerator = Lanes.choose(Lanes.isLess(x, zero), t, one)
    // The sum's rounding would cost a whole ulp; the quotient is put right by what was lost.
    let sum = one + t
    let lost = (one - sum) + t
    let reciprocal = one / sum
    let estimate = numerator * reciprocal
    let rest = numerator.addingProduct(zero - estimate, sum).addingProduct(zero - estimate, lost)
    return estimate.addingProduct(rest, reciprocal).orNaN(of: x)
  }

  /// A polynomial near zero, and 1 − 2 / (1 + e^(2|x|)) from 0.625 on.
  @inlinable @inline(__always)
  static func tanh<Lanes: FloatLanes>(lanes x: Lanes) -> Lanes {
    let magnitude = x.absolute
    let isNear = Lanes.isLess(magnitude, Lanes.constant(0.625))
    let value = Lanes.choose(isNear, tanhNearZero(magnitude), tanhBeyond(magnitude))
    return value.signed(like: x).orNaN(of: x)
  }

  /// x + x z P(z) with z = x², for 0 ≤ x < 0.625.
  @inlinable @inline(__always)
  static func tanhNearZero<Lanes: FloatLanes>(_ x: Lanes) -> Lanes {
    let z = x * x
    let p = Lanes.constant(-0x1.750ce2p-8)
      .step(z, 0x1.51f8cep-6)
      .step(z, -0x1.b835a4p-5)
      .step(z, 0x1.1106f6p-3)
      .step(z, -0x1.555532p-2)
    return x.addingProduct(x * z, p)
  }

  @inlinable @inline(__always)
  static func tanhBeyond<Lanes: FloatLanes>(_ x: Lanes) -> Lanes {
    // From 9.02 on the result is 1 but for rounding.
    let limit = Lanes.constant(10)
    let bounded = Lanes.choose(Lanes.isLess(limit, x), limit, x)
    let one = Lanes.constant(1)
    return one - Lanes.constant(2) / (one + expOfModerate(bounded + bounded))
  }
}

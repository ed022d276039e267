import Bedrock

/// A function of one number, and its derivative, sixteen at a time.
///
/// Both are made from the argument and one elementary function of it, the core, so that whoever needs
/// both computes the core once. Arguments far out are moved to ±10,000, where every function here has
/// reached its limit, so that infinities give the limit and not the product of zero and infinity.
protocol ActivationFunction {
  static func core(_ x: Lanes) -> Lanes
  static func value(_ x: Lanes, core: Lanes) -> Lanes
  static func derivative(_ x: Lanes, core: Lanes) -> Lanes
}

extension Lanes {
  /// −10,000 where a lane is below it; NaN stays NaN.
  @inline(__always)
  fileprivate var boundedBelow: Lanes {
    replacing(with: Lanes(repeating: -10_000), where: self .< Lanes(repeating: -10_000))
  }

  /// ±10,000 where a lane is beyond them; NaN stays NaN.
  @inline(__always)
  fileprivate var bounded: Lanes {
    let x = boundedBelow
    return x.replacing(with: Lanes(repeating: 10_000), where: x .> Lanes(repeating: 10_000))
  }
}

/// max(x, 0): +0 for zeros of both signs, NaN for NaN. Its derivative at 0 is 0.
enum ReLU: ActivationFunction {
  @inline(__always)
  static func core(_ x: Lanes) -> Lanes { x }

  @inline(__always)
  static func value(_ x: Lanes, core: Lanes) -> Lanes { x.replacing(with: 0, where: x .<= 0) }

  @inline(__always)
  static func derivative(_ x: Lanes, core: Lanes) -> Lanes {
    x.replacing(with: 0, where: x .<= 0).replacing(with: 1, where: x .> 0)
  }
}

/// x / 2 · (1 + tanh(√(2/π) (x + 0.044715 x³))) (Hendrycks and Gimpel, 2016, arXiv:1606.08415).
enum GELUTanh: ActivationFunction {
  private static var rootOf2OverPi: Float { 0.797_884_560_8 }
  private static var cubic: Float { 0.044_715 }

  @inline(__always)
  static func core(_ x: Lanes) -> Lanes {
    let inner = x.addingProduct(x * x * x, Lanes(repeating: cubic))
    return Elementary.tanh(inner * rootOf2OverPi)
  }

  @inline(__always)
  static func value(_ x: Lanes, core t: Lanes) -> Lanes { 0.5 * x.boundedBelow * (1 + t) }

  @inline(__always)
  static func derivative(_ x: Lanes, core t: Lanes) -> Lanes {
    let x = x.bounded
    let slope = Lanes(repeating: 1).addingProduct(x * x, Lanes(repeating: 3 * cubic))
    let slopeOfTanh: Lanes = (1 - t * t) * (rootOf2OverPi * slope)
    let gate: Lanes = 0.5 * (1 + t)
    return gate + 0.5 * x * slopeOfTanh
  }
}

/// x Φ(x), with the standard normal distribution Φ (Hendrycks and Gimpel, 2016).
enum GELUErf: ActivationFunction {
  private static var rootOfHalf: Float { 0.707_106_781_2 }
  private static var oneOverRootOf2Pi: Float { 0.398_942_280_4 }

  @inline(__always)
  static func core(_ x: Lanes) -> Lanes { Elementary.erf(x * rootOfHalf) }

  @inline(__always)
  static func value(_ x: Lanes, core: Lanes) -> Lanes { x.boundedBelow * (0.5 * (1 + core)) }

  @inline(__always)
  static func derivative(_ x: Lanes, core: Lanes) -> Lanes {
    let x = x.bounded
    let density = oneOverRootOf2Pi * Elementary.exp(-0.5 * x * x)
    return (0.5 * (1 + core)).addingProduct(x, density)
  }
}

/// x σ(x), also called swish.
enum SiLU: ActivationFunction {
  @inline(__always)
  static func core(_ x: Lanes) -> Lanes { Elementary.sigmoid(x) }

  @inline(__always)
  static func value(_ x: Lanes, core s: Lanes) -> Lanes { x.boundedBelow * s }

  @inline(__always)
  static func derivative(_ x: Lanes, core s: Lanes) -> Lanes {
    s * Lanes(repeating: 1).addingProduct(x.bounded, 1 - s)
  }
}

/// σ(x) = 1 / (1 + e^-x).
enum Sigmoid: ActivationFunction {
  @inline(__always)
  static func core(_ x: Lanes) -> Lanes { Elementary.sigmoid(x) }

  @inline(__always)
  static func value(_ x: Lanes, core s: Lanes) -> Lanes { s }

  @inline(__always)
  static func derivative(_ x: Lanes, core s: Lanes) -> Lanes { s * (1 - s) }
}

/// The hyperbolic tangent.
enum Tanh: ActivationFunction {
  @inline(__always)
  static func core(_ x: Lanes) -> Lanes { Elementary.tanh(x) }

  @inline(__always)
  static func value(_ x: Lanes, core t: Lanes) -> Lanes { t }

  @inline(__always)
  static func derivative(_ x: Lanes, core t: Lanes) -> Lanes { 1 - t * t }
}

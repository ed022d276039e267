import Bedrock

/// A function of one number, and its derivative, sixteen at a time.
///
/// Arguments far out are moved to ±10,000, where every function here has reached its limit, so that
/// infinities give the limit and not the product of zero and infinity.
protocol ActivationFunction {
  static func value(_ x: Lanes) -> Lanes
  static func derivative(_ x: Lanes) -> Lanes
}

extension Lanes {
  /// `low` where a lane is below it; NaN stays NaN.
  @inline(__always)
  fileprivate func atLeast(_ low: Float) -> Lanes {
    replacing(with: Lanes(repeating: low), where: self .< Lanes(repeating: low))
  }

  /// `high` where a lane is above it; NaN stays NaN.
  @inline(__always)
  fileprivate func atMost(_ high: Float) -> Lanes {
    replacing(with: Lanes(repeating: high), where: self .> Lanes(repeating: high))
  }

  @inline(__always)
  fileprivate var bounded: Lanes { atLeast(-10_000).atMost(10_000) }
}

/// max(x, 0): +0 for zeros of both signs, NaN for NaN. Its derivative at 0 is 0.
enum ReLU: ActivationFunction {
  @inline(__always)
  static func value(_ x: Lanes) -> Lanes { x.replacing(with: 0, where: x .<= 0) }

  @inline(__always)
  static func derivative(_ x: Lanes) -> Lanes {
    x.replacing(with: 0, where: x .<= 0).replacing(with: 1, where: x .> 0)
  }
}

/// x / 2 · (1 + tanh(√(2/π) (x + 0.044715 x³))) (Hendrycks and Gimpel, 2016, arXiv:1606.08415).
enum GELUTanh: ActivationFunction {
  private static var rootOf2OverPi: Float { 0.797_884_560_8 }
  private static var cubic: Float { 0.044_715 }

  @inline(__always)
  private static func tanhPart(_ x: Lanes) -> Lanes {
    let inner = x.addingProduct(x * x * x, Lanes(repeating: cubic))
    return Elementary.tanh(inner * rootOf2OverPi)
  }

  @inline(__always)
  static func value(_ x: Lanes) -> Lanes {
    let x = x.atLeast(-10_000)
    return 0.5 * x * (1 + tanhPart(x))
  }

  @inline(__always)
  static func derivative(_ x: Lanes) -> Lanes {
    let x = x.bounded
    let t = tanhPart(x)
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
  private static func distribution(_ x: Lanes) -> Lanes {
    0.5 * (1 + Elementary.erf(x * rootOfHalf))
  }

  @inline(__always)
  static func value(_ x: Lanes) -> Lanes {
    let x = x.atLeast(-10_000)
    return x * distribution(x)
  }

  @inline(__always)
  static func derivative(_ x: Lanes) -> Lanes {
    let x = x.bounded
    let density = oneOverRootOf2Pi * Elementary.exp(-0.5 * x * x)
    return distribution(x).addingProduct(x, density)
  }
}

/// x σ(x), also called swish.
enum SiLU: ActivationFunction {
  @inline(__always)
  static func value(_ x: Lanes) -> Lanes {
    let x = x.atLeast(-10_000)
    return x * Elementary.sigmoid(x)
  }

  @inline(__always)
  static func derivative(_ x: Lanes) -> Lanes {
    let x = x.bounded
    let s = Elementary.sigmoid(x)
    return s * Lanes(repeating: 1).addingProduct(x, 1 - s)
  }
}

/// σ(x) = 1 / (1 + e^-x).
enum Sigmoid: ActivationFunction {
  @inline(__always)
  static func value(_ x: Lanes) -> Lanes { Elementary.sigmoid(x) }

  @inline(__always)
  static func derivative(_ x: Lanes) -> Lanes {
    let s = Elementary.sigmoid(x)
    return s * (1 - s)
  }
}

/// The hyperbolic tangent.
enum Tanh: ActivationFunction {
  @inline(__always)
  static func value(_ x: Lanes) -> Lanes { Elementary.tanh(x) }

  @inline(__always)
  static func derivative(_ x: Lanes) -> Lanes {
    let t = Elementary.tanh(x)
    return 1 - t * t
  }
}

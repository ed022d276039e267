import Bedrock

/// A neuron's activation function.
public enum Activation: String, CaseIterable, Sendable {
  /// max(x, 0)
  case relu
  /// GELU in its tanh form.
  case geluTanh = "gelu_tanh"
  /// GELU in its exact form, with the error function.
  case geluErf = "gelu_erf"
  /// x σ(x), also called swish.
  case silu
  /// 1 / (1 + e^-x)
  case sigmoid
  case tanh

  /// The function of one float, with the bits that tensors get.
  public func value(_ x: Float) -> Float { run(ActivationOfOne(x: x)).value }

  /// The derivative at one float, with the bits that tensors get.
  public func derivative(_ x: Float) -> Float { run(ActivationOfOne(x: x)).derivative }
}

extension Activation {
  /// The function at double width.
  public func value(_ x: Double) -> Double {
    switch self {
    case .relu: return Elementary.relu(x)
    case .geluTanh:
      let x = max(x, -1e4)
      return 0.5 * x * (1 + Elementary.tanh(Self.geluInner(x)))
    case .geluErf:
      let x = max(x, -1e4)
      return 0.5 * x * Elementary.erfc(-x * 0.5.squareRoot())
    case .silu:
      let x = max(x, -1e4)
      return x * Elementary.sigmoid(x)
    case .sigmoid: return Elementary.sigmoid(x)
    case .tanh: return Elementary.tanh(x)
    }
  }

  /// The derivative at double width; 0 for `relu` at 0.
  public func derivative(_ x: Double) -> Double {
    let bounded = x.isNaN ? x : min(max(x, -1e4), 1e4)
    switch self {
    case .relu: return x > 0 ? 1 : x <= 0 ? 0 : .nan
    case .geluTanh:
      let t = Elementary.tanh(Self.geluInner(bounded))
      let slope = Self.rootOf2OverPi * (1 + 3 * 0.044_715 * bounded * bounded)
      return 0.5 * (1 + t) + 0.5 * bounded * (1 - t * t) * slope
    case .geluErf:
      let density = Elementary.exp(-0.5 * bounded * bounded) / (2 * Double.pi).squareRoot()
      return 0.5 * Elementary.erfc(-bounded * 0.5.squareRoot()) + bounded * density
    case .silu:
      let s = Elementary.sigmoid(bounded)
      return s * (1 + bounded * (1 - s))
    case .sigmoid:
      let s = Elementary.sigmoid(x)
      return s * (1 - s)
    case .tanh:
      let t = Elementary.tanh(x)
      return 1 - t * t
    }
  }

  private static var rootOf2OverPi: Double { (2 / Double.pi).squareRoot() }

  private static func geluInner(_ x: Double) -> Double {
    rootOf2OverPi * (x + 0.044_715 * x * x * x)
  }
}

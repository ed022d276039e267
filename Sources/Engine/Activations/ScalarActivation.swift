import Numerics

/// A neuron's activation function at double width, for what is worked by hand.
///
/// The formulas are those of `Numerics`' tensors; `identity` is what a layer without an activation
/// does.
public enum ScalarActivation: String, CaseIterable, Sendable {
  /// max(x, 0)
  case relu
  /// GELU in its tanh form (Hendrycks and Gimpel, 2016, arXiv:1606.08415), as in GPT-2.
  case gelu
  /// GELU in its exact form, x Φ(x) with the normal distribution Φ.
  case geluErf = "gelu_erf"
  /// x σ(x), also called swish (Elfwing et al., 2017, arXiv:1702.03118).
  case silu
  /// σ(x) = 1 / (1 + e⁻ˣ)
  case sigmoid
  case tanh
  case identity

  /// The function of one number.
  public func value(_ x: Double) -> Double { ofTensors?.value(x) ?? x }

  /// The slope at one number; 0 for `relu` at 0.
  public func derivative(_ x: Double) -> Double { ofTensors?.derivative(x) ?? 1 }

  /// The same function of a tensor's elements.
  private var ofTensors: Activation? {
    switch self {
    case .relu: .relu
    case .gelu: .geluTanh
    case .geluErf: .geluErf
    case .silu: .silu
    case .sigmoid: .sigmoid
    case .tanh: .tanh
    case .identity: nil
    }
  }

  /// Whether it holds back what is below zero and lets through what is above.
  public var suppresses: Bool {
    switch self {
    case .relu, .gelu, .geluErf, .silu, .sigmoid: true
    case .tanh, .identity: false
    }
  }

  /// What a reader calls it.
  public var title: String {
    switch self {
    case .relu: "ReLU"
    case .gelu: "GELU (tanh form)"
    case .geluErf: "GELU (erf form)"
    case .silu: "SiLU"
    case .sigmoid: "sigmoid"
    case .tanh: "tanh"
    case .identity: "identity"
    }
  }

  /// The formula in plain text.
  public var formula: String {
    switch self {
    case .relu: "max(x, 0)"
    case .gelu: "x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))"
    case .geluErf: "x/2 (1 + erf(x / sqrt(2)))"
    case .silu: "x / (1 + e^-x)"
    case .sigmoid: "1 / (1 + e^-x)"
    case .tanh: "(e^x - e^-x) / (e^x + e^-x)"
    case .identity: "x"
    }
  }

  /// The slope's formula in plain text.
  public var derivativeFormula: String {
    switch self {
    case .relu: "1 if x > 0, else 0"
    case .gelu:
      "(1 + t)/2 + x/2 (1 - t^2) sqrt(2/pi) (1 + 0.134145 x^2), with gelu's tanh as t"
    case .geluErf: "(1 + erf(x / sqrt(2)))/2 + x e^(-x^2 / 2) / sqrt(2 pi)"
    case .silu: "s + x s (1 - s), with s = 1 / (1 + e^-x)"
    case .sigmoid: "s (1 - s), with s = 1 / (1 + e^-x)"
    case .tanh: "1 - tanh(x)^2"
    case .identity: "1"
    }
  }
}

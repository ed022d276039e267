import Engine
import Notebook

/// An activation as a lab names it: a function of one number, or SwiGLU, which needs a gate.
enum ActivationChoice: String, ParameterChoice {
  case relu, gelu
  case geluErf = "gelu_erf"
  case silu, sigmoid, tanh, identity, swiglu

  /// The function that is applied; SwiGLU's is that of its gate.
  var function: ScalarActivation {
    switch self {
    case .relu: .relu
    case .gelu: .gelu
    case .geluErf: .geluErf
    case .silu, .swiglu: .silu
    case .sigmoid: .sigmoid
    case .tanh: .tanh
    case .identity: .identity
    }
  }

  /// What `activation=`, `gate=` and `gate_bias=` have to do with each other.
  static func declareRules(_ parameters: inout ParameterReader) {
    parameters.when(
      .value("activation", "swiglu"), needs: "gate",
      because: "SiLU of the gate's sum times the other sum")
    parameters.only("gate_bias", with: .given("gate"))
  }
}

extension ScalarActivation: ParameterChoice {}

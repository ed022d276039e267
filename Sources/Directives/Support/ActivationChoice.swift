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

  /// Refuses SwiGLU without a gate.
  func check(hasGate: Bool) throws {
    guard self == .swiglu, !hasGate else { return }
    throw DirectiveError(
      "'activation=swiglu' needs 'gate=': SiLU of the gate's sum times the other sum",
      parameter: "activation")
  }
}

extension ScalarActivation: ParameterChoice {}

/// A rule by which gradients change parameters, with its constants.
public enum OptimizationMethod: Sendable, Equatable {
  /// Stochastic gradient descent: x ← x − η g.
  case sgd
  /// Heavy-ball momentum.
  case momentum(Double = 0.9)
  /// Nesterov's accelerated momentum.
  case nesterov(Double = 0.9)
  case rmsProp(decay: Double = 0.99, epsilon: Double = 1e-8)
  case adam(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8)
  /// Adam with decoupled weight decay, which spares vectors (norms and biases).
  case adamW(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    weightDecay: Double = 0.01)
  /// Steps of one size, in the sign's direction (Chen et al., 2023, "Symbolic Discovery of
  /// Optimization Algorithms"), with decoupled weight decay, which spares vectors.
  case lion(beta1: Double = 0.9, beta2: Double = 0.99, weightDecay: Double = 0)
  /// Momentum made orthogonal, for the matrices inside a model (Jordan et al., 2024, "Muon");
  /// embeddings and vectors are updated by AdamW with the learning rate times `adamRatio`.
  case muon(momentum: Double = 0.95, weightDecay: Double = 0, adamRatio: Double = 0.1)

  /// The name it is known by.
  public var name: String {
    switch self {
    case .sgd: "sgd"
    case .momentum: "momentum"
    case .nesterov: "nesterov"
    case .rmsProp: "rmsprop"
    case .adam: "adam"
    case .adamW: "adamw"
    case .lion: "lion"
    case .muon: "muon"
    }
  }

  /// Its constants, by name, in a fixed order.
  public var constants: [(name: String, value: Double)] {
    switch self {
    case .sgd: []
    case .momentum(let momentum), .nesterov(let momentum): [("momentum", momentum)]
    case .rmsProp(let decay, let epsilon): [("decay", decay), ("epsilon", epsilon)]
    case .adam(let beta1, let beta2, let epsilon):
      [("beta1", beta1), ("beta2", beta2), ("epsilon", epsilon)]
    case .adamW(let beta1, let beta2, let epsilon, let decay):
      [("beta1", beta1), ("beta2", beta2), ("epsilon", epsilon), ("weight_decay", decay)]
    case .lion(let beta1, let beta2, let decay):
      [("beta1", beta1), ("beta2", beta2), ("weight_decay", decay)]
    case .muon(let momentum, let decay, let ratio):
      [("momentum", momentum), ("weight_decay", decay), ("adam_ratio", ratio)]
    }
  }
}

/// What an optimizer must know of a parameter.
public enum ParameterKind: Sendable, Equatable {
  /// A matrix between two layers of neurons.
  case matrix
  /// A table of rows for tokens or positions, or the map to logits.
  case embedding
  /// A norm's weights, or a bias.
  case vector

  /// Whether weight decay pulls at it.
  var decays: Bool { self != .vector }
}

extension ModelConfiguration {
  /// The kinds of the parameters, in their order.
  public var parameterKinds: [ParameterKind] {
    parameters.map { parameter in
      switch parameter {
      case .tokenEmbedding, .positionEmbedding, .output: .embedding
      default: shape(of: parameter).count == 2 ? .matrix : .vector
      }
    }
  }
}

import Bedrock
import Numerics

/// How widely the parts of a model are spread before training: standard deviations.
public struct InitialDeviations: Sendable, Equatable {
  /// Of the matrices inside layers.
  public var matrix: Double
  /// Of the tables of tokens and positions, and of the map to logits.
  public var embedding: Double
  /// Of the matrices that write into the residual stream.
  public var residual: Double

  public init(matrix: Double, embedding: Double, residual: Double) {
    self.matrix = matrix
    self.embedding = embedding
    self.residual = residual
  }

  /// GPT-2's: 0.02, and over √(2 · layers) what writes into the residual stream, so that its variance
  /// does not grow with the depth (Radford et al., 2019, section 2.3).
  public static func gpt2(layers: Int, _ deviation: Double = 0.02) -> InitialDeviations {
    InitialDeviations(
      matrix: deviation, embedding: deviation,
      residual: deviation / Elementary.sqrt(Double(2 * max(layers, 1))))
  }
}

extension ModelWeights {
  /// Random weights to start training from: matrices normal around 0, norms 1, biases 0.
  ///
  /// Each parameter draws from a stream of its own name.
  public init(
    configuration: ModelConfiguration, seed: UInt64, deviations: InitialDeviations
  ) throws(ModelError) {
    try configuration.validate()
    let stream = RandomStream(seed: seed, name: "weights")
    var tensors: [Tensor] = []
    let names = configuration.storedTensors.flatMap(\.parameterNames)
    for (parameter, name) in zip(configuration.parameters, names) {
      let shape = configuration.shape(of: parameter)
      let deviation: Double
      switch parameter.initialValue {
      case .constant(let value):
        tensors.append(Tensor(repeating: value, shape: shape))
        continue
      case .normal: deviation = deviations.matrix
      case .embedding: deviation = deviations.embedding
      case .residual: deviation = deviations.residual
      }
      tensors.append(.normal(shape, deviation: deviation, stream: stream.child(name)))
    }
    try self.init(configuration: configuration, tensors: tensors)
  }

  /// Random weights with GPT-2's deviations, from another than 0.02 if one is given.
  public init(
    configuration: ModelConfiguration, seed: UInt64, deviation: Double = 0.02
  ) throws(ModelError) {
    try self.init(
      configuration: configuration, seed: seed,
      deviations: .gpt2(layers: configuration.layers, deviation))
  }
}

/// What a parameter is before training.
private enum InitialValue {
  case constant(Float)
  case normal
  case embedding
  case residual
}

extension Parameter {
  fileprivate var initialValue: InitialValue {
    switch self {
    case .tokenEmbedding, .positionEmbedding, .output: .embedding
    case .finalNorm: .constant(1)
    case .finalNormBias, .outputBias: .constant(0)
    case .layer(_, let part): part.initialValue
    }
  }
}

extension LayerParameter {
  fileprivate var initialValue: InitialValue {
    switch self {
    case .attentionNorm, .feedForwardNorm, .queryNorm, .keyNorm, .attentionPostNorm,
      .feedForwardPostNorm:
      .constant(1)
    case .attentionOutput, .down, .expertDown, .sharedDown: .residual
    case .query, .key, .value, .gate, .up, .router, .expertGate, .expertUp, .sharedRouter,
      .sharedGate, .sharedUp:
      .normal
    case .attentionNormBias, .feedForwardNormBias, .queryBias, .keyBias, .valueBias,
      .attentionOutputBias, .gateBias, .upBias, .downBias:
      .constant(0)
    }
  }
}

extension Tensor {
  /// Normally distributed numbers around 0, computed at double width.
  public static func normal(
    _ shape: [Int], deviation: Double, stream: RandomStream
  ) -> Tensor {
    var stream = stream
    var result = Tensor(zeros: shape)
    result.withMutableElements { elements in
      for index in elements.indices { elements[index] = Float(deviation * stream.normal()) }
    }
    return result
  }
}

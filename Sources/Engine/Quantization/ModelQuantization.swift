import Numerics
import Synchronization

/// Which parts of a model are stored in fewer bits, and how.
public struct ModelQuantization: Sendable, Equatable {
  /// A kind of weights.
  public enum Part: String, CaseIterable, Sendable {
    /// Queries, keys, values and the map after them.
    case attention
    case feedForward = "feed_forward"
    /// The tables of tokens and of positions; where it is tied, the map to logits, too.
    case embedding
    /// A map to logits of its own.
    case output
    /// Norms and biases: vectors, a thousandth of all numbers.
    case norms
  }

  public var recipe: QuantizationRecipe
  /// What is quantized; files of quantized models keep the norms in floats.
  public var parts: Set<Part> = [.attention, .feedForward, .embedding, .output]
  /// The layers whose attention, feed-forward and norms are; all if nil.
  public var layers: Set<Int>?
  /// What the rest is stored as: `fp32`, `fp16` or `bf16`.
  public var rest = QuantizationFormat.fp32

  public init(_ recipe: QuantizationRecipe) { self.recipe = recipe }

  /// How a parameter is stored.
  public func recipe(for parameter: Parameter) -> QuantizationRecipe {
    if let layer = parameter.layer, let layers, !layers.contains(layer) {
      return QuantizationRecipe(rest)
    }
    return parts.contains(parameter.part) ? recipe : QuantizationRecipe(rest)
  }

  /// A model's weights as they come out of a file of this kind, and what the file takes.
  ///
  /// Throws if numbers cannot be quantized; the error says where.
  public func apply(to weights: ModelWeights) throws -> QuantizedModel {
    let measure = try measure(weights)
    return QuantizedModel(
      weights: try QuantizedSource(weights, self).weights(), size: measure.size,
      loss: measure.loss)
  }

  /// What a file of this kind takes, and how far its numbers are from a model's: one tensor after the
  /// other, of which none is kept.
  ///
  /// Throws if numbers cannot be quantized; the error says where.
  public func measure(
    _ source: some WeightSource, pool: WorkerPool = .default
  ) throws -> QuantizedMeasure {
    let parameters = source.configuration.parameters
    let losses = Mutex([QuantizationLoss](repeating: QuantizationLoss(), count: parameters.count))
    try pool.forEach(parameters.count) { index in
      guard let tensor = try source.tensor(of: parameters[index]) else {
        throw ModelError.missingTensor("\(parameters[index])")
      }
      let own = try loss(of: tensor, parameters[index], source.configuration)
      losses.withLock { $0[index] = own }
    }
    var sum = QuantizationLoss()
    for own in losses.withLock(\.self) { sum.add(own) }
    return QuantizedMeasure(size: try size(of: source.configuration), loss: sum)
  }

  private func loss(
    of tensor: Tensor, _ parameter: Parameter, _ configuration: ModelConfiguration
  ) throws -> QuantizationLoss {
    var loss = QuantizationLoss()
    if recipe(for: parameter).format == .fp32 {
      loss.addUnchanged(tensor.count)
      return loss
    }
    let replaced = try replaced(tensor, parameter, configuration)
    tensor.withElements { before in
      replaced.withElements { after in
        for index in 0..<before.count { loss.add(before[index], after[index]) }
      }
    }
    return loss
  }

  /// What stands for a parameter's tensor.
  func replaced(
    _ tensor: Tensor, _ parameter: Parameter, _ configuration: ModelConfiguration
  ) throws -> Tensor {
    let recipe = recipe(for: parameter)
    var result = tensor
    try Self.named(configuration.name(of: parameter)) { () throws(QuantizationError) in
      try result.withMutableElements { (elements) throws(QuantizationError) in
        try recipe.reconstruct(&elements, rows: tensor.rowCount, columns: tensor.width)
      }
    }
    return result
  }

  /// What a model of these sizes takes, without its numbers.
  public func size(of configuration: ModelConfiguration) throws -> QuantizedSize {
    var size = QuantizedSize()
    for parameter in configuration.parameters {
      let shape = configuration.shape(of: parameter)
      let columns = shape.last ?? 1
      size =
        size
        + (try Self.named(configuration.name(of: parameter)) { () throws(QuantizationError) in
          try recipe(for: parameter).size(
            rows: shape.dropLast().reduce(1, *), columns: columns)
        })
    }
    return size
  }

  private static func named<Result>(
    _ name: @autoclosure () -> String, _ body: () throws(QuantizationError) -> Result
  ) throws(TensorError) -> Result {
    do throws(QuantizationError) { return try body() } catch {
      throw TensorError(name: name(), reason: error)
    }
  }

  /// What went wrong, and in which tensor.
  public struct TensorError: Error, Equatable, Sendable, CustomStringConvertible {
    public let name: String
    public let reason: QuantizationError

    public var description: String { "'\(name)' cannot be quantized: \(reason)" }
  }
}

/// What quantizing a model saves and costs.
public struct QuantizedMeasure: Sendable {
  /// What all of the weights take; a file has a header besides.
  public let size: QuantizedSize
  /// Over all of the weights, those that stayed as they were among them.
  public let loss: QuantizationLoss
}

/// A model's weights after quantization, ready to be run.
public struct QuantizedModel: Sendable {
  /// In the place of each number what its code stands for.
  public let weights: ModelWeights
  /// What all of the weights take; a file has a header besides.
  public let size: QuantizedSize
  /// Over all of the weights, those that stayed as they were among them.
  public let loss: QuantizationLoss
}

extension Parameter {
  /// The kind of weights that it belongs to.
  public var part: ModelQuantization.Part {
    switch self {
    case .tokenEmbedding, .positionEmbedding: .embedding
    case .output: .output
    case .finalNorm, .finalNormBias, .outputBias: .norms
    case .layer(_, let part):
      switch part {
      case .query, .key, .value, .attentionOutput: .attention
      case .gate, .up, .down, .expertGate, .expertUp, .expertDown, .sharedGate, .sharedUp,
        .sharedDown:
        .feedForward
      case .attentionNorm, .attentionNormBias, .feedForwardNorm, .feedForwardNormBias,
        .queryBias, .keyBias, .valueBias, .attentionOutputBias, .gateBias, .upBias, .downBias,
        .queryNorm, .keyNorm, .attentionPostNorm, .feedForwardPostNorm, .router, .sharedRouter:
        .norms
      }
    }
  }
}

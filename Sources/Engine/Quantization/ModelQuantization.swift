import Numerics

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
    var result = weights
    var (size, loss) = (QuantizedSize(), QuantizationLoss())
    for (index, parameter) in weights.parameters.enumerated() {
      let tensor = weights.tensors[index]
      let recipe = recipe(for: parameter)
      let values = tensor.elements
      let matrix = try Self.named(weights.names[index]) { () throws(QuantizationError) in
        try recipe.quantize(values, rows: tensor.rowCount, columns: tensor.width)
      }
      size = size + matrix.size
      if recipe.format == .fp32 {
        loss.addUnchanged(values.count)
      } else {
        loss.add(QuantizationLoss(values, matrix.values))
        result.tensors[index] = try Tensor(matrix.values, shape: tensor.shape)
      }
    }
    return QuantizedModel(weights: result, size: size, loss: loss)
  }

  /// What a model of these sizes takes, without its numbers.
  public func size(of configuration: ModelConfiguration) throws -> QuantizedSize {
    var size = QuantizedSize()
    for parameter in configuration.parameters {
      let shape = configuration.shape(of: parameter)
      let columns = shape.last ?? 1
      size =
        size
        + (try Self.named("\(parameter)") { () throws(QuantizationError) in
          try recipe(for: parameter).size(
            rows: shape.dropLast().reduce(1, *), columns: columns)
        })
    }
    return size
  }

  private static func named<Result>(
    _ name: String, _ body: () throws(QuantizationError) -> Result
  ) throws(TensorError) -> Result {
    do throws(QuantizationError) { return try body() } catch {
      throw TensorError(name: name, reason: error)
    }
  }

  /// What went wrong, and in which tensor.
  public struct TensorError: Error, Equatable, Sendable, CustomStringConvertible {
    public let name: String
    public let reason: QuantizationError

    public var description: String { "'\(name)' cannot be quantized: \(reason)" }
  }
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
    case .finalNorm, .finalNormBias: .norms
    case .layer(_, let part):
      switch part {
      case .query, .key, .value, .attentionOutput: .attention
      case .gate, .up, .down: .feedForward
      case .attentionNorm, .attentionNormBias, .feedForwardNorm, .feedForwardNormBias,
        .queryBias, .keyBias, .valueBias, .attentionOutputBias, .upBias, .downBias:
        .norms
      }
    }
  }
}

extension ModelWeights {
  /// Whether every row of every matrix has at most sixteen different numbers in each block of 32: the
  /// mark that 4-bit quantization leaves, and that trained floats do not.
  public var looksBlockQuantized: Bool {
    let size = BlockFormat.blockSize
    var blocks = 0
    for (parameter, tensor) in zip(parameters, tensors)
    where parameter.part == .attention || parameter.part == .feedForward {
      guard tensor.width % size == 0 else { continue }
      let values = tensor.elements
      for start in stride(from: 0, to: values.count, by: size) {
        guard Set(values[start..<start + size].map(\.bitPattern)).count <= 16 else { return false }
        blocks += 1
      }
    }
    return blocks > 0
  }
}

import Bedrock
import Engine
import Notebook

/// The shape of the model that `train` makes.
struct TrainShape: Sendable {
  let layers: Int
  let width: Int
  let heads: Int
  let keyValueHeads: Int?
  let hidden: Int?
  let context: Int
  let positions: Positions
  let norm: Norm
  let isResidual: Bool

  /// How the model tells where a token stands.
  enum Positions: String, ParameterChoice { case rotary, learned, none }
  /// What attention and feed-forward read.
  enum Norm: String, ParameterChoice {
    /// A norm of the stream, before each of them.
    case pre
    /// The stream itself.
    case none
  }

  init(_ parameters: inout ParameterReader) {
    layers = parameters.value(
      "layers", .integer(in: 1...24), default: 2, help: "the transformer's blocks")
    width = parameters.value(
      "width", .integer(in: 2...1024), default: 64, help: "of the residual stream")
    heads = parameters.value(
      "heads", .integer(in: 1...32), default: 4, help: "attention heads of each block")
    keyValueHeads = parameters.optional(
      "kv_heads", .integer(in: 1...32),
      help: "key and value heads, which the heads share in groups; as many as heads if absent")
    hidden = parameters.optional(
      "hidden", .integer(in: 1...8192),
      help: "the width inside the feed-forward; 8/3 of the width by default")
    context = parameters.value(
      "context", .integer(in: 1...1024), default: 64, help: "the tokens of a sequence")
    positions = parameters.value(
      "positions", .choice(), default: .rotary,
      help: "queries and keys turned, a learned row for each position, or none but the mask")
    norm = parameters.value(
      "norm", .choice(), default: .pre,
      help: "RMSNorm before attention, feed-forward and output, or none anywhere")
    isResidual = parameters.value(
      "residual", .flag, default: true,
      help: "whether attention and feed-forward add to the stream, or replace it")
  }

  /// Random weights: matrices of standard deviation 1/sqrt(width), embeddings of 0.03, and zeros for
  /// what writes into the residual stream, so that every block begins as the identity; without
  /// residual connections a block of zeros would pass nothing on, and they are like the other matrices.
  func weights(vocabularySize: Int, seed: UInt64) throws -> ModelWeights {
    let deviation = 1 / Elementary.sqrt(Double(width))
    return try ModelWeights(
      configuration: try configuration(vocabularySize: vocabularySize), seed: seed,
      deviations: InitialDeviations(
        matrix: deviation, embedding: 0.03, residual: isResidual ? 0 : deviation))
  }

  /// The sizes as a model's.
  func configuration(vocabularySize: Int) throws -> ModelConfiguration {
    guard heads % (keyValueHeads ?? heads) == 0 else {
      throw DirectiveError(
        "\(heads) heads cannot share \(keyValueHeads ?? heads) key and value heads evenly",
        parameter: "kv_heads")
    }
    guard width % heads == 0, width / heads % 2 == 0 else {
      throw DirectiveError(
        "a width of \(width) cannot be shared by \(heads) heads: each needs an even whole number,"
          + " as rotary positions turn pairs", parameter: "heads")
    }
    var configuration = ModelConfiguration.llama(
      vocabularySize: vocabularySize, width: width, layers: layers, heads: heads,
      keyValueHeads: keyValueHeads,
      hiddenWidth: hidden ?? max(width * 8 / 3 / 16 * 16, 16), context: context)
    configuration.positions = positions.inModel
    configuration.hasNorms = norm == .pre
    configuration.isResidual = isResidual
    return configuration
  }
}

extension TrainShape.Positions {
  fileprivate var inModel: ModelConfiguration.Positions {
    switch self {
    case .rotary: .rotary
    case .learned: .learned
    case .none: .none
    }
  }
}

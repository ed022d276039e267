import Bedrock
import Engine
import Notebook

/// The shape of the model that `train` makes.
struct TrainShape: Sendable {
  let layers: Int
  let width: Int
  let heads: Int
  let hidden: Int?
  let context: Int

  init(_ parameters: inout ParameterReader) {
    layers = parameters.value(
      "layers", .integer(in: 1...24), default: 2, help: "the transformer's blocks")
    width = parameters.value(
      "width", .integer(in: 2...1024), default: 64, help: "of the residual stream")
    heads = parameters.value(
      "heads", .integer(in: 1...32), default: 4, help: "attention heads of each block")
    hidden = parameters.optional(
      "hidden", .integer(in: 1...8192),
      help: "the width inside the feed-forward; 8/3 of the width where nothing is said")
    context = parameters.value(
      "context", .integer(in: 1...1024), default: 64, help: "the tokens of a sequence")
  }

  /// Random weights: matrices of standard deviation 1/sqrt(width), embeddings of 0.03, and zeros for
  /// what writes into the residual stream, so that every block begins as the identity.
  func weights(vocabularySize: Int, seed: UInt64) throws -> ModelWeights {
    guard width % heads == 0, width / heads % 2 == 0 else {
      throw DirectiveError(
        "a width of \(width) cannot be shared by \(heads) heads: each needs an even whole number,"
          + " as rotary positions turn pairs", parameter: "heads")
    }
    let configuration = ModelConfiguration.llama(
      vocabularySize: vocabularySize, width: width, layers: layers, heads: heads,
      hiddenWidth: hidden ?? max(width * 8 / 3 / 16 * 16, 16), context: context)
    return try ModelWeights(
      configuration: configuration, seed: seed,
      deviations: InitialDeviations(
        matrix: 1 / Elementary.sqrt(Double(width)), embedding: 0.03, residual: 0))
  }
}

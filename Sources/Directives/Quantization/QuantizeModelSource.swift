import Bedrock
import Engine
import Notebook

/// The parameters of `quantize` that are about a model: which parts, and what it is measured on.
struct QuantizeModelSource: Sendable {
  enum Rest: String, ParameterChoice { case fp32, fp16, bf16 }

  let parts: [ModelQuantization.Part]
  let layers: NumericArray?
  let rest: Rest
  let text: String?
  let documents: Int?
  /// Whether it is known that the model was quantized before.
  let isKnown: Bool

  init(_ parameters: inout ParameterReader) {
    parts = parameters.value(
      "parts", .choices(), default: [.attention, .feedForward, .embedding, .output],
      help: "of a model: what is quantized (norms stands for biases, too)")
    layers = parameters.optional(
      "layers", .vector, help: "of a model: the layers of which it is; all without it")
    rest = parameters.value(
      "rest", .choice(), default: .fp32, help: "of a model: what the other weights are stored as")
    text = parameters.optional(
      "text", .text, help: "what a model is measured on, in place of held-out documents")
    documents = parameters.optional(
      "documents", .integer(in: 0...10_000),
      help: "held-out documents of tinyworld's world to measure on; else 60, of a large model none")
    isKnown = parameters.value(
      "requantize", .flag, default: false,
      help: "of a model: whether it is known that it was quantized before; no warning then")
  }

  /// A recipe for some parts of a model.
  ///
  /// - Parameter layers: how many layers it has; nil if nobody knows.
  func quantization(_ recipe: QuantizationRecipe, layers count: Int?) throws -> ModelQuantization {
    var result = ModelQuantization(recipe)
    result.parts = Set(parts)
    result.rest = QuantizationFormat(rawValue: rest.rawValue) ?? .fp32
    if let layers {
      result.layers = Set(
        try layers.elements.map { value in
          guard let layer = Int(exactly: value) else {
            throw DirectiveError("'layers' must hold whole numbers", parameter: "layers")
          }
          let counted = layer < 0 ? layer + (count ?? 0) : layer
          guard counted >= 0, counted < count ?? .max else {
            throw DirectiveError(
              "there is no layer \(layer): the model has \(counted: count ?? 0, "layer")",
              parameter: "layers")
          }
          return counted
        })
    }
    return result
  }

  /// The original's logits on the text, to hold others against; nil for no documents.
  func evaluation(_ model: LanguageModel, _ context: RunContext) throws -> QuantizeEvaluation? {
    let sequences: [[Int]]
    if let text {
      sequences = [try ModelText(text, in: model).ids]
    } else {
      // Other models know nothing of that world, and large ones take long to say so.
      let documents = documents ?? (model.configuration.isLarge ? 0 : 60)
      if documents == 0 { return nil }
      let start = model.startToken.map { [$0] } ?? []
      let end = model.endOfText.map { [$0] } ?? []
      // What was learned of the world is measured on documents that the training did not draw.
      sequences = TinyWorld.validation(seed: 1, documents: documents)
        .map { start + model.tokenizer.encode($0.text) + end }
        .filter { $0.count - 1 <= model.configuration.context }
    }
    try context.admit(
      .passes(
        Double(sequences.count * (QuantizationFormat.allCases.count + 1)), of: model.configuration,
        tokens: sequences.map(\.count).max() ?? 0))
    let comparison = try ModelComparison(model.transformer, on: sequences)
    guard comparison.positions > 0 else {
      throw DirectiveError(
        "there is nothing to predict in the text: it needs two tokens", parameter: "text")
    }
    return QuantizeEvaluation(comparison: comparison, original: comparison.original())
  }
}

/// An original model's logits on some text, and how well it predicts it.
struct QuantizeEvaluation {
  let comparison: ModelComparison
  let original: ModelDifference
}

extension ModelDifference {
  /// What a record says of a changed model.
  var record: Record {
    [
      "loss": .double(loss), "perplexity": .double(perplexity), "kl": .double(divergence),
      "agreement": .double(agreement),
    ]
  }
}

extension Record {
  /// This record and another's members behind it.
  func adding(_ other: Record?) -> Record {
    var result = self
    for (name, value) in other?.members ?? [] { result[name] = value }
    return result
  }
}

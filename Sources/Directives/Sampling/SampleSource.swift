import Engine
import Notebook
import Numerics

/// The scores that tokens are drawn by.
struct SampleScores {
  let logits: [Double]
  let tokens: [String]?
  /// What the model had read; `nil` where scores were given.
  var promptIDs: [Int]?

  /// Whether the tokens are a model's whole vocabulary.
  var isVocabulary: Bool { promptIDs != nil }
}

/// The parameters that say where logits come from: the lab itself, or a model after a prompt.
struct SampleSource: Sendable {
  enum Form: ParameterForm {
    case model, logits

    var source: ParameterSource {
      switch self {
      case .model: .init("a prompt and a model", needs: ["prompt"], asksModel: true)
      case .logits: .init(needs: ["logits"], takes: ["tokens"])
      }
    }
  }

  let prompt: String?
  let model: ModelChoice
  let logits: NumericArray?
  let tokens: [String]?
  let form: Form

  init(_ parameters: inout ParameterReader) {
    prompt = parameters.optional(
      "prompt", .text, positional: true, help: "what a model reads before it is asked")
    model = ModelChoice(&parameters, help: "the model whose logits are wanted")
    logits = parameters.optional(
      "logits", .vector, help: "one score a token; any real number, higher fits better")
    tokens = parameters.optional(
      "tokens", .strings, help: "the tokens' texts, one a logit; positions without them")
    form = parameters.exactlyOne("scores")
  }

  func scores(_ context: RunContext) throws -> SampleScores {
    if let logits { return try given(logits) }
    guard let prompt else { throw DirectiveError("'sample' has no source") }
    let model = try context.load(self.model.required(by: "sample"))
    let text = try ModelText(prompt, in: model, parameter: "prompt")
    var state = DecodingState(model.configuration, capacity: text.count)
    let row = try model.transformer.logits(text.ids, state: &state, rows: .last)
    return SampleScores(
      logits: row.elements.map { Double($0) },
      tokens: (0..<model.configuration.vocabularySize).map(model.label), promptIDs: text.ids)
  }

  private func given(_ logits: NumericArray) throws -> SampleScores {
    guard logits.elements.count > 0 else {
      throw DirectiveError("'logits' is empty: no token to choose from", parameter: "logits")
    }
    if let tokens, tokens.count != logits.elements.count {
      throw DirectiveError(
        "\(counted: tokens.count, "token") for \(counted: logits.elements.count, "logit"):"
          + " give one a logit", parameter: "tokens")
    }
    return SampleScores(logits: logits.elements, tokens: tokens)
  }
}

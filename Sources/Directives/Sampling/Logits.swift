import Bedrock
import Engine
import Figures
import Notebook
import Numerics

/// `logits`: what a model expects after a text.
struct Logits: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "logits", chapter: .sampling,
    summary: "Runs a model over a text and shows the scores of the next token.",
    discussion: """
      The last position's vector, normed, is compared with the vector of every token: \
      logits = W_out h, one score a token. Their softmax is the model's distribution over the next \
      token. Shown are the highest of them, and the tokens that `targets=` asks for with their ranks.

      For every token of the text itself stands -ln p, its surprise given those before it; the mean \
      of these is the loss, and exp(loss) the perplexity of the text. A start token, which some models \
      want before a text, is put there (`start=false` leaves it out) and is not predicted.

      Special tokens' spellings in the text are plain text unless `special=true`.
      """,
    results: [
      "top_ids": "the ids of the highest logits, the highest first",
      "top_tokens": "their texts",
      "top_logits": "their logits",
      "top_probabilities": "their probabilities, of the whole vocabulary",
      "target_ranks": "the rank of each target, from 1",
      "target_logits": "the logit of each target",
      "target_probabilities": "the probability of each target",
      "logits": "all of them, one a token of the vocabulary",
      "hidden": "the last position's vector after the final norm, as wide as the model",
      "entropy": "of the distribution, in nats",
      "prompt_ids": "what the model read",
      "losses": "-ln p of each token of the text but the first, in nats",
      "perplexity": "exp of their mean; NaN if there are none",
    ],
    examples: [
      "What tinyworld expects after a question.": """
      logits "Why is the sky blue?" model=tinyworld top=5
      """,
      "How surprising each token is.": """
      logits "Three, two, one, liftoff!" model=tinyworld top=3 show=losses
      expect logits.perplexity < 20
      """,
    ],
    errors: [
      "is no token of the model": """
      logits "The cat" model=tinyworld targets=["zeppelin"]
      """
    ])

  enum Shown: String, ParameterChoice { case top, losses, both, none }

  let text: String?
  let chat: ChatChoice
  let model: ModelChoice
  let top: Int
  let targets: [TokenReference]
  let special: Bool
  let start: Bool
  let shown: Shown

  init(_ parameters: inout ParameterReader) {
    text = parameters.optional("text", .text, positional: true, help: "what the model reads")
    chat = ChatChoice(&parameters)
    model = ModelChoice(&parameters)
    top = parameters.value(
      "top", .integer(in: 1...1000), default: 10, help: "how many tokens are listed")
    targets = parameters.value(
      "targets", .vocabularyTokens, default: [], help: "further tokens whose ranks are wanted")
    special = parameters.value(
      "special", .flag, default: false,
      help: "whether the spelling of a special token becomes that token")
    start = parameters.value(
      "start", .flag, default: true, help: "whether the model's start token stands first")
    shown = parameters.value(
      "show", .choice(), default: .top,
      help: "the highest logits, the surprise of the text's own tokens, or both")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let reference = try model.required(by: "logits")
    let model = try context.load(reference)
    let text = try chat.read(text, by: model, verb: "logits", start: start, special: special)
    try context.admit(.passes(of: model.configuration, tokens: text.count))
    let recorder = TapRecorder()
    let (losses, logits) = try model.transformer.lossesAndLastLogits(
      text.ids, taps: recorder.taps([.finalNorm]))
    let last = NextToken(logits, model: model)
    let wanted = try targets.map { try last.id(of: $0, parameter: "targets") }
    var record = last.record(top: top)
    record["target_ranks"] = .integers(
      wanted.map { last.rank(of: $0) + 1 }, labels: wanted.map(model.label))
    record["target_logits"] = last.values(of: wanted, last.logits)
    record["target_probabilities"] = last.values(of: wanted, last.probabilities.map { Float($0) })
    record["logits"] = .array(
      NumericArray(vector: last.logits.map(Double.init), width: .float))
    if let hidden = recorder[.finalNorm] {
      let last = DoubleMatrix(hidden).row(text.count - 1)
      record["hidden"] = .array(NumericArray(vector: last, width: .float))
    }
    record["entropy"] = .double(Uncertainty.entropy(last.probabilities))
    record["prompt_ids"] = .integers(text.ids, labels: text.labels)
    record["losses"] = .array(
      NumericArray(
        vector: losses, width: .float, labels: Array(text.labels.suffix(losses.count))))
    record["perplexity"] = .double(Elementary.exp(losses.reduce(0, +) / Double(losses.count)))
    let report = LogitsReport(
      next: last, text: text, losses: losses, modelName: reference.name, top: top, targets: wanted)
    return Outcome(record, blocks: blocks(report))
  }

  private func blocks(_ report: LogitsReport) -> [OutcomeBlock] {
    switch shown {
    case .top: report.distribution
    case .losses: report.surprises
    case .both: report.surprises + report.distribution
    case .none: []
    }
  }
}

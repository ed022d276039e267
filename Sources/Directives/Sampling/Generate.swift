import Bedrock
import Engine
import Figures
import Notebook

/// `generate`: a model writes on after a text, token by token.
struct Generate: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "generate", chapter: .sampling,
    summary: "Lets a model write on after a text, one token at a time.",
    discussion: """
      The model reads the text, a token is taken from its distribution and appended, and the longer \
      text is read: keys and values of what was read before are kept (a KV cache), so each step reads \
      one token. `strategy=greedy` takes the most likely token, the lower id among equals; \
      `strategy=sample` draws from the result's random stream, after the filters of `sample` in the \
      order `order=`. With a filter and no strategy the strategy is `sample`, else `greedy`.

      Writing ends after `tokens=` tokens, at the model's end-of-text token (unless `stop=false`), or \
      where the model's context is full; `ending` says which. `repetition_penalty` looks at all \
      tokens so far, the prompt's among them.

      Special tokens' spellings in the text are plain text unless `special=true`; a start token, \
      which some models want before a text, is put there unless `start=false`.

      `chat=[["user", "Hi"]]` writes a conversation as the model's makers do, by the template in its \
      file, special tokens and all; `system=` puts a message of the system before it, or before the \
      text, which is the user's message then. A template that asks for the day gets `date=` and no clock.
      """,
    results: [
      "ids": "the new tokens' ids, without one that ended the text",
      "prompt_ids": "what the model read first",
      "text": "what was written, without the prompt",
      "tokens": "the new tokens' texts",
      "probabilities": "of each new token after all filters",
      "ending": "length, stop or context",
    ],
    examples: [
      "tinyworld goes on, greedily.": """
      generate "Three, two," model=tinyworld tokens=8
      expect contains(generate.text, "one")
      """,
      "Drawn from the likelier part of each distribution.": """
      generate "The small dog" model=tinyworld tokens=20 temperature=0.8 top_p=0.95
      """,
    ],
    errors: [
      "'order' does not say when it acts": """
      generate "The" model=tinyworld top_k=2 order=[temperature]
      """
    ])

  enum Strategy: String, ParameterChoice { case greedy, sample }
  enum Shown: String, ParameterChoice { case text, steps, none }

  let text: String?
  let chat: ChatChoice
  let model: ModelChoice
  let tokens: Int
  let strategy: Strategy?
  let filters: FilterParameters
  let special: Bool
  let stop: Bool
  let start: Bool
  let shown: Shown

  init(_ parameters: inout ParameterReader) {
    text = parameters.optional(
      "text", .text, positional: true, help: "what the model reads first")
    chat = ChatChoice(&parameters)
    model = ModelChoice(&parameters)
    tokens = parameters.value(
      "tokens", .integer(in: 0...100_000), default: 40, help: "the most tokens to write")
    strategy = parameters.optional(
      "strategy", .choice(), help: "take the most likely token, or draw by the probabilities")
    filters = FilterParameters(&parameters, penalized: "tokens of the prompt and the new text")
    special = parameters.value(
      "special", .flag, default: false,
      help: "whether the spelling of a special token becomes that token")
    stop = parameters.value(
      "stop", .flag, default: true, help: "whether the end-of-text token ends the text")
    start = parameters.value(
      "start", .flag, default: true, help: "whether the model's start token stands first")
    shown = parameters.value(
      "show", .choice(), default: .text, help: "the text, or a line a token with its probability")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let model = try context.load(self.model.required(by: "generate"))
    let prompt = try chat.read(
      text, by: model, verb: "generate", start: start, special: special)
    let filters = try filters.filters(history: { .written() })
    // Each step reads one token; more than the context are never written.
    let written = min(tokens, model.configuration.context)
    try context.admit(
      .passes(Double(written), of: model.configuration, tokens: 1, logitRows: 1))
    try context.admit(.passes(of: model.configuration, tokens: prompt.count, logitRows: 1))
    let isGreedy = strategy.map { $0 == .greedy } ?? filters.isEmpty
    let options = GenerationOptions(
      strategy: isGreedy ? .greedy : .sample, filters: filters, maximumTokens: tokens,
      stopTokens: stop ? model.stopTokens : [])
    var done = 0
    let generation = try model.transformer.generate(
      prompt.ids, options, stream: &context.random
    ) { [tokens, context] _ in
      done += 1
      context.progress(done, of: tokens)
      return true
    }
    let continuation = ModelText(ids: generation.ids, in: model, hasStart: false)
    let report = GenerateReport(
      prompt: try chat.request(text)?.rendered(by: model) ?? text ?? "",
      continuation: continuation, generation: generation)
    let blocks: [OutcomeBlock] =
      switch shown {
      case .text: report.text
      case .steps: report.steps
      case .none: []
      }
    return Outcome(
      [
        "ids": .integers(generation.ids, labels: continuation.labels),
        "prompt_ids": .integers(prompt.ids, labels: prompt.labels),
        "text": .string(report.writtenText), "tokens": .strings(continuation.labels),
        "probabilities": .vector(generation.probabilities, labels: continuation.labels),
        "ending": .string(report.ending),
      ], blocks: blocks)
  }
}

extension LanguageModel {
  /// The tokens at which a text is over.
  var stopTokens: Set<Int> { Set(tokenizerRecord.endIDs) }
}

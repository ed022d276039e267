import Bedrock
import Engine
import Figures
import Notebook

/// `trace`: one text through all stages of one model, from characters to the next token.
struct Trace: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "trace", chapter: .wholePath,
    summary: "Follows a text through a model stage by stage, with shapes and numbers at each.",
    discussion: """
      One forward pass, shown at seven stages:

      1. `text`: characters and bytes;
      2. `tokens`: the ids that the tokenizer makes of them;
      3. `vectors`: a row of the embedding for each id, [tokens, width];
      4. `blocks`: how large the last token's vector is after each block, and what attention and \
      feed-forward add;
      5. `logits`: the last vector, normed, against the vector of every token: one score each;
      6. `sampling`: filters and softmax make probabilities of them, and a token is taken;
      7. `output`: it is appended, and the longer text is read again.

      `stage=` picks some of them, and `path` is the overview as a flow. Without a filter and without \
      `strategy=` the most likely token is taken; with a filter it is drawn from the result's random \
      stream. Filters are those of `sample`, and act in the order `order=`.
      """,
    results: [
      "characters": "Unicode scalars of the text",
      "bytes": "its length in UTF-8",
      "ids": "the tokens' ids, the start token first where the model has one",
      "pieces": "their texts",
      "vectors": "[tokens, width]: the rows of the embedding, what goes into the first block",
      "sizes": "the length of the last token's vector, before the first block and after each",
      "attention_sizes": "the length of what each attention adds to it",
      "ffn_sizes": "the length of what each feed-forward adds to it",
      "hidden": "the last token's vector after the final norm",
      "logits": "one a token of the vocabulary",
      "top_ids": "the ids of the highest logits",
      "top_tokens": "their texts",
      "top_logits": "their logits",
      "probabilities": "of these tokens, after the filters",
      "id": "the token that was taken first; absent if the text was ended at once",
      "token": "its text",
      "new_ids": "all tokens that were written",
      "output": "the text with what was written",
    ],
    examples: [
      "The whole path, and three tokens of it.": """
      trace "The cat chased the" model=tinyworld tokens=3
      expect trace.characters == 18
      expect max(trace.logits) == trace.top_logits[0]
      """,
      "Two stages alone, with a seeded draw.": """
      trace "The cat chased the" model=tinyworld
        stage=[sampling, output] temperature=0.8 tokens=5
      """,
    ],
    errors: [
      "did you mean 'logits'?": """
      trace "The" model=tinyworld stage=logit
      """
    ])

  enum Stage: String, ParameterChoice {
    case all, path, text, tokens, vectors, blocks, logits, sampling, output, none
  }
  enum Strategy: String, ParameterChoice { case greedy, sample }

  let text: String?
  let chat: ChatChoice
  let model: ModelChoice
  let stages: [Stage]
  let filters: FilterParameters
  let strategy: Strategy?
  let tokens: Int
  let top: Int

  init(_ parameters: inout ParameterReader) {
    text = parameters.optional(
      "text", .text, positional: true, help: "the text that is followed")
    chat = ChatChoice(&parameters)
    model = ModelChoice(&parameters, help: "the model that it goes through")
    stages = parameters.value(
      "stage", .choices(), default: [.all], help: "the stages that are shown; path is the overview")
    filters = FilterParameters(&parameters, penalized: "tokens of the text so far")
    strategy = parameters.optional(
      "strategy", .choice(), help: "take the most likely token, or draw by the probabilities")
    tokens = parameters.value(
      "tokens", .integer(in: 1...1000), default: 1, help: "the most tokens that are written")
    top = parameters.value(
      "top", .integer(in: 1...100), default: 8, help: "how many logits are listed")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let reference = try model.required(by: "trace")
    let model = try context.load(reference)
    let read = try chat.read(text, by: model, verb: "trace")
    let text = try chat.request(text)?.rendered(by: model) ?? text ?? ""
    let filters = try filters.filters(history: { .written() })
    let isGreedy = strategy.map { $0 == .greedy } ?? filters.isEmpty
    try context.admit(.passes(2, of: model.configuration, tokens: read.count))
    try context.admit(.passes(Double(tokens), of: model.configuration, tokens: 1, logitRows: 1))
    let pass = try ForwardTrace(model.transformer, ids: read.ids)
    let sampling = try SamplingTrace(
      logits: pass.logits.map { Double($0) }, filters: filters.map { $0.following(read.ids) })
    let generation = try model.transformer.generate(
      read.ids,
      GenerationOptions(
        strategy: isGreedy ? .greedy : .sample, filters: filters,
        maximumTokens: tokens, stopTokens: model.stopTokens), stream: &context.random)
    let report = TraceReport(
      text: text, read: read, model: model, modelName: reference.name, pass: pass,
      sampling: sampling, isGreedy: isGreedy, generation: generation, top: top)
    let all: [Stage] = [.path, .text, .tokens, .vectors, .blocks, .logits, .sampling, .output]
    let shown = stages.contains(.all) ? all : stages
    return Outcome(report.record, blocks: shown.flatMap(report.blocks))
  }
}

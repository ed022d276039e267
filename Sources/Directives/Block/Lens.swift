import Bedrock
import Engine
import Figures
import Notebook

/// `lens`: what a model would say if it stopped after each layer.
struct Lens: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "lens", chapter: .block,
    summary: "Reads the residual stream after every layer as if it were the last (logit lens).",
    discussion: """
      The residual stream has the same width at every depth, so the final norm and the output map can \
      be applied to it anywhere: what would the model say if it stopped here? This is the logit lens \
      (nostalgebraist 2020, "interpreting GPT: the logit lens"). The norm is computed anew at each \
      depth, so after the last layer the lens *is* the logits, bit for bit: `last` and `logits` are \
      bound to be compared.

      A depth is a row: `embedding` is the stream before the first layer, then it is read after each \
      layer. Nothing makes a model keep its early streams readable, so early rows may be nonsense \
      while the information is there.

      `position=` is the token whose stream is read, the last one by default. `positions=all` draws \
      all of them: the probability, at each depth, of the token that the model finally prefers there.
      """,
    results: [
      "top_ids": "[depths, top]: the highest tokens' ids, the embedding's row first",
      "top_probabilities": "[depths, top]: their probabilities",
      "top_tokens": "the highest token's text at each depth",
      "target_logits": "the target's logit at each depth",
      "target_probabilities": "the target's probability at each depth",
      "target_ranks": "the target's rank at each depth, from 1",
      "measures": "at each depth logit(target) - logit(against), or ln p(target)",
      "divergences": "KL from the model's own distribution to the lens's, in nats, at each depth",
      "last": "the lens after the last layer, one logit a token of the vocabulary",
      "logits": "the model's own logits at that position",
      "target": "the target's text",
      "map": "with positions=all: [depths, tokens], the probability of the final choice",
    ],
    examples: [
      "Layer by layer to the answer; the last row is the model's own.": """
      lens "A blue car crashed into a concrete wall. They stopped it. The"
        model=tinyworld target=" car" against=" wall"
      expect lens.last == lens.logits
      expect lens.target_ranks[-1] == 1
      """
    ],
    errors: [
      "none of the tokens": """
      lens "The cat" model=tinyworld position=dog
      """
    ])

  enum Positions: String, ParameterChoice { case one, all }
  enum Shown: String, ParameterChoice { case all, table, bars, none }

  let text: String?
  let chat: ChatChoice
  let model: ModelChoice
  let target: TargetChoice
  let position: TokenReference
  let positions: Positions
  let top: Int
  let shown: Shown

  init(_ parameters: inout ParameterReader) {
    text = parameters.optional("text", .text, positional: true, help: "what the model reads")
    chat = ChatChoice(&parameters)
    model = ModelChoice(&parameters, help: "the model whose stream is read")
    target = TargetChoice(&parameters)
    position = parameters.value(
      "position", .token, default: .position(-1), help: "the token whose stream is read")
    positions = parameters.value(
      "positions", .choice(), default: .one, help: "all: a map over every position besides")
    top = parameters.value(
      "top", .integer(in: 1...10), default: 3, help: "how many tokens are listed a layer")
    shown = parameters.value(
      "show", .choice(), default: .all, help: "the table of tokens, the bars, or both with the map")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let reference = try model.required(by: "lens")
    let model = try context.load(reference)
    let text = try chat.read(text, by: model, verb: "lens")
    let lookup = TokenLookup(texts: text.labels, count: text.count, parameter: "position")
    let place = try lookup.position(of: position)
    // The output map is read at every depth, of one position or of all.
    let depths = Double(model.configuration.layers + 1)
    let map = 2 * Double(model.configuration.vocabularySize) * Double(model.configuration.width)
    let rows = positions == .all ? Double(text.count) : 1
    try context.admit(.passes(2, of: model.configuration, tokens: text.count))
    try context.admit(WorkEstimate(operations: depths * map * rows))
    let lens = try LogitLens(model.transformer, ids: text.ids, position: place)
    let own = try Prediction(lens.logits)
    let report = LensReport(
      model: model, modelName: reference.name, text: text, lens: lens, own: own,
      map: positions == .all ? try LensMap(model.transformer, ids: text.ids) : nil,
      measured: try target.measured(in: model, after: own), top: top)
    return Outcome(report.record, blocks: report.blocks(shown))
  }
}

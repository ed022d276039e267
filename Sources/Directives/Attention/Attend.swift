import Bedrock
import Engine
import Figures
import Notebook

/// `attend`: queries look at keys and mix values, one head, every step in sight.
struct Attend: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "attend", chapter: .attention,
    summary: "Compares queries with keys, turns the scores into weights, and mixes values.",
    discussion: AttendDocumentation.discussion,
    results: AttendDocumentation.results,
    examples: AttendDocumentation.examples,
    errors: AttendDocumentation.errors)

  enum Mask: String, ParameterChoice { case none, causal }
  enum Scale: String, ParameterChoice { case sqrt, none }
  enum Shown: String, ParameterChoice { case all, scores, weights, steps, output, none }

  let source: AttendSource
  let labels: [String]?
  let mask: Mask?
  let scale: Scale?
  let query: TokenReference?
  let queries: [String]?
  let shown: [Shown]

  init(_ parameters: inout ParameterReader) {
    source = AttendSource(&parameters)
    labels = parameters.optional(
      "labels", .strings, help: "the texts of the positions, one a key")
    mask = parameters.optional(
      "mask", .choice(),
      help: "causal: no key after the query's own position (a model's way); none: all, the default")
    scale = parameters.optional(
      "scale", .choice(),
      help: "sqrt (the default, but for scores=) divides by the root of the head's width")
    query = parameters.optional(
      "query", .token, help: "the position whose steps are shown one by one")
    queries = parameters.optional(
      "queries", .strings,
      help: "what the queries are called, one a row; the keys' labels where they are as many")
    shown = parameters.value(
      "show", .choices(), default: [.all],
      help: "scores before the softmax, weights, query='s steps, outputs; all: weights and steps")
    declareRules(&parameters)
  }

  private func declareRules(_ parameters: inout ParameterReader) {
    let (model, scores) = (AttendSource.Form.model, AttendSource.Form.scores)
    parameters.never(
      "scale", "labels", "queries", with: .source(model), because: "a model decides that itself")
    parameters.clash(
      .value("mask", "none"), with: .source(model), because: "a model's attention is causal")
    parameters.when(
      .all([.value("scale", "sqrt"), .source(scores)]), needs: "head_width",
      because: "a score does not tell the width of the vectors that made it")
    parameters.never(
      "head_width", with: .all([.value("scale", "none"), .source(scores)]),
      because: "the scores are taken as they are")
    parameters.when(
      .value("show", "steps"), needs: "query", because: "whose steps are to be shown")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    if let reference = try source.modelReference() { return try ask(reference, context) }
    let inputs = try source.inputs(context)
    let attention = try attention(inputs)
    let names = try AttendLabels(
      given: labels ?? inputs.labels,
      queries: queries ?? (labels == nil ? inputs.queryLabels : nil),
      attention: attention,
      blamed: (labels == nil ? nil : "labels", queries == nil ? nil : "queries"))
    let lookup = TokenLookup(
      texts: names.queries, count: attention.scores.rowCount, parameter: "query")
    let report = AttendReport(
      inputs: inputs, attention: attention, names: names,
      query: try query.map(lookup.position))
    try check(hasOutput: attention.output != nil)
    return Outcome(values(inputs, attention, names), blocks: report.blocks(shown))
  }

  /// Runs a model over the text and shows one of its heads.
  private func ask(_ reference: ModelReference, _ context: RunContext) throws -> Outcome {
    guard let words = try source.text else { throw DirectiveError("'attend' needs a text") }
    let model = try context.load(reference)
    let text = try words.read(by: model)
    try context.admit(.passes(of: model.configuration, tokens: text.count))
    let attention = try ModelAttention(
      text, model: model, name: reference.name, layer: source.layer, head: source.head)
    let lookup = TokenLookup(texts: text.labels, count: text.count, parameter: "query")
    let report = ModelAttentionReport(
      attention: attention, query: try query.map(lookup.position))
    try check(hasOutput: true)
    return Outcome(attention.record, blocks: report.blocks(shown))
  }

  /// Refuses to show what there is not.
  private func check(hasOutput: Bool) throws {
    if shown.contains(.output), !hasOutput {
      throw DirectiveError("'show=output' needs values to mix: 'v=' or 'wv='", parameter: "show")
    }
  }

  private func attention(_ inputs: AttendInputs) throws -> ScalarAttention {
    let mask: ScalarAttention.Mask = mask == .causal ? .causal : .none
    do {
      if let scores = inputs.scores {
        return try ScalarAttention(
          scores: scores, values: inputs.values, divisor: divisorOfGivenScores, mask: mask)
      }
      guard let queries = inputs.queries, let keys = inputs.keys else {
        throw DirectiveError("there is nothing to attend to")
      }
      return try ScalarAttention(
        queries: queries, keys: keys, values: inputs.values, isScaled: scale != Scale.none,
        mask: mask)
    } catch let error as AttentionError {
      throw DirectiveError("\(error)", parameter: Self.parameter(of: error, inputs))
    }
  }

  /// Given scores are taken as they are, unless the width that they were made with is known.
  private var divisorOfGivenScores: Double {
    scale == Scale.none ? 1 : source.headWidth.map { Double($0).squareRoot() } ?? 1
  }

  private static func parameter(of error: AttentionError, _ inputs: AttendInputs) -> String? {
    switch error {
    case .moreQueriesThanKeys: "mask"
    case .shapes(let first, _, _): first.utf8.starts(with: "v".utf8) ? "v" : "k"
    case .empty(let name): name
    case .invalidScore, .nothingVisible: inputs.scores == nil ? nil : "scores"
    }
  }

  private func values(
    _ inputs: AttendInputs, _ attention: ScalarAttention, _ names: AttendLabels
  ) -> Record {
    var record = Record()
    record["queries"] = inputs.queries.map { .matrix($0, rows: names.queries) }
    record["keys"] = inputs.keys.map { .matrix($0, rows: names.keys) }
    record["values"] = inputs.values.map { .matrix($0, rows: names.keys) }
    record["scores"] = .matrix(attention.scores, rows: names.queries, columns: names.keys)
    record["weights"] = .matrix(attention.weights, rows: names.queries, columns: names.keys)
    record["output"] = attention.output.map { .matrix($0, rows: names.queries) }
    return record
  }
}

import Bedrock
import Engine
import Figures
import Notebook

/// `attend`: queries look at keys and mix values, one head, every step in sight.
struct Attend: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "attend", chapter: "08 Attention",
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
  let headWidth: Int?
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
    headWidth = parameters.optional(
      "head_width", .integer(atLeast: 1),
      help: "the width that given scores were made with, or that seeded projections have")
    query = parameters.optional(
      "query", .token, help: "the position whose steps are shown one by one")
    queries = parameters.optional(
      "queries", .strings,
      help: "what the queries are called, one a row; the keys' labels where they are as many")
    shown = parameters.value(
      "show", .choices(), default: [.all],
      help: "scores before the softmax, weights, query='s steps, outputs; all: weights and steps")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    if let reference = try source.modelReference() { return try ask(reference, context) }
    let inputs = try source.inputs(headWidth: headWidth, random: context.random)
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
    if mask == Mask.none {
      throw DirectiveError(
        "a model's attention is causal: 'mask=none' goes with vectors or scores of your own",
        parameter: "mask")
    }
    let decided = [
      ("scale", scale != nil), ("labels", labels != nil), ("queries", queries != nil),
    ]
    for (name, isGiven) in decided where isGiven {
      throw DirectiveError("a model decides itself about '\(name)'", parameter: name)
    }
    guard let words = try source.text else { throw DirectiveError("'attend' needs a text") }
    let model = try context.load(reference)
    let text = try words.read(by: model)
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
    if shown.contains(.steps), query == nil {
      throw DirectiveError(
        "'show=steps' needs 'query=': whose steps are to be shown", parameter: "show")
    }
    if shown.contains(.output), !hasOutput {
      throw DirectiveError("'show=output' needs values to mix: 'v=' or 'wv='", parameter: "show")
    }
  }

  private func attention(_ inputs: AttendInputs) throws -> ScalarAttention {
    let mask: ScalarAttention.Mask = mask == .causal ? .causal : .none
    do {
      if let scores = inputs.scores {
        return try ScalarAttention(
          scores: scores, values: inputs.values, divisor: try divisorOfGivenScores(), mask: mask)
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
  private func divisorOfGivenScores() throws -> Double {
    switch (scale, headWidth) {
    case (Scale.none?, _), (nil, nil): return 1
    case (_, let width?): return Double(width).squareRoot()
    case (.sqrt?, nil):
      throw DirectiveError(
        "'scale=sqrt' needs 'head_width=' with 'scores=': a score does not tell the width of the"
          + " vectors that made it",
        parameter: "scale")
    }
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

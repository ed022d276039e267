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
    examples: AttendDocumentation.examples)

  enum Mask: String, ParameterChoice { case none, causal }
  enum Scale: String, ParameterChoice { case sqrt, none }

  let source: AttendSource
  let labels: [String]?
  let mask: Mask?
  let scale: Scale?
  let headWidth: Int?
  let query: TokenReference?

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
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    if let reference = try source.modelReference() { return try ask(reference, context) }
    let inputs = try source.inputs(headWidth: headWidth, random: context.random)
    let attention = try attention(inputs)
    let names = try AttendLabels(
      given: labels ?? inputs.labels, attention: attention,
      parameter: labels == nil ? nil : "labels")
    let lookup = TokenLookup(
      texts: names.queries, count: attention.scores.rowCount, parameter: "query")
    let report = AttendReport(
      inputs: inputs, attention: attention, names: names,
      query: try query.map(lookup.position))
    return Outcome(values(inputs, attention, names), blocks: report.blocks)
  }

  /// Runs a model over the text and shows one of its heads.
  private func ask(_ reference: ModelReference, _ context: RunContext) throws -> Outcome {
    if mask == Mask.none {
      throw DirectiveError(
        "a model's attention is causal: 'mask=none' goes with vectors or scores of your own",
        parameter: "mask")
    }
    for (name, isGiven) in [("scale", scale != nil), ("labels", labels != nil)] where isGiven {
      throw DirectiveError("a model decides itself about '\(name)'", parameter: name)
    }
    guard let words = source.text else { throw DirectiveError("'attend' needs a text") }
    let model = try context.load(reference)
    let text = try words.read(by: model)
    let attention = try ModelAttention(
      text, model: model, name: reference.name, layer: source.layer, head: source.head)
    let lookup = TokenLookup(texts: text.labels, count: text.count, parameter: "query")
    let report = ModelAttentionReport(
      attention: attention, query: try query.map(lookup.position))
    return Outcome(attention.record, blocks: report.blocks)
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

/// The texts of an attention's axes.
struct AttendLabels {
  let queries: [String]?
  let keys: [String]?

  /// Labels are those of the keys. The queries are the same positions, or under a causal mask the
  /// last of them; other queries have none.
  ///
  /// - Parameter parameter: what is to blame if the count is wrong.
  init(given: [String]?, attention: ScalarAttention, parameter: String?) throws {
    let (rows, columns) = (attention.scores.rowCount, attention.scores.columnCount)
    isSingle = rows == 1 && columns > 1
    guard let given else {
      (queries, keys) = (nil, nil)
      return
    }
    guard given.count == columns else {
      throw DirectiveError(
        "\(counted: given.count, "label") for \(counted: columns, "key"): give one a key",
        parameter: parameter)
    }
    keys = given
    queries = rows == columns || attention.mask == .causal ? Array(given.suffix(rows)) : nil
  }

  /// Whether there is one query, which needs no number.
  private let isSingle: Bool

  /// What heads the rows of a picture.
  var rows: [String]? { queries ?? (isSingle ? ["query"] : nil) }

  func query(_ position: Int) -> String {
    queries.map { $0[position] } ?? (isSingle ? "the query" : "query \(position)")
  }
  func key(_ position: Int) -> String { keys.map { $0[position] } ?? "key \(position)" }
}

import Bedrock
import Engine
import Figures
import Notebook

/// `multihead`: several heads attend at once, and their answers are joined.
struct MultiHead: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "multihead", chapter: "09 Multi-head attention",
    summary: "Runs several attention heads side by side and shows the shape at every step.",
    discussion: MultiHeadDocumentation.discussion,
    results: MultiHeadDocumentation.results,
    examples: MultiHeadDocumentation.examples,
    errors: [
      "4 query heads cannot share 3 KV heads evenly": """
      multihead "The blue car" width=8 heads=4 kv_heads=3
      """
    ])

  enum Mask: String, ParameterChoice { case none, causal }
  enum Scale: String, ParameterChoice { case sqrt, none }
  enum Shown: String, ParameterChoice { case all, shapes, weights, query, groups, none }

  let source: MultiHeadSource
  let labels: [String]?
  let mask: Mask?
  let scale: Scale?
  let headWidth: Int?
  let query: TokenReference?
  let shown: [Shown]

  init(_ parameters: inout ParameterReader) {
    source = MultiHeadSource(&parameters)
    labels = parameters.optional(
      "labels", .strings, help: "the texts of the positions; a model has its own")
    mask = parameters.optional(
      "mask", .choice(),
      help: "causal: no look ahead (a model's way); none: all see all (the default without a model)"
    )
    scale = parameters.optional(
      "scale", .choice(),
      help: "sqrt (the default, but for scores=) divides by the root of the head's width")
    headWidth = parameters.optional(
      "head_width", .integer(atLeast: 1), help: "the width that given scores were made with")
    query = parameters.optional(
      "query", .token, help: "the position for which the heads are compared")
    shown = parameters.value(
      "show", .choices(), default: [.all],
      help: "the shapes, the weights of every head, what they do for query=, who shares keys")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let heads: HeadSet
    if let reference = try source.modelReference() {
      try refuseForModel()
      heads = try source.heads(of: reference, in: context)
    } else {
      heads = try source.heads(
        labels: labels, isCausal: mask == .causal, isScaled: scale.map { $0 == .sqrt },
        headWidth: headWidth, random: context.random)
    }
    let lookup = TokenLookup(texts: heads.labels, count: heads.positions, parameter: "query")
    let report = MultiHeadReport(heads: heads, query: try query.map(lookup.position))
    return Outcome(heads.record, blocks: shown.flatMap { blocks($0, report) })
  }

  private func blocks(_ shown: Shown, _ report: MultiHeadReport) -> [OutcomeBlock] {
    switch shown {
    case .all: report.shapes + report.weights + report.groups + report.asked
    case .shapes: report.shapes
    case .weights: report.weights
    case .query: report.asked
    case .groups: report.groups
    case .none: []
    }
  }

  /// A model decides itself about mask, scale and labels.
  private func refuseForModel() throws {
    let given = [
      ("mask", mask == Mask.none), ("scale", scale != nil), ("labels", labels != nil),
      ("head_width", headWidth != nil),
    ].first { $0.1 }
    if let given {
      throw DirectiveError("a model decides itself about '\(given.0)'", parameter: given.0)
    }
  }
}

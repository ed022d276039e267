import Bedrock
import Engine
import Figures
import Notebook

/// `multihead`: several heads attend at once, and their answers are joined.
struct MultiHead: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "multihead", chapter: .multiHead,
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
    query = parameters.optional(
      "query", .token, help: "the position for which the heads are compared")
    shown = parameters.value(
      "show", .choices(), default: [.all],
      help: "the shapes, the weights of every head, what they do for query=, who shares keys")
    let (model, scores) = (MultiHeadSource.Form.model, MultiHeadSource.Form.scores)
    parameters.never(
      "scale", "labels", with: .source(model), because: "a model decides that itself")
    parameters.clash(
      .value("mask", "none"), with: .source(model), because: "a model's attention is causal")
    parameters.when(
      .all([.value("scale", "sqrt"), .source(scores)]), needs: "head_width",
      because: "a score does not tell the width of the vectors that made it")
    parameters.never(
      "head_width", with: .all([.value("scale", "none"), .source(scores)]),
      because: "the scores are taken as they are")
    parameters.when(
      .value("show", "query"), needs: "query", because: "for whom the heads are compared")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let heads: HeadSet
    if let reference = try source.modelReference() {
      heads = try source.heads(of: reference, in: context)
    } else {
      heads = try source.heads(
        labels: labels, isCausal: mask == .causal, isScaled: scale.map { $0 == .sqrt },
        context)
    }
    let lookup = TokenLookup(texts: heads.queryLabels, count: heads.positions, parameter: "query")
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

}

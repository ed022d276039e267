import Engine
import Notebook

/// The parameters that say which filters act between logits and choice: one declaration for all
/// directives that choose tokens.
struct FilterParameters: Sendable {
  /// The filters as `order=` names them; the default order is this one.
  enum Step: String, ParameterChoice {
    case repetitionPenalty = "repetition_penalty"
    case temperature
    case topK = "top_k"
    case topP = "top_p"
    case minP = "min_p"
  }

  let temperature: Double?
  let topK: Int?
  let topP: Double?
  let minP: Double?
  let penalty: Double?
  let order: [Step]

  /// - Parameter penalized: which tokens `repetition_penalty=` is about.
  init(_ parameters: inout ParameterReader, penalized: String) {
    temperature = parameters.optional(
      "temperature", .number(atLeast: 0),
      help: "divides the logits: below 1 sharper, above 1 flatter, 0 greedy")
    topK = parameters.optional(
      "top_k", .integer(atLeast: 1), help: "keeps the k most likely tokens")
    topP = parameters.optional(
      "top_p", .number(NumberBounds(from: 0, to: 1, includesLow: false)),
      help: "keeps the fewest tokens whose probability together reaches this")
    minP = parameters.optional(
      "min_p", .number(in: 0...1),
      help: "keeps tokens at least this many times as likely as the most likely one")
    penalty = parameters.optional(
      "repetition_penalty", .number(above: 0), help: "above 1 makes \(penalized) less likely")
    order = parameters.value(
      "order", .choices(), default: Step.allCases,
      help: "the order in which the filters that are set act")
  }

  /// The filters that are set, in the order asked for.
  ///
  /// - Parameters:
  ///   - penalty: makes the filter of a repetition penalty; asked only where one is set.
  ///   - fixed: makes any other.
  func chosen<Filter>(
    penalty makePenalty: (Double) throws -> Filter, fixed: (LogitFilter) -> Filter
  ) throws -> [Filter] {
    var known: [Step: Filter] = [:]
    if let penalty { known[.repetitionPenalty] = try makePenalty(penalty) }
    if let temperature { known[.temperature] = fixed(.temperature(temperature)) }
    if let topK { known[.topK] = fixed(.topK(topK)) }
    if let topP { known[.topP] = fixed(.topP(topP)) }
    if let minP { known[.minP] = fixed(.minP(minP)) }
    for step in Step.allCases where known[step] != nil && !order.contains(step) {
      throw DirectiveError(
        "'\(step.rawValue)' is set, but 'order' does not say when it acts", parameter: "order")
    }
    if let twice = order.first(where: { step in order.count { $0 == step } > 1 }) {
      throw DirectiveError("'order' names '\(twice.rawValue)' twice", parameter: "order")
    }
    return order.compactMap { known[$0] }
  }
}

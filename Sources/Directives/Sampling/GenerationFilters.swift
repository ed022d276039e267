import Engine
import Notebook

/// The filters between a model's logits and the choice, with the parameters of `sample`.
struct GenerationFilters: Sendable {
  let temperature: Double?
  let topK: Int?
  let topP: Double?
  let minP: Double?
  let penalty: Double?
  let order: [Sample.Step]

  init(_ parameters: inout ParameterReader) {
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
      "repetition_penalty", .number(above: 0),
      help: "above 1 makes the tokens that were there already less likely")
    order = parameters.value(
      "order", .choices(), default: Sample.Step.allCases,
      help: "the order in which the filters that are set act")
  }

  /// The filters that are set, in the order asked for.
  func filters() throws -> [GenerationOptions.Filter] {
    var known: [Sample.Step: GenerationOptions.Filter] = [:]
    if let penalty { known[.repetitionPenalty] = .repetitionPenalty(penalty) }
    if let temperature { known[.temperature] = .fixed(.temperature(temperature)) }
    if let topK { known[.topK] = .fixed(.topK(topK)) }
    if let topP { known[.topP] = .fixed(.topP(topP)) }
    if let minP { known[.minP] = .fixed(.minP(minP)) }
    for step in Sample.Step.allCases where known[step] != nil && !order.contains(step) {
      throw DirectiveError(
        "'\(step.rawValue)' is set, but 'order' does not say when it acts", parameter: "order")
    }
    if let twice = order.first(where: { step in order.count { $0 == step } > 1 }) {
      throw DirectiveError("'order' names '\(twice.rawValue)' twice", parameter: "order")
    }
    return order.compactMap { known[$0] }
  }
}

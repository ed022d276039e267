import Engine
import Notebook

/// The parameters that say which filters act between logits and choice: one declaration for all
/// directives that choose tokens.
struct FilterParameters: Sendable {
  let temperature: Double?
  let topK: Int?
  let topP: Double?
  let minP: Double?
  let penalty: Double?
  let order: [LogitFilter.Kind]

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
      "order", .choices(), default: LogitFilter.Kind.allCases,
      help: "the order in which the filters that are set act")
    parameters.only(
      "order", with: .named("a filter", .any(LogitFilter.Kind.allCases.map { .given($0.rawValue) }))
    )
  }

  /// The filters that are set, in the order asked for.
  ///
  /// - Parameters:
  ///   - history: what a repetition penalty is about; asked only where one is set.
  ///   - form: how the penalty changes a logit.
  func filters(
    history: () throws -> LogitFilter.PenaltyHistory, form: LogitFilter.PenaltyForm = .signed
  ) throws -> [LogitFilter] {
    var known: [LogitFilter] = []
    if let penalty {
      known.append(.repetitionPenalty(penalty, history: try history(), form: form))
    }
    if let temperature { known.append(.temperature(temperature)) }
    if let topK { known.append(.topK(topK)) }
    if let topP { known.append(.topP(topP)) }
    if let minP { known.append(.minP(minP)) }
    for filter in known where !order.contains(filter.kind) {
      throw DirectiveError(
        "'\(filter.kind.rawValue)' is set, but 'order' does not say when it acts",
        parameter: "order")
    }
    if let twice = order.first(where: { kind in order.count { $0 == kind } > 1 }) {
      throw DirectiveError("'order' names '\(twice.rawValue)' twice", parameter: "order")
    }
    return order.compactMap { kind in known.first { $0.kind == kind } }
  }
}

extension LogitFilter.Kind: ParameterChoice {}

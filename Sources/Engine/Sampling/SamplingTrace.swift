/// What each filter of a chain did: logits and probabilities before the first and after each.
public struct SamplingTrace: Sendable, Equatable {
  /// A distribution at one place of the chain.
  public struct Stage: Sendable, Equatable {
    /// The filter that made it; `nil` for the distribution before all filters.
    public let filter: LogitFilter?
    /// One a token, in the tokens' order; −∞ for what is masked or was dropped.
    public let logits: [Double]
    /// The softmax of the logits, exactly 0 for what is masked or was dropped.
    public let probabilities: [Double]

    /// The positions that are left, in ascending order.
    public var kept: [Int] { logits.indices.filter { logits[$0] > -.infinity } }

    /// The position that greedy decoding takes: the largest logit, the first of equals.
    public var greedy: Int { LogitFilter.best(logits) ?? 0 }
  }

  /// The distribution of the bare logits.
  public let initial: Stage
  /// One for each filter, in their order.
  public let stages: [Stage]

  /// The distribution that a token is drawn from.
  public var final: Stage { stages.last ?? initial }

  /// Sends logits through filters, in the order given.
  ///
  /// - Throws: `SamplingError`, see `LogitFilter.applied(to:)`.
  public init(logits: [Double], filters: [LogitFilter] = []) throws {
    initial = Stage(
      filter: nil, logits: logits, probabilities: try Softmax.probabilities(logits))
    var stages: [Stage] = []
    var current = logits
    for filter in filters {
      current = try filter.applied(to: current)
      stages.append(
        Stage(
          filter: filter, logits: current, probabilities: try Softmax.probabilities(current)))
    }
    self.stages = stages
  }
}

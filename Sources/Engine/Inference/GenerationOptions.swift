/// How tokens are chosen, one after another.
public struct GenerationOptions: Sendable, Equatable {
  /// How the next token is taken from what the filters left.
  public enum Strategy: String, CaseIterable, Sendable {
    /// The most likely, the first of equals.
    case greedy
    /// Drawn by the probabilities.
    case sample
  }

  /// A step between logits and choice.
  public enum Filter: Sendable, Equatable {
    /// One that is the same for every token.
    case fixed(LogitFilter)
    /// A repetition penalty on the last `window` tokens so far, the prompt's included; all if nil.
    case repetitionPenalty(Double, window: Int? = nil, form: LogitFilter.PenaltyForm = .signed)
  }

  public var strategy: Strategy
  /// The filters, in the order in which they are applied.
  public var filters: [Filter]
  /// The most tokens that are generated.
  public var maximumTokens: Int
  /// Tokens that end the text; they are not part of it.
  public var stopTokens: Set<Int>

  public init(
    strategy: Strategy = .greedy, filters: [Filter] = [], maximumTokens: Int = 40,
    stopTokens: Set<Int> = []
  ) {
    self.strategy = strategy
    self.filters = filters
    self.maximumTokens = maximumTokens
    self.stopTokens = stopTokens
  }
}

extension GenerationOptions.Filter {
  /// The filter for the next token of a sequence.
  func filter(after tokens: [Int]) -> LogitFilter {
    switch self {
    case .fixed(let filter): return filter
    case .repetitionPenalty(let penalty, let window, let form):
      let history = window.map { Array(tokens.suffix(max($0, 0))) } ?? tokens
      return .repetitionPenalty(penalty, history: history, form: form)
    }
  }
}

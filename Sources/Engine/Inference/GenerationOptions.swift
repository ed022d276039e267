/// How tokens are chosen, one after another.
public struct GenerationOptions: Sendable, Equatable {
  /// How the next token is taken from what the filters left.
  public enum Strategy: String, CaseIterable, Sendable {
    /// The most likely, the first of equals.
    case greedy
    /// Drawn by the probabilities.
    case sample
  }

  public var strategy: Strategy
  /// The filters, in the order in which they are applied.
  public var filters: [LogitFilter]
  /// The most tokens that are generated.
  public var maximumTokens: Int
  /// Tokens that end the text; they are not part of it.
  public var stopTokens: Set<Int>

  public init(
    strategy: Strategy = .greedy, filters: [LogitFilter] = [], maximumTokens: Int = 40,
    stopTokens: Set<Int> = []
  ) {
    self.strategy = strategy
    self.filters = filters
    self.maximumTokens = maximumTokens
    self.stopTokens = stopTokens
  }
}

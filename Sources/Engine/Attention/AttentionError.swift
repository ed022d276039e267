/// Why queries, keys and values do not make an attention.
public enum AttentionError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Two matrices whose shapes do not go together: both, and what would have to agree.
  case shapes(String, String, rule: String)
  case empty(String)
  /// A score is NaN or +∞.
  case invalidScore(query: Int, key: Int)
  /// Every key of a query is excluded.
  case nothingVisible(query: Int)
  /// A causal mask needs a key for each query.
  case moreQueriesThanKeys(queries: Int, keys: Int)

  public var description: String {
    switch self {
    case .shapes(let first, let second, let rule):
      "\(first) does not go with \(second): \(rule)"
    case .empty(let name): "\(name) has no numbers in it"
    case .invalidScore(let query, let key):
      "the score of query \(query) and key \(key) is not a number or is +infinity"
    case .nothingVisible(let query): "query \(query) has no key that it may look at"
    case .moreQueriesThanKeys(let queries, let keys):
      "a causal mask needs a key for each query, but there are \(queries) queries and \(keys) keys"
    }
  }
}

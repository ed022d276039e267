/// Why vectors could not be looked up or compared.
public enum EmbeddingError: Error, Equatable, Sendable, CustomStringConvertible {
  case empty
  /// Two vectors of different widths.
  case widths(Int, Int)
  /// A vector of length zero points nowhere, so it has no cosine.
  case zeroVector(row: Int)
  case notFinite(row: Int)
  /// All points are the same: there is no direction in which they vary.
  case noVariance

  public var description: String {
    switch self {
    case .empty: "there are no vectors"
    case .widths(let first, let second): "a vector of \(first) and one of \(second) values"
    case .zeroVector(let row): "the vector in row \(row) is all zeros: it points nowhere"
    case .notFinite(let row): "the vector in row \(row) holds a number that is not finite"
    case .noVariance: "all vectors are the same: a map needs two that differ"
    }
  }
}

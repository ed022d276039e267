/// Why matrices do not make a feed-forward network.
public enum FeedForwardError: Error, Equatable, Sendable, CustomStringConvertible {
  case empty(String)
  /// A matrix whose rows or columns are not as many as they must be.
  case shape(matrix: String, shape: String, needs: String)
  /// A bias that is not as long as the layer is wide.
  case bias(name: String, count: Int, units: Int)

  /// The parameter that is to blame.
  public var culprit: String {
    switch self {
    case .empty(let name), .shape(let name, _, _), .bias(let name, _, _): name
    }
  }

  public var description: String {
    switch self {
    case .empty(let name): "'\(name)' has no numbers in it"
    case .shape(let name, let shape, let needs): "\(name) is \(shape), but \(needs)"
    case .bias(let name, let count, let units):
      "'\(name)' holds \(count), but there are \(units) units: give one a unit"
    }
  }
}

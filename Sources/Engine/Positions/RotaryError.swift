import Bedrock

/// Why there is no rotary embedding of that kind.
public enum RotaryError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Pairs of numbers need an even width of at least two.
  case width(Int)
  case base(Double)

  public var description: String {
    switch self {
    case .width(let width):
      "a vector that is turned in pairs needs an even number of elements, not \(width)"
    case .base(let base): "the base must be above 1, not \(NumberText.shortest(base))"
    }
  }
}

/// Why a regular expression cannot be used to cut texts.
public struct PatternError: Error, Equatable, Sendable, CustomStringConvertible {
  public let pattern: String
  /// Counted in scalars from 0.
  public let offset: Int
  public let problem: String

  public var description: String {
    "the pattern '\(pattern)' is not run: \(problem) at \(offset)"
  }
}

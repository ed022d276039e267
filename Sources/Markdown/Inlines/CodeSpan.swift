/// A code span between runs of backticks, as it is written.
public struct CodeSpan: Sendable {
  /// With the backticks.
  public var range: Range<Int>
  /// The backticks on either side.
  public var length: Int
  /// What stands between the backticks, line by line where it goes over several.
  public var content: [Range<Int>]
}

/// A line of a code or HTML block after the prefix: columns of space that are left of a tab, then bytes.
public struct ContentLine: Sendable, Equatable {
  /// Without the line end.
  public var range: Range<Int>
  /// Spaces that stand for a part of the tab before the range.
  public var spaces: Int
}

/// A fenced code block.
public struct MarkdownFence: Sendable {
  /// Whole lines: from the start of the opening line to the end of the closing one, its line end
  /// included; where the fence is never closed, to the end of its last content line.
  public var range: Range<Int>
  /// The run of backticks or tildes that opens it.
  public var opening: Range<Int>
  /// The info string as it is written, without the blanks around it.
  public var info: Range<Int>
  /// The content's lines, without prefix and indentation.
  public var lines: [ContentLine] = []
  public var isClosed = false
  public var prefix: ContainerPrefix
  /// The columns of space before the opening run, at most 3.
  public var indent: Int
  /// `` ` `` or `~`.
  public var character: UInt8
  /// How many of them open the fence.
  public var length: Int { opening.count }
}

/// What stands before the lines of a block to keep it in its quotes, list items and footnotes.
public struct ContainerPrefix: Sendable, Equatable {
  /// Before the first line, with the list markers that stand on it: `- `.
  public var first: [UInt8]
  /// Before every further line: two spaces for that marker, `> ` for a quote.
  public var rest: [UInt8]

  public init(first: [UInt8] = [], rest: [UInt8] = []) {
    self.first = first
    self.rest = rest
  }
}

/// A line that looks like the opening of a fence and is none.
public struct StrayFence: Sendable, Equatable {
  public enum Reason: Sendable {
    /// It stands in an HTML block, which a blank line before the fence would end.
    case insideHTML
    /// Its info string holds a backtick, which only a fence of tildes may have.
    case backtick
    /// It stands in another fence that it could have closed, had it no info string: that one was not
    /// closed before.
    case insideFence
  }

  /// The line's text.
  public var range: Range<Int>
  public var reason: Reason
  /// The length of its run of backticks or tildes.
  public var length: Int
}

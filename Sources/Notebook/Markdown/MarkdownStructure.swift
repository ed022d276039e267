/// What a Markdown document holds that a lab is made of: its fences, its code spans and its
/// destinations, each with its place.
///
/// Law: a fence is listed if and only if CommonMark 0.31 sees a fenced code block there.
public struct MarkdownStructure: Sendable {
  /// Every fenced code block, in order, whatever its language.
  public internal(set) var fences: [MarkdownFence] = []
  /// Lines that look like the opening of a `swiftlab` fence and are none, in order.
  public internal(set) var lostFences: [LostFence] = []
  /// Every code span, in order.
  public internal(set) var codeSpans: [CodeSpan] = []
  /// Every comment in a line of text that begins with `<!-- {swiftlab} `, in order.
  public internal(set) var valueComments: [Range<Int>] = []
  /// Where links, images, reference definitions and HTML attributes lead, in order.
  public internal(set) var destinations: [Destination] = []
}

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

/// A line that looks like the opening of a fence and is none: an author should know.
public struct LostFence: Sendable, Equatable {
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
}

/// What stands before the lines of a block to keep it in its quotes and list items.
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

/// A code span between runs of backticks.
public struct CodeSpan: Sendable {
  /// With the backticks.
  public var range: Range<Int>
  /// The backticks on either side.
  public var length: Int
  /// What stands between the backticks, line by line where it goes over several.
  public var content: [Range<Int>]
}

/// Where a link, an image, a reference definition or an HTML attribute leads.
public struct Destination: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case link, image, definition
    /// `src` or `href` of an HTML tag.
    case source, reference
  }

  /// How the destination is written, which decides what must be escaped in it.
  public enum Form: Sendable, Equatable {
    case bare
    /// Between `<` and `>`, which the range leaves out.
    case angle
    /// Between quotes of an HTML attribute, which the range leaves out.
    case quoted(UInt8)
    /// An HTML attribute without quotes.
    case unquoted
  }

  /// The bytes that a new destination would replace.
  public var range: Range<Int>
  public var kind: Kind
  public var form: Form
  /// The destination itself, escapes and entities resolved.
  public var text: String
}

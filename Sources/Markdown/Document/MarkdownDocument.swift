import Bedrock

/// A Markdown document as a tree of block and inline nodes, each with its place in the source.
///
/// The tree lies flat: `nodes` holds every node in the order in which they begin, a parent before its
/// children, and a node knows the index behind its last descendant. So no depth of nesting costs stack
/// space, to build, to walk or to free.
///
/// Laws: reading takes time linear in the length of the text, whatever the text. A child's range lies
/// inside of its parent's. Without extensions the tree is that of CommonMark 0.31.
public struct MarkdownDocument: Sendable {
  /// The document's text, as it was given.
  public let bytes: [UInt8]
  /// All nodes in the order of their beginnings; the first is the document itself.
  public internal(set) var nodes: [MarkdownNode] = []
  /// The fenced code blocks, in order; a node `.fence` holds an index of one.
  public internal(set) var fences: [MarkdownFence] = []
  /// The contents of indented code and HTML blocks, line by line.
  public internal(set) var lines: [ContentLine] = []
  /// The footnotes that something refers to, in the order in which they are numbered.
  public internal(set) var footnotes: [Footnote] = []
  /// The code spans, in order, with their places; of math between backticks, too.
  public internal(set) var codeSpans: [CodeSpan] = []
  /// Lines that look like the opening of a fence and are none, in order.
  public internal(set) var strayFences: [StrayFence] = []

  /// Reads a document.
  ///
  /// - Parameters:
  ///   - start: the offset to begin at, which begins a line; what stands before it is passed over.
  ///   - extensions: what is read besides CommonMark.
  public init(
    _ bytes: [UInt8], from start: Int = 0, extensions: MarkdownExtensions = .all
  ) {
    self.bytes = bytes
    var blocks = BlockParser(bytes, extensions)
    let hasMark = start == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
    blocks.parse(from: hasMark ? 3 : start)
    var assembly = DocumentAssembly(blocks, extensions)
    assembly.assemble()
    nodes = assembly.nodes
    fences = blocks.fences
    lines = blocks.lines
    footnotes = assembly.footnotes
    codeSpans = assembly.codeSpans
    strayFences = blocks.strayFences
  }

  /// Reads a text.
  public init(_ text: String, extensions: MarkdownExtensions = .all) {
    self.init(Array(text.utf8), extensions: extensions)
  }

  /// The indices of a node's children, in order.
  public func children(of index: Int) -> MarkdownChildren {
    MarkdownChildren(nodes: nodes, index: index + 1, end: nodes[index].end)
  }
}

/// The indices of a node's children.
public struct MarkdownChildren: Sequence, IteratorProtocol {
  let nodes: [MarkdownNode]
  var index: Int
  let end: Int

  public mutating func next() -> Int? {
    guard index < end else { return nil }
    defer { index = nodes[index].end }
    return index
  }
}

/// What is read besides CommonMark.
public struct MarkdownExtensions: OptionSet, Sendable {
  public let rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }

  public static let tables = Self(rawValue: 1)
  public static let taskLists = Self(rawValue: 2)
  public static let strikethrough = Self(rawValue: 4)
  /// Links without brackets: `www.example.org`, `https://…`, `name@example.org`.
  public static let autolinks = Self(rawValue: 8)
  public static let footnotes = Self(rawValue: 16)
  /// Quotes that begin with `[!NOTE]` and the like.
  public static let alerts = Self(rawValue: 32)
  /// `$…$`, `$$…$$` and `` $`…`$ ``.
  public static let math = Self(rawValue: 64)

  /// CommonMark alone.
  public static let none: Self = []
  /// What cmark-gfm reads with all of its extensions.
  public static let gfm: Self = [.tables, .taskLists, .strikethrough, .autolinks, .footnotes]
  public static let all: Self = [.gfm, .alerts, .math]
}

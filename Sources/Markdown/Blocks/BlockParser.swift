import Bedrock

/// Finds the blocks of a Markdown document line by line, in linear time and without recursion.
///
/// It follows the parsing strategy in the appendix of CommonMark 0.31: each line first continues
/// containers that are open, then may open new ones, and what is left of it is text.
struct BlockParser {
  /// The block that takes lines in.
  enum Leaf {
    case none, paragraph, fence, indentedCode, table
    case html(HTMLBlockKind)

    var isParagraph: Bool {
      if case .paragraph = self { true } else { false }
    }
  }

  /// The blank line above, with the last quote that it continued; −1 for none.
  struct BlankLine {
    var lastQuote: Int
  }

  let bytes: [UInt8]
  let extensions: MarkdownExtensions
  var line: LineCursor
  var containers: [Container] = []
  /// Which of the containers are quotes, and which are no list items, in order.
  var quotes: [Int] = []
  var nonItems: [Int] = []
  /// The records of the lists that are open, by the number of containers that they stand in.
  var openLists: [Int?] = [nil]
  var leaf = Leaf.none
  /// The open leaf's record.
  var leafRecord = 0
  var openFence: MarkdownFence?
  /// The text of the open paragraph begins here in `segments`, the lines of open code or HTML in
  /// `lines`.
  var openSegments = 0
  var openLines = 0
  /// The open table's columns, and the cells that short rows may still be filled up with.
  var alignments: [MarkdownBlock.Alignment?] = []
  var cellBudget = 0x80000
  var lineStart = 0
  /// A line that begins before here, with the same character, is no thematic break: it was tried.
  var noBreakBefore = 0
  /// The line above, if it was blank.
  var blankAbove: BlankLine?
  /// Where the last line ends that is not blank.
  var contentEnd = 0

  var records: [BlockRecord] = []
  var fences: [MarkdownFence] = []
  var strayFences: [StrayFence] = []
  /// The text of all blocks that hold inlines.
  var segments: [TextSegment] = []
  /// The lines of all indented code and HTML.
  var lines: [ContentLine] = []
  var definitions = ReferenceDefinitions()

  init(_ bytes: [UInt8], _ extensions: MarkdownExtensions) {
    self.bytes = bytes
    self.extensions = extensions
    line = LineCursor(bytes)
  }

  /// Reads the document from an offset, which begins a line, to its end.
  mutating func parse(from start: Int) {
    records.append(BlockRecord(block: .document, range: start..<max(start, bytes.count)))
    lineStart = start
    contentEnd = start
    while lineStart < bytes.count {
      line.startLine(at: lineStart)
      noBreakBefore = 0
      let isBlank = line.isBlank
      readLine()
      if !isBlank { contentEnd = max(contentEnd, line.end) }
      lineStart = line.next
    }
    closeBlocks(past: 0)
    closeList(in: 0)
    records[0].end = records.count
  }

  private mutating func readLine() {
    let matched = matchContainers()
    let above = blankAbove
    blankAbove = nil
    if line.isBlank, !(matched == containers.count && openFence != nil) {
      let lastQuote = quotes.last { $0 < matched }
      defer { blankAbove = BlankLine(lastQuote: lastQuote ?? -1) }
      if matched == containers.count, continueLeaf() { return }
      openBlocks(matched)
      return
    }
    if matched == containers.count, continueLeaf() { return }
    blankAbove = above
    openBlocks(matched)
    // A footnote that begins with nothing counts as one that ends with a blank line.
    let isBlankNote =
      line.isBlank && nonItems.last == containers.count - 1 && quotes.last != nonItems.last
    blankAbove = isBlankNote && nonItems.last != nil ? BlankLine(lastQuote: quotes.last ?? -1) : nil
  }

  // MARK: Records

  /// Opens a block that stands in so many containers.
  mutating func begin(_ block: MarkdownBlock, at start: Int, in depth: Int) -> Int {
    let isBehindBlank = blankAbove.map { $0.lastQuote < depth } ?? false
    records.append(
      BlockRecord(block: block, range: start..<start, isBehindBlank: isBehindBlank))
    return records.count - 1
  }

  /// Ends a block with the line before.
  mutating func finish(_ record: Int) { finish(record, at: contentEnd) }

  mutating func finish(_ record: Int, at end: Int) {
    records[record].end = records.count
    let start = records[record].range.lowerBound
    records[record].range = start..<max(start, end)
    contentEnd = max(contentEnd, end)
  }

  /// Ends the list that is open in so many containers.
  mutating func closeList(in depth: Int) {
    guard let list = openLists[depth] else { return }
    finish(list)
    openLists[depth] = nil
  }

  /// Closes the open leaf and all containers past the first so many.
  mutating func closeBlocks(past count: Int) {
    closeLeaf()
    while containers.count > count {
      closeList(in: containers.count)
      openLists.removeLast()
      finish(containers.removeLast().record)
    }
    while let last = nonItems.last, last >= count { nonItems.removeLast() }
    while let last = quotes.last, last >= count { quotes.removeLast() }
  }
}

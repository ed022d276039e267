/// Finds the blocks of a Markdown document line by line, in linear time and without recursion.
///
/// It follows the parsing strategy in the appendix of CommonMark 0.31: each line first continues
/// containers that are open, then may open new ones, and what is left of it is text. Only what a lab
/// asks for is kept: fences, and the texts in which inlines stand.
struct BlockScanner {
  /// Text that inlines are read from: a paragraph, a heading, or an HTML block.
  struct TextRun {
    var segments: Range<Int>
    var isHTML: Bool
  }

  /// The block that takes lines in.
  enum Leaf {
    case none, paragraph, fence, indentedCode
    case html(HTMLBlockKind)

    var isParagraph: Bool {
      if case .paragraph = self { true } else { false }
    }
  }

  let bytes: [UInt8]
  var line: LineCursor
  var containers: [Container] = []
  /// Which of the containers are quotes.
  var quotes: [Int] = []
  var leaf = Leaf.none
  var openFence: MarkdownFence?
  /// The lines of the open paragraph or HTML block begin here in `segments`.
  var openSegments = 0
  var lineStart = 0
  /// A line that begins before here, with the same character, is no thematic break: it was tried.
  var noBreakBefore = 0

  var fences: [MarkdownFence] = []
  var lostFences: [LostFence] = []
  var runs: [TextRun] = []
  /// The lines of all text runs.
  var segments: [Range<Int>] = []
  var definitions = ReferenceDefinitions()

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    line = LineCursor(bytes)
  }

  /// Reads the document from an offset, which begins a line, to its end.
  mutating func scan(from start: Int) {
    lineStart = start
    while lineStart < bytes.count {
      line.startLine(at: lineStart)
      noBreakBefore = 0
      readLine()
      lineStart = line.next
    }
    closeLeaf()
  }

  private mutating func readLine() {
    let matched = matchContainers()
    if matched == containers.count, continueLeaf() { return }
    openBlocks(matched)
  }

  // MARK: Continuing

  /// Takes the prefixes off the line; the result is how many containers the line continues.
  private mutating func matchContainers() -> Int {
    var index = 0
    var quotesPassed = 0
    while index < containers.count {
      if line.isBlank {
        let stop = quotesPassed < quotes.count ? quotes[quotesPassed] : containers.count
        return passItems(from: index, to: stop)
      }
      switch containers[index].kind {
      case .quote:
        guard line.indent <= 3, line.textByte == ASCII.greater else { return index }
        takeQuoteMarker()
        quotesPassed += 1
      case .item(let width):
        guard line.indent >= width else { return index }
        line.advance(columns: width)
      }
      index += 1
    }
    return index
  }

  /// Lets a blank line continue list items, all in one step; an item that is still empty ends.
  private mutating func passItems(from index: Int, to stop: Int) -> Int {
    var stop = stop
    if stop == containers.count, stop > index, !containers[stop - 1].hasContent { stop -= 1 }
    guard stop > index else { return index }
    let before = index > 0 ? containers[index - 1].widthToHere : 0
    line.advance(columns: min(line.indent, containers[stop - 1].widthToHere - before))
    return stop
  }

  private mutating func takeQuoteMarker() {
    line.advanceToText()
    line.advance(columns: 1)
    if line.indent > 0 { line.advance(columns: 1) }
  }

  /// Gives the line to the open leaf, if that is a fence, code or HTML which it continues, or closes
  /// that leaf. The result is whether the line is done with.
  private mutating func continueLeaf() -> Bool {
    switch leaf {
    case .fence:
      continueFence()
      return true
    case .html(let kind):
      if kind.endsAtBlankLine, line.isBlank { break }
      appendHTMLLine(kind)
      return true
    case .indentedCode:
      if line.isBlank || line.indent >= 4 { return true }
    case .paragraph:
      guard line.isBlank else { return false }
    case .none:
      return line.isBlank
    }
    closeLeaf()
    return line.isBlank
  }

  private mutating func continueFence() {
    guard var fence = openFence else { return }
    openFence = nil
    fence.range = fence.range.lowerBound..<line.next
    if line.indent <= 3,
      BlockStart.closesFence(
        bytes, at: line.textOffset, end: line.end, character: fence.character, length: fence.length)
    {
      fence.isClosed = true
      fences.append(fence)
      leaf = .none
      return
    }
    if line.indent <= 3, line.textByte == fence.character {
      noteLostFence(.insideFence, atLeast: fence.length)
    }
    line.advance(columns: min(line.indent, fence.indent))
    fence.lines.append(line.rest)
    openFence = fence
  }

  private mutating func appendHTMLLine(_ kind: HTMLBlockKind) {
    segments.append(line.rest.range)
    if kind.endsAtBlankLine { noteLostFence(.insideHTML) }
    if kind.isEnded(by: bytes, line.textOffset, line.end) { closeLeaf() }
  }

  // MARK: Closing

  /// Closes the open leaf and all containers past the first so many.
  mutating func closeBlocks(past count: Int) {
    closeLeaf()
    guard containers.count > count else { return }
    containers.removeSubrange(count...)
    while let last = quotes.last, last >= count { quotes.removeLast() }
  }

  mutating func closeLeaf() {
    switch leaf {
    case .fence:
      if let fence = openFence { fences.append(fence) }
      openFence = nil
    case .paragraph:
      takeDefinitions()
      closeRun(isHTML: false)
    case .html:
      closeRun(isHTML: true)
    case .indentedCode, .none:
      break
    }
    leaf = .none
  }

  /// Ends the text run whose lines were gathered.
  mutating func closeRun(isHTML: Bool) {
    if segments.count > openSegments {
      runs.append(TextRun(segments: openSegments..<segments.count, isHTML: isHTML))
    }
    openSegments = segments.count
  }

  /// Takes the link reference definitions off the open paragraph's beginning.
  mutating func takeDefinitions() {
    guard openSegments < segments.count, segments[openSegments].lowerBound < bytes.count,
      bytes[segments[openSegments].lowerBound] == ASCII.leftBracket
    else { return }
    let paragraph = FlatText(bytes, segments[openSegments...])
    let taken = definitions.take(from: paragraph)
    guard taken > 0 else { return }
    let lines = paragraph.lineCount(before: taken)
    openSegments += lines
  }
}

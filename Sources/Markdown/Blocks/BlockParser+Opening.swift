import Bedrock

extension BlockParser {
  /// Opens the blocks that begin on what is left of the line, then takes the rest as text.
  ///
  /// - Parameter matched: how many of the open containers the line continues.
  mutating func openBlocks(_ matched: Int) {
    var matched = matched
    while !line.isBlank {
      let interrupts = leaf.isParagraph && matched == containers.count
      if line.indent >= 4 {
        if leaf.isParagraph { break }
        openCode(matched)
        return
      }
      if openLeafBlock(matched, interrupts: interrupts) { return }
      // As in cmark-gfm, only an item whose marker is the first on its line can be a task.
      let isFirstOnLine = BlockStart.isBlank(bytes, lineStart, line.textOffset)
      if openItem(matched, interrupts: interrupts) {
        matched = containers.count
        if isFirstOnLine, takeTaskMarker() { break }
        continue
      }
      guard openQuote(matched) || openFootnote(matched) else { break }
      matched = containers.count
    }
    takeText(matched)
  }

  /// Adds the rest of the line to a table or paragraph, also to one whose containers the line does not
  /// continue (a lazy line), or begins a paragraph.
  private mutating func takeText(_ matched: Int) {
    if line.isBlank {
      if matched < containers.count { closeBlocks(past: matched) }
      return
    }
    if matched == containers.count {
      if case .table = leaf { return appendTableRow() }
      if leaf.isParagraph, openTable() { return }
    }
    if !leaf.isParagraph { openLeaf(.paragraph, .paragraph, matched) }
    segments.append(TextSegment(range: line.textOffset..<line.end))
  }

  // MARK: Containers

  private mutating func openQuote(_ matched: Int) -> Bool {
    guard line.textByte == ASCII.greater else { return false }
    closeBlocks(past: matched)
    closeList(in: matched)
    let start = line.textOffset
    takeQuoteMarker()
    quotes.append(containers.count)
    nonItems.append(containers.count)
    push(.quote, .quote(nil), at: start, width: 0)
    return true
  }

  private mutating func openFootnote(_ matched: Int) -> Bool {
    guard extensions.contains(.footnotes), line.textByte == ASCII.leftBracket,
      let footnote = BlockStart.footnote(bytes, at: line.textOffset, end: line.end)
    else { return false }
    closeBlocks(past: matched)
    closeList(in: matched)
    let start = line.textOffset
    line.advanceToText()
    line.advance(columns: footnote.end - start)
    line.advance(columns: line.indent)
    nonItems.append(containers.count)
    let label = String(decoding: bytes[footnote.label], as: UTF8.self)
    push(.footnote, .footnote(label: label), at: start, width: 0)
    return true
  }

  private mutating func openItem(_ matched: Int, interrupts: Bool) -> Bool {
    let start = line.textOffset
    guard let marker = BlockStart.listMarker(bytes, at: start, end: line.end) else { return false }
    if interrupts {
      let isEmpty = BlockStart.isBlank(bytes, start + marker.length, line.end)
      guard marker.startsAtOne, !isEmpty else { return false }
    }
    closeBlocks(past: matched)
    let indent = line.indent
    line.advanceToText()
    line.advance(columns: marker.length)
    let space = line.isBlank || line.indent > 4 ? min(line.indent, 1) : line.indent
    line.advance(columns: space)
    let width = indent + marker.length + max(space, 1)
    continueList(marker, at: start, in: matched)
    push(.item(width: width), .item(nil), at: start, width: width)
    return true
  }

  /// Opens a list for an item, unless one of its kind is open there.
  private mutating func continueList(_ marker: BlockStart.ListMarker, at start: Int, in depth: Int)
  {
    if let open = openLists[depth], case .list(let list) = records[open].block,
      list.marker == marker.character
    {
      return
    }
    closeList(in: depth)
    let list = MarkdownBlock.List(marker: marker.character, start: marker.number)
    openLists[depth] = begin(.list(list), at: start, in: depth)
  }

  private mutating func push(
    _ kind: Container.Kind, _ block: MarkdownBlock, at start: Int, width: Int
  ) {
    markContent()
    let before = containers.last?.widthToHere ?? 0
    let record = begin(block, at: start, in: containers.count)
    containers.append(Container(kind: kind, record: record, widthToHere: before + width))
    openLists.append(nil)
  }

  private mutating func markContent() {
    if !containers.isEmpty { containers[containers.count - 1].hasContent = true }
  }

  /// Takes the `[ ]` or `[x]` off with which the item that was just opened begins.
  private mutating func takeTaskMarker() -> Bool {
    let start = line.textOffset
    guard extensions.contains(.taskLists), line.indent < 4, start + 3 < line.end,
      bytes[start] == ASCII.leftBracket, bytes[start + 2] == ASCII.rightBracket,
      bytes[start + 3].isBlank
    else { return false }
    let isDone = bytes[start + 1] | 0x20 == UInt8(ascii: "x")
    guard isDone || bytes[start + 1] == ASCII.space else { return false }
    records[containers[containers.count - 1].record].block = .item(isDone ? .done : .open)
    line.advanceToText()
    line.advance(columns: 3)
    return true
  }

  // MARK: Leaves

  /// Closes what the line does not continue and opens a leaf.
  mutating func openLeaf(_ leaf: Leaf, _ block: MarkdownBlock, _ matched: Int) {
    closeBlocks(past: matched)
    closeList(in: matched)
    markContent()
    self.leaf = leaf
    leafRecord = begin(block, at: line.textOffset, in: matched)
    openSegments = segments.count
    openLines = lines.count
  }

  private mutating func openCode(_ matched: Int) {
    openLeaf(.indentedCode, .indentedCode(0..<0), matched)
    line.advance(columns: 4)
    lines.append(line.rest)
  }
}

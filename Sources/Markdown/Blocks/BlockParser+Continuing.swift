import Bedrock

extension BlockParser {
  /// Takes the prefixes off the line; the result is how many containers the line continues.
  mutating func matchContainers() -> Int {
    var index = 0
    var passed = 0
    // An empty line continues footnotes, too.
    let stops = line.end == lineStart ? quotes : nonItems
    while index < containers.count {
      if line.isBlank {
        while passed < stops.count, stops[passed] < index { passed += 1 }
        let stop = passed < stops.count ? stops[passed] : containers.count
        index = passItems(from: index, to: stop)
        guard index == stop, index < containers.count else { return index }
      }
      guard continues(containers[index].kind) else { return index }
      index += 1
    }
    return index
  }

  /// Whether the line continues a container, whose prefix is taken off.
  private mutating func continues(_ kind: Container.Kind) -> Bool {
    switch kind {
    case .quote:
      guard line.indent <= 3, line.textByte == ASCII.greater else { return false }
      takeQuoteMarker()
    case .item(let width):
      guard line.indent >= width else { return false }
      line.advance(columns: width)
    case .footnote:
      guard line.indent >= 4 else { return false }
      line.advance(columns: 4)
    }
    return true
  }

  /// Lets a blank line continue list items, all in one step; an item that is still empty ends.
  private mutating func passItems(from index: Int, to stop: Int) -> Int {
    var stop = stop
    if stop == containers.count, stop > index, containers[stop - 1].isItem,
      !containers[stop - 1].hasContent
    {
      stop -= 1
    }
    guard stop > index else { return index }
    let before = index > 0 ? containers[index - 1].widthToHere : 0
    line.advance(columns: min(line.indent, containers[stop - 1].widthToHere - before))
    return stop
  }

  mutating func takeQuoteMarker() {
    line.advanceToText()
    line.advance(columns: 1)
    if line.indent > 0 { line.advance(columns: 1) }
  }

  /// Gives the line to the open leaf, if that is a fence, code or HTML which it continues, or closes
  /// that leaf. The result is whether the line is done with.
  mutating func continueLeaf() -> Bool {
    switch leaf {
    case .fence:
      continueFence()
      return true
    case .html(let kind):
      if kind.endsAtBlankLine, line.isBlank { break }
      appendHTMLLine(kind)
      return true
    case .indentedCode:
      if line.isBlank || line.indent >= 4 {
        line.advance(columns: min(line.indent, 4))
        lines.append(line.rest)
        return true
      }
    case .table:
      if !line.isBlank, TableRow.cells(bytes, line.textOffset, line.end) != nil { return false }
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
      openFence = fence
      closeLeaf()
      return
    }
    if line.indent <= 3, line.textByte == fence.character {
      noteStrayFence(.insideFence, atLeast: fence.length)
    }
    line.advance(columns: min(line.indent, fence.indent))
    fence.lines.append(line.rest)
    openFence = fence
  }

  private mutating func appendHTMLLine(_ kind: HTMLBlockKind) {
    lines.append(line.rest)
    if kind.endsAtBlankLine { noteStrayFence(.insideHTML) }
    if kind.isEnded(by: bytes, line.textOffset, line.end) { closeLeaf() }
  }

  /// Notes that the line looks like the opening of a fence, if it does.
  ///
  /// A code span of three backticks that ends on its own line is none.
  mutating func noteStrayFence(_ reason: StrayFence.Reason, atLeast length: Int = 3) {
    let start = line.textOffset
    guard start < line.end, bytes[start] == ASCII.backtick || bytes[start] == ASCII.tilde else {
      return
    }
    let run = BlockStart.runEnd(bytes, at: start, end: line.end)
    guard run - start >= length else { return }
    var index = run
    while index < line.end {
      guard bytes[index] == ASCII.backtick else {
        index += 1
        continue
      }
      let end = BlockStart.runEnd(bytes, at: index, end: line.end)
      if end - index == run - start { return }
      index = end
    }
    strayFences.append(
      StrayFence(range: start..<line.end, reason: reason, length: run - start))
  }
}

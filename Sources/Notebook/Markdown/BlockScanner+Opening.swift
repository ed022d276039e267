extension BlockScanner {
  /// Opens the blocks that begin on what is left of the line, then takes the rest as text.
  ///
  /// - Parameter matched: how many of the open containers the line continues.
  mutating func openBlocks(_ matched: Int) {
    var matched = matched
    while !line.isBlank {
      let interrupts = leaf.isParagraph && matched == containers.count
      if line.indent >= 4 {
        if leaf.isParagraph { break }
        openLeaf(.indentedCode, matched)
        return
      }
      if openLeafBlock(matched, interrupts: interrupts) { return }
      guard openQuote(matched) || openItem(matched, interrupts: interrupts) else { break }
      matched = containers.count
    }
    takeText(matched)
  }

  /// Adds the rest of the line to a paragraph, also to one whose containers the line does not
  /// continue (a lazy line), or begins a paragraph.
  private mutating func takeText(_ matched: Int) {
    if line.isBlank {
      if matched < containers.count { closeBlocks(past: matched) }
      return
    }
    if !leaf.isParagraph { openLeaf(.paragraph, matched) }
    segments.append(line.textOffset..<line.end)
  }

  // MARK: Containers

  private mutating func openQuote(_ matched: Int) -> Bool {
    guard line.textByte == ASCII.greater else { return false }
    closeBlocks(past: matched)
    line.advanceToText()
    line.advance(columns: 1)
    if line.indent > 0 { line.advance(columns: 1) }
    quotes.append(containers.count)
    push(.quote, width: 0)
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
    push(.item(width: width), width: width)
    return true
  }

  private mutating func push(_ kind: Container.Kind, width: Int) {
    markContent()
    let before = containers.last?.widthToHere ?? 0
    containers.append(Container(kind: kind, widthToHere: before + width))
  }

  private mutating func markContent() {
    if !containers.isEmpty { containers[containers.count - 1].hasContent = true }
  }

  // MARK: Leaves

  private mutating func openLeaf(_ leaf: Leaf, _ matched: Int) {
    closeBlocks(past: matched)
    markContent()
    self.leaf = leaf
  }

  /// Opens a heading, fence, HTML block or thematic break.
  private mutating func openLeafBlock(_ matched: Int, interrupts: Bool) -> Bool {
    let start = line.textOffset
    let end = line.end
    switch line.textByte {
    case ASCII.hash:
      guard BlockStart.isHeading(bytes, at: start, end: end) else { return false }
      openLeaf(.none, matched)
      segments.append(start..<end)
      closeRun(isHTML: false)
      return true
    case ASCII.backtick, ASCII.tilde:
      guard let run = BlockStart.fence(bytes, at: start, end: end) else {
        noteLostFence(.backtick)
        return false
      }
      openFence(matched, opening: start..<run)
      return true
    case ASCII.less:
      return openHTML(matched)
    case ASCII.equals, ASCII.minus:
      if interrupts, closeHeading() { return true }
    default:
      break
    }
    guard isThematicBreak(at: start) else { return false }
    openLeaf(.none, matched)
    return true
  }

  private mutating func openHTML(_ matched: Int) -> Bool {
    guard
      let kind = HTMLBlockKind(
        bytes, at: line.textOffset, end: line.end, interruptsParagraph: leaf.isParagraph)
    else { return false }
    openLeaf(.html(kind), matched)
    segments.append(line.textOffset..<line.end)
    if kind.isEnded(by: bytes, line.textOffset, line.end) { closeLeaf() }
    return true
  }

  /// Makes a heading of the open paragraph, if the line underlines it and it is more than reference
  /// definitions.
  private mutating func closeHeading() -> Bool {
    guard BlockStart.isHeadingUnderline(bytes, at: line.textOffset, end: line.end) else {
      return false
    }
    takeDefinitions()
    guard segments.count > openSegments else { return false }
    closeRun(isHTML: false)
    leaf = .none
    return true
  }

  /// Three or more `*`, `-` or `_` and nothing else but blanks.
  private mutating func isThematicBreak(at start: Int) -> Bool {
    let character = bytes[start]
    guard
      character == ASCII.minus || character == ASCII.underscore || character == UInt8(ascii: "*"),
      start >= noBreakBefore
    else { return false }
    var count = 0
    for index in start..<line.end {
      if bytes[index] == character {
        count += 1
      } else if !bytes[index].isBlank {
        noBreakBefore = index
        return false
      }
    }
    if count < 3 { noBreakBefore = line.end }
    return count >= 3
  }

  // MARK: Fences

  private mutating func openFence(_ matched: Int, opening: Range<Int>) {
    let indent = line.indent
    openLeaf(.fence, matched)
    var info = opening.upperBound..<line.end
    while let first = info.first, bytes[first].isBlank { info.removeFirst() }
    while let last = info.last, bytes[last].isBlank { info.removeLast() }
    openFence = MarkdownFence(
      range: lineStart..<line.next, opening: opening, info: info, prefix: prefix(),
      indent: indent, character: bytes[opening.lowerBound])
  }

  /// Notes that the line looks like the opening of a `swiftlab` fence, if it does.
  ///
  /// A code span of three backticks that ends on its own line is none.
  mutating func noteLostFence(_ reason: LostFence.Reason, atLeast length: Int = 3) {
    let start = line.textOffset
    guard start < line.end, bytes[start] == ASCII.backtick || bytes[start] == ASCII.tilde else {
      return
    }
    let run = BlockStart.runEnd(bytes, at: start, end: line.end)
    var word = run
    while word < line.end, bytes[word].isBlank { word += 1 }
    guard run - start >= length, bytes[word..<line.end].starts(with: "swiftlab".utf8) else {
      return
    }
    var index = word
    while index < line.end {
      guard bytes[index] == ASCII.backtick else {
        index += 1
        continue
      }
      let end = BlockStart.runEnd(bytes, at: index, end: line.end)
      if end - index == run - start { return }
      index = end
    }
    lostFences.append(LostFence(range: start..<line.end, reason: reason))
  }

  /// The prefix of the containers as far as the cursor has come, and that of further lines.
  private func prefix() -> ContainerPrefix {
    var first = Array(bytes[lineStart..<line.offset])
    if line.isInsideTab {
      first.append(contentsOf: repeatElement(ASCII.space, count: line.columnsOfTab))
    }
    var rest: [UInt8] = []
    for container in containers {
      switch container.kind {
      case .quote: rest += [ASCII.greater, ASCII.space]
      case .item(let width): rest.append(contentsOf: repeatElement(ASCII.space, count: width))
      }
    }
    return ContainerPrefix(first: first, rest: rest)
  }
}

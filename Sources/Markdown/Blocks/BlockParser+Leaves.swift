import Bedrock

extension BlockParser {
  /// Opens a heading, fence, HTML block or thematic break.
  mutating func openLeafBlock(_ matched: Int, interrupts: Bool) -> Bool {
    let start = line.textOffset
    let end = line.end
    switch line.textByte {
    case ASCII.hash:
      guard let heading = BlockStart.heading(bytes, at: start, end: end) else { return false }
      openLeaf(.none, .heading(heading.level), matched)
      records[leafRecord].text = segments.count..<segments.count + 1
      segments.append(TextSegment(range: heading.text))
      openSegments = segments.count
      finish(leafRecord, at: BlockStart.trimmed(bytes, start..<end).upperBound)
      return true
    case ASCII.backtick, ASCII.tilde:
      guard let run = BlockStart.fence(bytes, at: start, end: end) else {
        noteStrayFence(.backtick)
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
    openLeaf(.none, .thematicBreak, matched)
    finish(leafRecord, at: BlockStart.trimmed(bytes, start..<end).upperBound)
    return true
  }

  private mutating func openHTML(_ matched: Int) -> Bool {
    guard
      let kind = HTMLBlockKind(
        bytes, at: line.textOffset, end: line.end, interruptsParagraph: leaf.isParagraph)
    else { return false }
    openLeaf(.html(kind), .html(0..<0), matched)
    lines.append(line.rest)
    if kind.isEnded(by: bytes, line.textOffset, line.end) { closeLeaf() }
    return true
  }

  /// Makes a heading of the open paragraph, if the line underlines it and it is more than reference
  /// definitions.
  private mutating func closeHeading() -> Bool {
    let end = line.end
    guard BlockStart.isHeadingUnderline(bytes, at: line.textOffset, end: end) else { return false }
    takeDefinitions()
    guard segments.count > openSegments else { return false }
    closeText(.heading(line.textByte == ASCII.equals ? 1 : 2))
    finish(leafRecord, at: BlockStart.trimmed(bytes, line.textOffset..<end).upperBound)
    leaf = .none
    return true
  }

  /// Three or more `*`, `-` or `_` and nothing else but blanks.
  private mutating func isThematicBreak(at start: Int) -> Bool {
    let character = bytes[start]
    guard
      character == ASCII.minus || character == ASCII.underscore || character == ASCII.star,
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
    openLeaf(.fence, .fence(0), matched)
    let info = BlockStart.trimmed(bytes, opening.upperBound..<line.end)
    openFence = MarkdownFence(
      range: lineStart..<line.next, opening: opening, info: info, prefix: prefix(),
      indent: indent, character: bytes[opening.lowerBound])
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
      case .footnote: rest.append(contentsOf: repeatElement(ASCII.space, count: 4))
      }
    }
    return ContainerPrefix(first: first, rest: rest)
  }
}

import Bedrock

extension BlockParser {
  mutating func closeLeaf() {
    switch leaf {
    case .fence: closeFence()
    case .paragraph: closeParagraph()
    case .html: closeLines(.html(openLines..<lines.count))
    case .indentedCode:
      while let last = lines.last, lines.count > openLines + 1, isBlank(last) { lines.removeLast() }
      closeLines(.indentedCode(openLines..<lines.count))
    case .table: finish(leafRecord)
    case .none: break
    }
    leaf = .none
  }

  private func isBlank(_ line: ContentLine) -> Bool {
    BlockStart.isBlank(bytes, line.range.lowerBound, line.range.upperBound)
  }

  private mutating func closeFence() {
    guard let fence = openFence else { return }
    openFence = nil
    records[leafRecord].block = .fence(fences.count)
    records[leafRecord].range = fence.opening.lowerBound..<fence.range.upperBound
    records[leafRecord].end = records.count
    contentEnd = max(contentEnd, fence.range.upperBound)
    fences.append(fence)
  }

  private mutating func closeLines(_ block: MarkdownBlock) {
    records[leafRecord].block = block
    finish(leafRecord, at: lines.last?.range.upperBound ?? contentEnd)
    openLines = lines.count
  }

  /// Ends the open paragraph; what it begins with may be reference definitions.
  private mutating func closeParagraph() {
    takeDefinitions()
    closeText(.paragraph)
  }

  /// Makes a block of the open paragraph's lines, or takes it away if none are left.
  mutating func closeText(_ block: MarkdownBlock) {
    guard openSegments < segments.count else {
      records.removeLast()
      return
    }
    let last = segments.count - 1
    let start = segments[openSegments].range.lowerBound
    records[leafRecord].block = block
    records[leafRecord].range = start..<start
    records[leafRecord].text = openSegments..<segments.count
    finish(leafRecord, at: segments[last].range.upperBound)
    openSegments = segments.count
  }

  /// Takes the link reference definitions off the open paragraph's beginning.
  ///
  /// The paragraph's record is the last one: it holds no blocks.
  mutating func takeDefinitions() {
    guard openSegments < segments.count, segments[openSegments].range.lowerBound < bytes.count,
      bytes[segments[openSegments].range.lowerBound] == ASCII.leftBracket
    else { return }
    let paragraph = FlatText(bytes, segments[openSegments...])
    let (taken, found) = definitions.take(from: paragraph)
    guard taken > 0 else { return }
    openSegments += paragraph.segmentCount(before: taken)
    var record = records.removeLast()
    for (range, link) in found {
      records.append(
        BlockRecord(
          block: .definition(link), range: range, end: records.count + 1,
          isBehindBlank: record.isBehindBlank))
      record.isBehindBlank = false
    }
    leafRecord = records.count
    records.append(record)
  }
}

import Bedrock

extension BlockParser {
  /// Makes a table of the open paragraph's last line, if the line gives it as many columns as that
  /// has cells.
  mutating func openTable() -> Bool {
    guard extensions.contains(.tables), line.indent < 4, let header = segments.last?.range,
      openSegments < segments.count,
      let columns = TableRow.alignments(bytes, line.textOffset, line.end),
      let cells = TableRow.cells(bytes, header.lowerBound, header.upperBound),
      cells.count == columns.count
    else { return false }
    segments.removeLast()
    let isBehindBlank = records[leafRecord].isBehindBlank
    let stands = openSegments < segments.count
    closeLeaf()
    leaf = .table
    leafRecord = records.count
    records.append(
      BlockRecord(
        block: .table, range: header.lowerBound..<header.lowerBound,
        isBehindBlank: !stands && isBehindBlank))
    alignments = columns
    appendRow(cells, header, isHeader: true)
    return true
  }

  mutating func appendTableRow() {
    let range = line.textOffset..<line.end
    guard let cells = TableRow.cells(bytes, range.lowerBound, range.upperBound) else { return }
    appendRow(cells, range, isHeader: false)
  }

  /// A row has as many cells as the table has columns; what a line has more is passed over.
  private mutating func appendRow(_ cells: [Range<Int>], _ range: Range<Int>, isHeader: Bool) {
    let row = records.count
    let end = BlockStart.trimmed(bytes, range).upperBound
    records.append(BlockRecord(block: .row(isHeader: isHeader), range: range.lowerBound..<end))
    for (cell, alignment) in zip(cells, alignments) { appendCell(cell, alignment) }
    for alignment in alignments.dropFirst(cells.count) where cellBudget > 0 {
      cellBudget -= 1
      appendCell(end..<end, alignment)
    }
    finish(row, at: end)
  }

  private mutating func appendCell(_ range: Range<Int>, _ alignment: MarkdownBlock.Alignment?) {
    let first = segments.count
    appendSegments(range)
    records.append(
      BlockRecord(
        block: .cell(alignment), range: range, end: records.count + 1,
        text: first..<segments.count))
    openSegments = segments.count
  }

  /// The text of a cell: of `\|` only the bar is left, in code, too.
  private mutating func appendSegments(_ range: Range<Int>) {
    var start = range.lowerBound
    for index in range where bytes[index] == ASCII.backslash {
      guard index + 1 < range.upperBound, bytes[index + 1] == ASCII.bar else { continue }
      segments.append(TextSegment(range: start..<index, endsLine: false))
      start = index + 1
    }
    segments.append(TextSegment(range: start..<range.upperBound, endsLine: false))
  }
}

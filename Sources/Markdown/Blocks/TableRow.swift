import Bedrock

/// Reads the lines of tables as GitHub writes them.
enum TableRow {
  /// The cells of a row, without the blanks at their ends; `nil` for a line that has none.
  ///
  /// A bar behind a backslash parts no cells.
  static func cells(_ bytes: [UInt8], _ start: Int, _ end: Int) -> [Range<Int>]? {
    var index = afterBar(bytes, start, end)
    var cells: [Range<Int>] = []
    while index < end {
      let cell = index
      while index < end,
        bytes[index] != ASCII.bar || index > cell && bytes[index - 1] == ASCII.backslash
      {
        index += 1
      }
      if index == end, isBlank(bytes, cell, end) { break }
      cells.append(trimmed(bytes, cell..<index))
      guard cells.count <= 0xFFFF else { return nil }
      index = afterBar(bytes, index, end)
    }
    return cells.isEmpty ? nil : cells
  }

  /// The columns that a line of hyphens and colons under a table's head gives; `nil` for another line.
  static func alignments(_ bytes: [UInt8], _ start: Int, _ end: Int) -> [MarkdownBlock.Alignment?]?
  {
    for index in start..<end where !isRuleByte(bytes[index]) { return nil }
    guard let cells = cells(bytes, start, end) else { return nil }
    var alignments: [MarkdownBlock.Alignment?] = []
    for cell in cells {
      guard let first = cell.first, let last = cell.last else { return nil }
      let (left, right) = (bytes[first] == ASCII.colon, bytes[last] == ASCII.colon)
      let dashes = cell.dropFirst(left ? 1 : 0).dropLast(right ? 1 : 0)
      guard !dashes.isEmpty, dashes.allSatisfy({ bytes[$0] == ASCII.minus }) else { return nil }
      alignments.append(left && right ? .center : left ? .left : right ? .right : nil)
    }
    return alignments
  }

  private static func isRuleByte(_ byte: UInt8) -> Bool {
    byte == ASCII.minus || byte == ASCII.bar || byte == ASCII.colon || isSpace(byte)
  }

  private static func afterBar(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
    guard start < end, bytes[start] == ASCII.bar else { return start }
    var index = start + 1
    while index < end, isSpace(bytes[index]) { index += 1 }
    return index
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte.isBlank || byte == 0x0B || byte == 0x0C
  }

  private static func isBlank(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    trimmed(bytes, start..<end).isEmpty
  }

  private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isSpace(bytes[start]) { start += 1 }
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
  }
}

import Bedrock

/// Breaks Markdown prose into lines that a pager and a diff can show.
///
/// Law: a CommonMark or GFM reader finds the same paragraphs with the same text. A line is broken only
/// at a single blank of the text, never inside of code, math, a tag or a link's destination, and only where neither the end of the one line nor the
/// start of the next is taken for a mark.
package enum ProseWrap {
  /// The lines of one line of prose, each of at most `columns` columns where its words allow it.
  ///
  /// - Parameter indent: the blanks that keep the later lines inside the list item of the first.
  package static func lines(_ line: String, columns: Int, indent: Int = 0) -> [String] {
    guard ColumnWidth.of(line) > columns else { return [line] }
    let document = MarkdownDocument(line)
    return lines(document, 0..<document.bytes.count, breaks(of: document)[...], columns, indent)
  }

  /// The lines of a page, with its paragraphs broken; what else stands there stays as it is.
  package static func page(_ lines: [String], columns: Int) -> [String] {
    let text = Array(lines.joined(separator: "\n").utf8)
    let document = MarkdownDocument(text, from: proseStart(lines))
    let breaks = breaks(of: document)
    let prose = proseLines(of: document)
    var next = 0
    var start = 0
    return lines.flatMap { line -> [String] in
      let range = start..<start + line.utf8.count
      start = range.upperBound + 1
      while next < prose.count, prose[next] < range.lowerBound { next += 1 }
      guard next < prose.count, prose[next] < range.upperBound, ColumnWidth.of(line) > columns
      else {
        return [line]
      }
      return Self.lines(document, range, breaks[...], columns, prose[next] - range.lowerBound)
    }
  }

  private static func lines(
    _ document: MarkdownDocument, _ range: Range<Int>, _ breaks: ArraySlice<Int>, _ columns: Int,
    _ indent: Int
  ) -> [String] {
    var words: [String] = []
    var start = range.lowerBound
    let inside = breaks[lowerBound(breaks, start)...].prefix { $0 < range.upperBound }
    for end in inside + [range.upperBound] {
      words.append(String(decoding: document.bytes[start..<end], as: UTF8.self))
      start = end + 1
    }
    return LineFilling.filled(words, columns: columns, indent: indent) {
      mayEnd($0) && mayBegin($1)
    }
  }

  private static func lowerBound(_ offsets: ArraySlice<Int>, _ value: Int) -> Int {
    var (low, high) = (offsets.startIndex, offsets.endIndex)
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // MARK: - Places

  /// The single blanks of a document's plain text, in order.
  private static func breaks(of document: MarkdownDocument) -> [Int] {
    let bytes = document.bytes
    var breaks: [Int] = []
    for node in document.nodes {
      guard case .text = node.inline else { continue }
      for index in node.range where bytes[index] == ASCII.space {
        guard index > 0, index + 1 < bytes.count, bytes[index - 1] != ASCII.space,
          bytes[index - 1] != ASCII.backslash, bytes[index + 1] != ASCII.space
        else { continue }
        breaks.append(index)
      }
    }
    return breaks
  }

  /// Where the lines of prose begin behind their blanks and list markers: of paragraphs that stand in
  /// no quote and no footnote.
  private static func proseLines(of document: MarkdownDocument) -> [Int] {
    var starts: [Int] = []
    var quoteEnd = 0
    for (index, node) in document.nodes.enumerated() where index >= quoteEnd {
      switch node.block {
      case .quote, .footnote: quoteEnd = node.end
      case .paragraph:
        starts.append(node.range.lowerBound)
        for offset in node.range where document.bytes[offset] == ASCII.newline {
          starts.append(afterBlanks(document.bytes, offset + 1))
        }
      default: break
      }
    }
    return starts
  }

  private static func afterBlanks(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] == ASCII.space { index += 1 }
    return index
  }

  /// The offset behind the front matter, if the page begins with one.
  private static func proseStart(_ lines: [String]) -> Int {
    guard lines.first == "---", let close = lines.dropFirst().firstIndex(of: "---") else {
      return 0
    }
    return lines[...close].reduce(0) { $0 + $1.utf8.count + 1 }
  }

  // MARK: - Ends

  /// Whether a line may end here: a backslash at its end would be a line break, marks alone a rule or a
  /// heading's line, a tag alone HTML.
  private static func mayEnd(_ line: String) -> Bool {
    guard line.utf8.last != ASCII.backslash else { return false }
    let text = withoutMarkers(Array(line.utf8)[...])
    guard let first = text.first, let last = text.last else { return false }
    if first == ASCII.less, last == ASCII.greater { return false }
    return !text.allSatisfy { "-_*=+#|: ".utf8.contains($0) }
  }

  /// A line without the blanks, bullets and numbers that begin list items.
  private static func withoutMarkers(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line.drop { $0 == ASCII.space }
    while let first = line.first,
      let marker = BlockStart.listMarker(Array(line), at: 0, end: line.count),
      first.isDigit || marker.length < line.count
    {
      line = line.dropFirst(marker.length).drop { $0 == ASCII.space }
    }
    return line
  }

  /// Whether a line that begins with a word is still the same paragraph.
  ///
  /// The word may hold further ones behind several blanks; only its beginning counts.
  private static func mayBegin(_ word: String) -> Bool {
    let bytes = Array(word.utf8.prefix { $0 != ASCII.space })
    guard let first = bytes.first else { return false }
    switch first {
    case UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "|"), UInt8(ascii: ":"): return false
    // What begins with a value may come to begin with a mark, and would need an escape.
    case UInt8(ascii: "&"): return false
    case UInt8(ascii: "`") where word.utf8.starts(with: "`{swiftlab} ".utf8): return false
    case UInt8(ascii: "#"), UInt8(ascii: "="): return bytes.contains { $0 != first }
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "_"):
      return bytes.contains { $0 != first }
    case UInt8(ascii: "`"), UInt8(ascii: "~"):
      return bytes.prefix { $0 == first }.count < 3
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      let rest = bytes.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      return rest != [UInt8(ascii: ".")] && rest != [UInt8(ascii: ")")]
    default: return true
    }
  }
}

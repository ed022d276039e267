import Bedrock

/// Breaks Markdown prose into lines that a pager and a diff can show.
///
/// Law: a CommonMark or GFM reader finds the same paragraphs with the same text. A line is broken only
/// at a single blank, never inside a code span, and only where neither the end of the one line nor the
/// start of the next is taken for a mark.
package enum ProseWrap {
  /// The lines of one line of prose, each of at most `columns` columns where its words allow it.
  ///
  /// - Parameter indent: the blanks that keep the later lines inside the list item of the first.
  package static func lines(_ line: String, columns: Int, indent: Int = 0) -> [String] {
    guard ColumnWidth.of(line) > columns else { return [line] }
    return TextWrap.filled(words(of: line), columns: columns, indent: indent) {
      mayEnd($0) && mayBegin($1)
    }
  }

  /// The lines of a page, with its paragraphs and list items broken; fences, tables, headings, comments
  /// and front matter stay as they are.
  package static func page(_ lines: [String], columns: Int) -> [String] {
    var fence: String?
    var isInFrontMatter = lines.first == "---"
    return lines.enumerated().flatMap { index, line -> [String] in
      if isInFrontMatter {
        isInFrontMatter = index == 0 || line != "---"
        return [line]
      }
      let marks = fenceMarks(line)
      if let open = fence {
        if let marks, marks.utf8.starts(with: open.utf8) { fence = nil }
        return [line]
      }
      if let marks {
        fence = marks
        return [line]
      }
      guard let indent = proseIndent(line) else { return [line] }
      return Self.lines(line, columns: columns, indent: indent)
    }
  }

  // MARK: - Words

  /// What stands between single blanks; a code span is one word.
  private static func words(of line: String) -> [String] {
    let bytes = Array(line.utf8)
    var words: [String] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "`"): index = spanEnd(bytes, from: index)
      case blank where isSingle(at: index, in: bytes):
        words.append(String(decoding: bytes[start..<index], as: UTF8.self))
        index += 1
        start = index
      default: index += 1
      }
    }
    return words + [String(decoding: bytes[start...], as: UTF8.self)]
  }

  private static let blank = UInt8(ascii: " ")

  private static func isSingle(at index: Int, in bytes: [UInt8]) -> Bool {
    index > 0 && index + 1 < bytes.count && bytes[index - 1] != blank && bytes[index + 1] != blank
  }

  /// Where the code span that begins at an index ends, or the end of its backticks if it is none.
  private static func spanEnd(_ bytes: [UInt8], from start: Int) -> Int {
    let tick = UInt8(ascii: "`")
    let open = bytes[start...].prefix { $0 == tick }.count
    var index = start + open
    while index < bytes.count {
      let run = bytes[index...].prefix { $0 == tick }.count
      if run == open { return index + run }
      index += max(1, run)
    }
    return start + open
  }

  /// A backslash at a line's end would be a line break.
  private static func mayEnd(_ line: String) -> Bool {
    line.utf8.last != UInt8(ascii: "\\")
  }

  /// Whether a line that begins with a word is still the same paragraph.
  private static func mayBegin(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    guard let first = bytes.first else { return false }
    switch first {
    case UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "|"), UInt8(ascii: ":"): return false
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

  // MARK: - Pages

  /// The marks with which a line opens or closes a fence.
  private static func fenceMarks(_ line: String) -> String? {
    let text = line.utf8.drop { $0 == blank }
    guard let first = text.first, first == UInt8(ascii: "`") || first == UInt8(ascii: "~") else {
      return nil
    }
    let marks = text.prefix { $0 == first }
    return marks.count < 3 ? nil : String(decoding: marks, as: UTF8.self)
  }

  /// How far the later lines of a line of prose are indented; `nil` for a line that is none.
  private static func proseIndent(_ line: String) -> Int? {
    let bytes = Array(line.utf8)
    let margin = bytes.prefix { $0 == blank }.count
    let text = bytes.dropFirst(margin)
    guard let first = text.first, margin < 4 else { return nil }
    if "#|<>".utf8.contains(first) { return nil }
    return margin + markerWidth(text)
  }

  /// The columns of a list item's mark and the blank behind it.
  private static func markerWidth(_ text: ArraySlice<UInt8>) -> Int {
    let digits = text.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
    let mark = text.dropFirst(digits).first
    let isMark = digits > 0 ? mark == UInt8(ascii: ".") : mark == UInt8(ascii: "-")
    let isItem = isMark && text.dropFirst(digits + 1).first == blank
    return isItem ? digits + 2 : 0
  }
}

import Bedrock

/// Breaks prose into lines.
enum TextWrap {
  /// The lines of a text with at most `width` columns, each behind `indent` blanks; line breaks and
  /// what is indented stay.
  static func lines(_ text: String, width: Int = 80, indent: Int = 0) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let line = String(Substring(line))
      if line.utf8.first == UInt8(ascii: " ") {
        lines.append(margin + line)
      } else {
        lines += wrapped(line, columns: max(20, width - indent)).map {
          $0.isEmpty ? "" : margin + $0
        }
      }
    }
    return lines
  }

  /// The lines of one line of text, with at most as many columns each as its words allow.
  static func wrapped(_ line: String, columns: Int) -> [String] {
    let words = line.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
    return LineFilling.filled(words, columns: columns)
  }
}

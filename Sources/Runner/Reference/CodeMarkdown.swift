import Figures

/// Markdown for texts in which backticks mark code, as in the help texts of parameters.
enum CodeMarkdown {
  /// Text inside a line: what stands between backticks is code, all else is text.
  static func inline(_ text: String) -> String {
    let parts = text.utf8.split(separator: UInt8(ascii: "`"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    // A backtick without its partner is a character.
    guard parts.count % 2 == 1 else { return MarkdownEscape.inline(text) }
    return parts.enumerated().map { index, part in
      index % 2 == 0 ? MarkdownEscape.inline(part) : CodeSpanText.span(part)
    }.joined()
  }

  /// The same in a table's cell.
  static func cell(_ text: String) -> String {
    let parts = text.utf8.split(separator: UInt8(ascii: "`"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    guard parts.count % 2 == 1 else { return MarkdownEscape.cell(text) }
    return parts.enumerated().map { index, part in
      index % 2 == 0 ? MarkdownEscape.cellPart(part) : code(part)
    }.joined()
  }

  /// Code in a table's cell, where a bar ends the cell even inside of code.
  static func code(_ text: String) -> String {
    let span = CodeSpanText.span(text)
    guard span.utf8.contains(UInt8(ascii: "|")) else { return span }
    var bytes: [UInt8] = []
    for byte in span.utf8 {
      if byte == UInt8(ascii: "|") { bytes.append(UInt8(ascii: "\\")) }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Text in which parameters stand in quotes, as in errors: `'q='` becomes code, an apostrophe stays.
  static func quotedAsCode(_ text: String) -> String {
    let parts = text.utf8.split(separator: UInt8(ascii: "'"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    var out = ""
    var isOpen = false
    for (index, part) in parts.enumerated() {
      let isParameter =
        !isOpen && index > 0 && index < parts.count - 1 && part.utf8.contains(UInt8(ascii: "="))
        && !part.utf8.contains(UInt8(ascii: " "))
      if isParameter {
        out += CodeSpanText.span(part)
      } else {
        out += (index > 0 && !isOpen ? "'" : "") + MarkdownEscape.inline(part)
      }
      isOpen = isParameter
    }
    return out
  }

  /// The words of `relu | gelu`, each as code: a bar would have to be escaped in a cell.
  static func words(_ allowed: String) -> String {
    let parts = allowed.utf8.split(separator: UInt8(ascii: "|")).map { part in
      var word = Substring(part)
      while word.utf8.first == UInt8(ascii: " ") { word = Substring(word.utf8.dropFirst()) }
      while word.utf8.last == UInt8(ascii: " ") { word = Substring(word.utf8.dropLast()) }
      return code(String(word))
    }
    return parts.joined(separator: ", ")
  }

  /// A table whose cells are Markdown already.
  static func table(_ headers: [String], _ rows: [[String]]) -> [String] {
    let rule = headers.map { _ in "---" }
    return ([headers, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
  }

  /// Text in a fence of its own.
  static func fence(_ text: String, info: String) -> [String] {
    TextFence.lines(
      text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        .map { String(Substring($0)) }, info: info)
  }
}

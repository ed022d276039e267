import Bedrock

/// Plain text made safe for Markdown.
///
/// Law: whatever the text, a CommonMark or GFM reader shows it as text. It opens no fence, list,
/// heading, quote, table, comment, tag, link, emphasis or formula.
///
/// A report is read in a pager as well, so nothing is escaped that no reader of Markdown could take for
/// a mark: `[0.98, 0.02]`, `a < b` and `<|endoftext|>` stay as they are.
package enum MarkdownEscape {
  /// The lines of one or more paragraphs; an empty line parts them.
  package static func paragraph(_ text: String) -> [String] {
    var lines: [String] = []
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let escaped = escapedLine(String(Substring(line)))
      if escaped.isEmpty, lines.last?.isEmpty ?? true { continue }
      lines.append(escaped)
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// A line by itself: what would begin a block is escaped, too, and blanks at its ends go.
  static func escapedLine(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\t")) else {
      return escapedTrimmedLine(trimmed(text))
    }
    let spaced = text.utf8.map { $0 == UInt8(ascii: "\t") ? UInt8(ascii: " ") : $0 }
    return escapedTrimmedLine(trimmed(String(decoding: spaced, as: UTF8.self)))
  }

  private static func escapedTrimmedLine(_ text: String) -> String {
    // Bars make a table only above a line that holds nothing but bars, colons and hyphens.
    let mayRule = text.utf8.allSatisfy { "|:- ".utf8.contains($0) }
    return escapedLineStart(inline(text, escapesBars: mayRule, mayBeginLine: true))
  }

  /// A table's cell: it stays on one line.
  package static func cell(_ text: String) -> String { cellPart(trimmed(text)) }

  /// A part of a cell, which keeps the blanks at its ends.
  static func cellPart(_ text: String) -> String {
    inline(text, escapesBars: true, mayBeginLine: false)
  }

  /// Text that stands inside a line, or at its start.
  package static func inline(_ text: String) -> String {
    inline(text, escapesBars: true, mayBeginLine: true)
  }

  private static func inline(_ text: String, escapesBars: Bool, mayBeginLine: Bool) -> String {
    let text = VisibleText.line(text)
    guard text.utf8.contains(where: mayMarkUp) || holdsBareLink(text) else { return text }
    let scalars = Array(text.unicodeScalars)
    var out = String.UnicodeScalarView()
    /// The end of a list whose brackets can be no link's.
    var listEnd = 0
    for (index, scalar) in scalars.enumerated() {
      let before = index > 0 ? scalars[index - 1] : nil
      let after = index + 1 < scalars.count ? scalars[index + 1] : nil
      switch scalar {
      case "`", "$": out.append("\\")
      case "|" where escapesBars: out.append("\\")
      case "\\":
        if after.map(isPunctuation) ?? true { out.append("\\") }
      case "[", "]":
        if index >= listEnd, scalar == "[",
          let end = ListBrackets.end(
            scalars, at: index, beginsLine: mayBeginLine && index == 0)
        {
          listEnd = end
        }
        if index >= listEnd { out.append("\\") }
      case "*", "~":
        if !(before == " " && after == " ") { out.append("\\") }
      case "_":
        // Inside a word, as in `o200k_base`, it emphasizes nothing.
        if !(isWord(before) && isWord(after)) { out.append("\\") }
      case "<":
        if after.map(mayBeginTag) ?? true { out.append("\\") }
      case "/" where before == ":" && after == "/":
        // GFM makes a link of "http://…" up to the next blank, with the escapes in it.
        out.append("\\")
      case "." where index >= 3 && scalars[index - 3..<index].allSatisfy({ $0 == "w" }):
        out.append("\\")
      case "&" where after == "#" || isWord(after):
        out.append(contentsOf: "&amp;".unicodeScalars)
        continue
      default: break
      }
      out.append(scalar)
    }
    return String(out)
  }

  /// Escapes what would begin a block at the start of a line that is escaped otherwise.
  static func escapedLineStart(_ line: String) -> String {
    guard let first = line.utf8.first, first < 0x41 else { return line }
    let bytes = Array(line.utf8)
    let second = bytes.count > 1 ? bytes[1] : UInt8(ascii: " ")
    switch first {
    case UInt8(ascii: "#"), UInt8(ascii: ">"), UInt8(ascii: "="): return "\\" + line
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      return second == UInt8(ascii: " ") || second == first ? "\\" + line : line
    case UInt8(ascii: ":"): return second == UInt8(ascii: "-") ? "\\" + line : line
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      let digits = bytes.prefix { isDigit($0) }.count
      guard digits < bytes.count else { return line }
      let mark = bytes[digits]
      guard mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")"),
        digits + 1 == bytes.count || bytes[digits + 1] == UInt8(ascii: " ")
      else { return line }
      return String(decoding: bytes[..<digits], as: UTF8.self) + "\\"
        + String(decoding: bytes[digits...], as: UTF8.self)
    default: return line
    }
  }

  /// Whether GFM could take a part of a text for a link, though no mark is around it.
  private static func holdsBareLink(_ text: String) -> Bool {
    var before: (UInt8, UInt8, UInt8) = (0, 0, 0)
    let (colon, slash, letter) = (UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "w"))
    for byte in text.utf8 {
      if byte == slash, before.2 == slash, before.1 == colon { return true }
      if byte == UInt8(ascii: "."), before == (letter, letter, letter) { return true }
      before = (before.1, before.2, byte)
    }
    return false
  }

  /// Whether a byte is one that a text may have to escape.
  private static func mayMarkUp(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "["),
      UInt8(ascii: "]"), UInt8(ascii: "|"), UInt8(ascii: "~"), UInt8(ascii: "$"),
      UInt8(ascii: "_"), UInt8(ascii: "<"), UInt8(ascii: "&"):
      true
    default: false
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    ("!"..."/").contains(scalar) || (":"..."@").contains(scalar) || ("["..."`").contains(scalar)
      || ("{"..."~").contains(scalar)
  }

  /// Whether a tag, an autolink, a comment or a declaration may begin with `<` and this.
  private static func mayBeginTag(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "/" || scalar == "!" || scalar == "?" || ("a"..."z").contains(scalar)
      || ("A"..."Z").contains(scalar)
  }

  private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return ("0"..."9").contains(scalar) || ("a"..."z").contains(scalar)
      || ("A"..."Z").contains(scalar)
  }

  private static func trimmed(_ text: String) -> String {
    let space = UInt8(ascii: " ")
    guard text.utf8.first == space || text.utf8.last == space else { return text }
    var bytes = Substring(text).utf8
    while bytes.first == space { bytes.removeFirst() }
    while bytes.last == space { bytes.removeLast() }
    return String(Substring(bytes))
  }
}

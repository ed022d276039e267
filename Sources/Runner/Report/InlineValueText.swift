/// An inline expression's value as it stands in the prose.
///
/// What stands around it is the author's; nothing in the value may join with that to markup.
enum InlineValueText {
  /// - Parameters:
  ///   - atLineStart: whether a list or heading could begin here.
  ///   - preceding: the byte before the value, 0 at the start.
  ///   - following: the byte of the prose behind the value, 0 at the end.
  static func text(
    _ value: String, atLineStart: Bool, after preceding: UInt8, before following: UInt8
  ) -> String {
    if value.isEmpty { return "\"\"" }
    var text = MarkdownEscape.inline(value)
    if text.utf8.first == UInt8(ascii: "["),
      preceding == UInt8(ascii: "]") || preceding == UInt8(ascii: "!")
    {
      text = "\\" + text
    }
    if text.utf8.last == UInt8(ascii: "]"), ListBrackets.opensLink(Unicode.Scalar(following)),
      !text.utf8.dropLast().suffix(1).elementsEqual("\\".utf8)
    {
      text = dropLast(text) + "\\]"
    }
    if text.utf8.last == UInt8(ascii: "!") { text = dropLast(text) + "\\!" }
    if text.utf8.last == UInt8(ascii: "&") { text += "amp;" }
    // Two blanks at a line's end would break it.
    if following == 0 || following == UInt8(ascii: "\n") || following == UInt8(ascii: "\r") {
      text = withoutBlanks(text, atStart: false)
    }
    guard atLineStart else { return text }
    // Four blanks at a line's start would make code of it, and fewer hide what begins a block.
    text = withoutBlanks(text, atStart: true)
    if text.isEmpty { return "&#32;" }
    let isNumber = text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    if isNumber, following == UInt8(ascii: ".") || following == UInt8(ascii: ")") {
      // "3" in front of ". " would be a list's third item.
      return "&#\(text.utf8.first ?? 0x30);" + String(Substring(text.utf8.dropFirst()))
    }
    return MarkdownEscape.escapedLineStart(text)
  }

  private static func withoutBlanks(_ text: String, atStart: Bool) -> String {
    var bytes = Substring(text).utf8
    if atStart {
      while bytes.first == UInt8(ascii: " ") { bytes.removeFirst() }
    } else {
      while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    }
    return String(Substring(bytes))
  }

  private static func dropLast(_ text: String) -> String {
    String(Substring(text.utf8.dropLast()))
  }
}

import Bedrock

/// The seven kinds of HTML block of CommonMark 0.31, section 4.6, by their number there.
enum HTMLBlockKind: Int {
  /// `<script>`, `<pre>`, `<style>`, `<textarea>`, to the line with an end tag of one of them.
  case rawText = 1
  case comment, instruction, declaration, characterData
  /// A tag of a known block element, to a blank line.
  case blockTag
  /// Any other whole tag alone on its line, to a blank line; it breaks off no paragraph.
  case anyTag

  var endsAtBlankLine: Bool { self == .blockTag || self == .anyTag }

  /// The kind of HTML block that begins with the `<` at `start`.
  init?(_ bytes: [UInt8], at start: Int, end: Int, interruptsParagraph: Bool) {
    let next = start + 1 < end ? bytes[start + 1] : 0
    if next == ASCII.exclamation {
      if Self.matches("<!--", bytes, start, end) {
        self = .comment
        return
      }
      if Self.matches("<![CDATA[", bytes, start, end) {
        self = .characterData
        return
      }
      guard start + 2 < end, bytes[start + 2].isLetter else { return nil }
      self = .declaration
      return
    }
    if next == ASCII.question {
      self = .instruction
      return
    }
    if let kind = Self.tagKind(bytes, at: start, end: end) {
      self = kind
      return
    }
    guard !interruptsParagraph, Self.isWholeTag(bytes, at: start, end: end) else { return nil }
    self = .anyTag
  }

  /// Whether a line's text has what ends the block; blank lines are looked at elsewhere.
  func isEnded(by bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    switch self {
    case .rawText:
      return Self.rawTextElements.contains { Self.contains("</" + $0 + ">", bytes, start, end) }
    case .comment: return Self.contains("-->", bytes, start, end)
    case .instruction: return Self.contains("?>", bytes, start, end)
    case .declaration: return Self.contains(">", bytes, start, end)
    case .characterData: return Self.contains("]]>", bytes, start, end)
    case .blockTag, .anyTag: return false
    }
  }

  private static func tagKind(_ bytes: [UInt8], at start: Int, end: Int) -> HTMLBlockKind? {
    let isClosing = start + 1 < end && bytes[start + 1] == ASCII.slash
    let nameStart = start + (isClosing ? 2 : 1)
    var index = nameStart
    while index < end, bytes[index].isAlphanumeric, index - nameStart < 16 { index += 1 }
    guard index > nameStart else { return nil }
    let name = String(decoding: bytes[nameStart..<index].map(\.lowercased), as: UTF8.self)
    let byte = index < end ? bytes[index] : ASCII.newline
    let endsName = byte.isWhitespace || byte == ASCII.greater
    if !isClosing, endsName, rawTextElements.contains(name) { return .rawText }
    let endsEmptyTag =
      byte == ASCII.slash && index + 1 < end && bytes[index + 1] == ASCII.greater
    return (endsName || endsEmptyTag) && blockElements.contains(name) ? .blockTag : nil
  }

  private static func isWholeTag(_ bytes: [UInt8], at start: Int, end: Int) -> Bool {
    guard let tag = HTMLTag(bytes, at: start, end: end) else { return false }
    return BlockStart.isBlank(bytes, tag.end, end)
  }

  /// Whether the bytes continue with an ASCII text.
  private static func matches(
    _ text: String, _ bytes: [UInt8], _ start: Int, _ end: Int, ignoringCase: Bool = false
  ) -> Bool {
    guard start + text.utf8.count <= end else { return false }
    var index = start
    for byte in text.utf8 {
      guard byte == (ignoringCase ? bytes[index].lowercased : bytes[index]) else { return false }
      index += 1
    }
    return true
  }

  /// Whether a text in lower case occurs in the bytes, in any case.
  private static func contains(_ text: String, _ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    guard let first = text.utf8.first else { return true }
    for index in start..<end where bytes[index] == first {
      if matches(text, bytes, index, end, ignoringCase: true) { return true }
    }
    return false
  }

  private static let rawTextElements = ["script", "pre", "style", "textarea"]

  private static let blockElements: Set<String> = [
    "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center",
    "col", "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5",
    "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link", "main", "menu",
    "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p", "param", "search", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "track", "ul",
  ]
}

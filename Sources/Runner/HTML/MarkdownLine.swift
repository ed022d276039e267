/// One line of Markdown, and what it begins.
struct MarkdownLine {
  let text: String
  private let bytes: [UInt8]
  /// Columns of space before the first character; a tab goes to the next multiple of four.
  let indent: Int
  /// Where the first character stands.
  private let start: Int

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
    var (column, index) = (0, 0)
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: " ") {
        column += 1
      } else if bytes[index] == UInt8(ascii: "\t") {
        column += 4 - column % 4
      } else {
        break
      }
      index += 1
    }
    indent = column
    start = index
  }

  struct Fence {
    var character: UInt8
    var length: Int
    var indent: Int
    var info: String
  }

  struct Marker {
    /// `-`, `+`, `*`, `.` or `)`.
    var character: UInt8
    /// Of an ordered list.
    var number: Int?
    /// The columns that keep a line in the item.
    var width: Int
    /// Where the item's text begins.
    var textStart: Int

    func isLike(_ other: Marker) -> Bool {
      character == other.character && (number == nil) == (other.number == nil)
    }
  }

  enum HTMLEnd {
    case blankLine
    /// The line that holds this.
    case text(String)
  }

  enum Kind {
    case blank, indented, rule, quote, text
    case fence(Fence)
    case heading(level: Int, text: String)
    case item(Marker)
    case html(HTMLEnd)
  }

  var isBlank: Bool { start == bytes.count }
  private var rest: ArraySlice<UInt8> { bytes[start...] }
  private var first: UInt8 { start < bytes.count ? bytes[start] : 0 }

  var kind: Kind {
    if isBlank { return .blank }
    if indent >= 4 { return .indented }
    if let fence { return .fence(fence) }
    if let heading { return heading }
    if isRule { return .rule }
    if first == UInt8(ascii: ">") { return .quote }
    if let marker { return .item(marker) }
    if let end = htmlEnd { return .html(end) }
    return .text
  }

  /// Whether the line is text that a paragraph may go on from.
  var isParagraphText: Bool {
    switch kind {
    case .text: true
    case .quote: withoutQuoteMark?.isParagraphText ?? false
    case .item(let marker): removingMarker(marker).isParagraphText
    default: false
    }
  }

  /// Whether the line goes on with a paragraph above it.
  var continuesParagraph: Bool {
    switch kind {
    case .blank, .fence, .heading, .rule, .quote: false
    case .indented, .text: true
    case .item(let marker): marker.textStart >= bytes.count || (marker.number ?? 1) != 1
    case .html(.blankLine): isCompleteTag
    case .html: false
    }
  }

  var trimmedStart: String { String(decoding: rest, as: UTF8.self) }

  func contains(_ part: String) -> Bool {
    let part = Array(part.utf8)
    guard part.count <= bytes.count else { return false }
    return (0...(bytes.count - part.count)).contains { index in
      zip(bytes[index...], part).allSatisfy { ($0 | 0x20) == ($1 | 0x20) }
    }
  }

  /// The line with up to so many columns of space taken off.
  func removing(indent columns: Int) -> String {
    if indent <= columns {
      return String(decoding: bytes[min(start, bytes.count)...], as: UTF8.self)
    }
    return String(repeating: " ", count: indent - columns) + trimmedStart
  }

  // MARK: Fences, headings, rules

  private var fence: Fence? {
    let mark = first
    guard mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
    let length = rest.prefix { $0 == mark }.count
    let info = String(decoding: rest.dropFirst(length), as: UTF8.self)
    guard length >= 3, mark != UInt8(ascii: "`") || !info.utf8.contains(mark) else { return nil }
    return Fence(
      character: mark, length: length, indent: indent,
      info: HTMLText.withoutBlanksAtEnd(MarkdownLine(info).trimmedStart))
  }

  func closes(_ fence: Fence) -> Bool {
    let length = rest.prefix { $0 == fence.character }.count
    return indent < 4 && length >= fence.length
      && rest.dropFirst(length).allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }

  private var heading: Kind? {
    let level = rest.prefix { $0 == UInt8(ascii: "#") }.count
    guard (1...6).contains(level) else { return nil }
    var content = rest.dropFirst(level)
    guard content.isEmpty || content.first == UInt8(ascii: " ") else { return nil }
    let blank = UInt8(ascii: " ")
    while content.first == blank { content.removeFirst() }
    while content.last == blank { content.removeLast() }
    let marks = content.reversed().prefix { $0 == UInt8(ascii: "#") }.count
    if marks == content.count || content.dropLast(marks).last == blank {
      content = content.dropLast(marks)
    }
    while content.last == blank { content.removeLast() }
    return .heading(level: level, text: String(decoding: content, as: UTF8.self))
  }

  private var isRule: Bool {
    let marks = rest.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
    guard marks.count >= 3, let mark = marks.first else { return false }
    return (mark == UInt8(ascii: "-") || mark == UInt8(ascii: "*") || mark == UInt8(ascii: "_"))
      && marks.allSatisfy { $0 == mark }
  }

  /// The level of the heading that a line of `=` or `-` makes of the paragraph above it.
  var underlineLevel: Int? {
    guard indent < 4, let mark = rest.first else { return nil }
    let marks = rest.prefix { $0 == mark }
    guard rest.dropFirst(marks.count).allSatisfy({ $0 == UInt8(ascii: " ") }) else { return nil }
    if mark == UInt8(ascii: "=") { return 1 }
    return mark == UInt8(ascii: "-") ? 2 : nil
  }

  // MARK: Containers

  var withoutQuoteMark: MarkdownLine? {
    guard first == UInt8(ascii: ">"), indent < 4 else { return nil }
    var inner = rest.dropFirst()
    if inner.first == UInt8(ascii: " ") { inner = inner.dropFirst() }
    return MarkdownLine(String(decoding: inner, as: UTF8.self))
  }

  private var marker: Marker? {
    var index = start
    var number: Int?
    if [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*")].contains(first) {
      index += 1
    } else {
      let digits = rest.prefix(while: HTMLText.isDigit)
      guard (1...9).contains(digits.count) else { return nil }
      index += digits.count
      guard index < bytes.count,
        bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: ")")
      else { return nil }
      number = Int(String(decoding: digits, as: UTF8.self))
      index += 1
    }
    let spaces = bytes[index...].prefix { $0 == UInt8(ascii: " ") }.count
    guard index == bytes.count || spaces > 0 else { return nil }
    let isEmpty = index + spaces == bytes.count
    let taken = isEmpty || spaces > 4 ? min(1, spaces) : spaces
    return Marker(
      character: bytes[index - 1], number: number,
      width: indent + index - start + max(1, taken), textStart: index + taken)
  }

  func removingMarker(_ marker: Marker) -> MarkdownLine {
    MarkdownLine(String(decoding: bytes[min(marker.textStart, bytes.count)...], as: UTF8.self))
  }

  // MARK: HTML

  private static let blockTags: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link", "main", "menu", "nav",
    "ol", "optgroup", "option", "p", "param", "search", "section", "summary", "table", "tbody",
    "td",
    "tfoot", "th", "thead", "title", "tr", "ul",
  ]

  private var htmlEnd: HTMLEnd? {
    guard first == UInt8(ascii: "<") else { return nil }
    if rest.starts(with: "<!--".utf8) { return .text("-->") }
    if rest.starts(with: "<?".utf8) { return .text("?>") }
    let name = tagName
    if ["script", "pre", "style", "textarea"].contains(name) { return .text("</\(name)>") }
    if Self.blockTags.contains(name) { return .blankLine }
    return isCompleteTag ? .blankLine : nil
  }

  private var tagName: String {
    var name = rest.dropFirst()
    if name.first == UInt8(ascii: "/") { name = name.dropFirst() }
    let letters = name.prefix(while: HTMLText.isAlphanumeric)
    return String(decoding: letters.map { HTMLText.isLetter($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// Whether the line is one tag and nothing else, of a kind that is no block.
  private var isCompleteTag: Bool {
    guard !Self.blockTags.contains(tagName), let end = InlineHTML.tagEnd(bytes, at: start) else {
      return false
    }
    return bytes[end...].allSatisfy { $0 == UInt8(ascii: " ") }
  }

  // MARK: Definitions

  struct Definition {
    var label: String
    var destination: String
    var title: String?
  }

  /// What a line `[label]: destination "title"` defines.
  var definition: Definition? {
    guard indent < 4, first == UInt8(ascii: "["),
      let close = rest.firstIndex(of: UInt8(ascii: "]")), close + 1 < bytes.count,
      bytes[close + 1] == UInt8(ascii: ":"), close > start + 1
    else { return nil }
    var reader = LinkTarget(bytes, at: close + 2)
    guard let target = reader.read(), reader.isAtEnd else { return nil }
    return Definition(
      label: InlineHTML.label(bytes[(start + 1)..<close]), destination: target.destination,
      title: target.title)
  }

  // MARK: Tables

  /// The cells of a row; `nil` for a line without a bar.
  var cells: [String]? {
    guard indent < 4, bytes.contains(UInt8(ascii: "|")) else { return nil }
    var cells: [[UInt8]] = [[]]
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
        // Of `\|` only the bar is left, inside of code, too.
        if bytes[index + 1] != UInt8(ascii: "|") { cells[cells.count - 1].append(byte) }
        cells[cells.count - 1].append(bytes[index + 1])
        index += 2
        continue
      }
      if byte == UInt8(ascii: "|") { cells.append([]) } else { cells[cells.count - 1].append(byte) }
      index += 1
    }
    var texts = cells.map { MarkdownLine(String(decoding: $0, as: UTF8.self)).trimmed }
    if texts.first == "" { texts.removeFirst() }
    if texts.last == "" { texts.removeLast() }
    return texts
  }

  private var trimmed: String { HTMLText.withoutBlanksAtEnd(trimmedStart) }

  /// The alignments that the line under a table's head gives; empty for none.
  var alignments: [String]? {
    guard let cells, !cells.isEmpty else { return nil }
    var alignments: [String] = []
    for cell in cells {
      let left = cell.utf8.first == UInt8(ascii: ":")
      let right = cell.utf8.last == UInt8(ascii: ":")
      let dashes = cell.utf8.dropFirst(left ? 1 : 0).dropLast(right ? 1 : 0)
      guard !dashes.isEmpty, dashes.allSatisfy({ $0 == UInt8(ascii: "-") }) else { return nil }
      alignments.append(left && right ? "center" : right ? "right" : left ? "left" : "")
    }
    return alignments
  }
}

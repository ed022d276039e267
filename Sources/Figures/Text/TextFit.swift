import Bedrock

/// Text made to fit a number of columns.
enum TextFit {
  /// The columns that a text takes up.
  static func width(_ text: String) -> Int {
    isSafe(text) ? text.unicodeScalars.count : ColumnWidth.of(text)
  }

  static func isSafe(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { LabelText.isSafe($0) }
  }

  /// Whether a line has nothing but safe text and the figures' own glyphs: lines, blocks, Braille.
  static func isAligned(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      LabelText.isSafe(scalar) || (0x2500...0x25FF).contains(scalar.value)
        || (0x2800...0x28FF).contains(scalar.value) || scalar == "…" || scalar == "×"
    }
  }

  static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  static func left(_ text: String, _ columns: Int) -> String {
    text + blanks(columns - width(text))
  }

  static func right(_ text: String, _ columns: Int) -> String {
    blanks(columns - width(text)) + text
  }

  /// Centred; an odd blank goes to the right.
  static func centre(_ text: String, _ columns: Int) -> String {
    let spare = max(0, columns - width(text))
    return blanks(spare / 2) + text + blanks(spare - spare / 2)
  }

  /// A text without its middle, in at most so many columns: `beginn..end`.
  static func elided(_ text: String, to columns: Int, _ charset: FigureStyle.Charset) -> String {
    if width(text) <= columns { return text }
    let mark = charset.glyphs.ellipsis
    let room = columns - width(mark)
    if room <= 0 { return columns <= 0 ? "" : String(repeating: ".", count: min(columns, 2)) }
    let scalars = Array(text.unicodeScalars)
    let tail = room / 3
    let head = prefix(of: scalars, columns: room - tail)
    return head + mark + suffix(of: scalars, columns: room - width(head))
  }

  /// A line's beginning, with a mark where it was cut off.
  static func cut(_ text: String, to columns: Int, _ charset: FigureStyle.Charset) -> String {
    if width(text) <= columns { return text }
    let mark = charset.glyphs.ellipsis
    if columns <= width(mark) { return String(repeating: ".", count: max(0, min(columns, 2))) }
    return prefix(of: Array(text.unicodeScalars), columns: columns - width(mark)) + mark
  }

  private static func prefix(of scalars: [Unicode.Scalar], columns: Int) -> String {
    var end = 0
    while end < scalars.count, width(string(scalars[...end])) <= columns { end += 1 }
    return string(scalars[..<end])
  }

  private static func suffix(of scalars: [Unicode.Scalar], columns: Int) -> String {
    var start = scalars.count
    while start > 0, width(string(scalars[(start - 1)...])) <= columns { start -= 1 }
    while start < scalars.count, InvisibleText.isCombining(scalars[start]) { start += 1 }
    return string(scalars[start...])
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// A figure's own text on one line: control characters made visible, blanks as they are, common
  /// signs of mathematics in ASCII.
  static func plain(_ text: String) -> String {
    if isSafe(text) { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      if let sign = signs[scalar] {
        shown += sign
      } else if LabelText.isSafe(scalar) {
        shown.unicodeScalars.append(scalar)
      } else {
        let base: Unicode.Scalar = "x"
        let visible = LabelText.visible([base, scalar], spaces: .all)
        shown.unicodeScalars.append(contentsOf: visible.unicodeScalars.dropFirst())
      }
    }
    return shown
  }

  /// A sentence from names of any kind: control characters made visible, all else as it is.
  static func sentence(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
      let value = scalar.value
      if value < 0x20 || (0x7F...0x9F).contains(value) {
        shown += LabelText.visible([scalar], spaces: .all)
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  private static let signs: [Unicode.Scalar: String] = [
    "×": "x", "−": "-", "–": "-", "—": "-", "→": "->", "←": "<-", "≤": "<=", "≥": ">=", "≈": "~",
    "≠": "!=", "…": "...", "’": "'", "‘": "'", "“": "\"", "”": "\"", "⋅": "·", "\u{A0}": " ",
  ]

  /// A text of several words on lines of at most so many columns, indented from the second on.
  static func wrapped(
    _ text: String, _ style: FigureStyle, indent: Int = 0
  ) -> [String] {
    let text = plain(text)
    if text.isEmpty { return [] }
    if width(text) <= style.width { return [trimmed(text)] }
    var lines: [String] = []
    var line = ""
    for word in text.unicodeScalars.split(separator: " ").map({ String($0) }) {
      if line.isEmpty {
        line = lines.isEmpty ? word : blanks(indent) + word
      } else if width(line) + 1 + width(word) <= style.width {
        line += " " + word
      } else {
        lines.append(cut(line, to: style.width, style.charset))
        line = blanks(indent) + word
      }
    }
    if !line.isEmpty { lines.append(cut(line, to: style.width, style.charset)) }
    return lines
  }

  /// A line without trailing blanks, cut off where it would be wider than the page.
  static func finished(_ line: String, _ style: FigureStyle) -> String {
    trimmed(cut(trimmed(line), to: style.width, style.charset))
  }

  /// A text of ASCII without its last character.
  static func dropLast(_ text: String) -> String { String(Substring(text.utf8.dropLast())) }

  /// A text without its first character, which is ASCII.
  static func dropFirst(_ text: String) -> String { String(Substring(text.utf8.dropFirst())) }

  static func trimmed(_ line: String) -> String {
    var bytes = line.utf8[...]
    while bytes.last == 0x20 { bytes = bytes.dropLast() }
    return String(Substring(bytes))
  }
}

extension TextFit {
  /// A text in printable ASCII and `·`: every other scalar as `\u{4E2D}`.
  static func escaped(_ text: String) -> String {
    var shown = ""
    for scalar in plain(text).unicodeScalars {
      shown +=
        LabelText.isSafe(scalar)
        ? String(scalar) : "\\u{\(LabelText.hexadecimal(scalar.value, digits: 1))}"
    }
    return shown
  }
}

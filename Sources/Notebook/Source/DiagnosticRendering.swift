import Bedrock

extension Diagnostic {
  /// The message with the suggestion behind it, said once.
  public var fullMessage: String {
    guard let suggestion, !message.utf8Contains("did you mean") else { return message }
    return "\(message); did you mean '\(suggestion)'?"
  }

  /// The diagnostic as a compiler shows it: place and message, the line, a caret under the place,
  /// then the notes.
  public func rendered() -> String {
    var lines = Self.lines(severity.rawValue, fullMessage, span)
    for note in notes {
      if let span = note.span {
        lines += Self.lines("note", note.message, span)
      } else {
        lines.append("    note: \(note.message)")
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func lines(_ kind: String, _ message: String, _ span: SourceSpan) -> [String] {
    let position = span.position
    let head = "\(span.file.path):\(position.line):\(position.column): \(kind): \(message)"
    let excerpt = SourceExcerpt(span)
    return excerpt.text.isEmpty ? [head] : [head, "    " + excerpt.text, "    " + excerpt.marker]
  }
}

/// A line of a file as a terminal shows it, and what underlines a stretch of it.
///
/// Tabs become blanks, control and direction characters their numbers, so that the marks stand where
/// they should and no lab talks to the terminal. A long line is cut to what is around the place.
struct SourceExcerpt {
  private(set) var text = ""
  private(set) var marker = ""

  /// Columns that are shown at most.
  private static let maximumWidth = 160
  private static let tabWidth = 4

  init(_ span: SourceSpan) {
    let (line, lineStart) = span.file.lineAndStart(of: span.range.lowerBound)
    guard !line.isEmpty else { return }
    let start = span.range.lowerBound - lineStart
    let end = min(max(span.range.upperBound - lineStart, start + 1), line.utf8.count)
    var before = ""
    var inside = ""
    var after = ""
    var offset = 0
    var column = 0
    for scalar in line.unicodeScalars {
      let shown = Self.shown(scalar, column: column)
      column += ColumnWidth.of(shown)
      if offset < start {
        before += shown
      } else if offset < end {
        inside += shown
      } else {
        after += shown
      }
      offset += Self.length(of: scalar)
    }
    cut(&before, &inside, &after)
    text = before + inside + after
    let width = max(1, ColumnWidth.of(inside))
    marker =
      String(repeating: " ", count: ColumnWidth.of(before)) + "^"
      + String(repeating: "~", count: width - 1)
  }

  /// Leaves the place and what fits around it.
  private func cut(_ before: inout String, _ inside: inout String, _ after: inout String) {
    guard
      ColumnWidth.of(before) + ColumnWidth.of(inside) + ColumnWidth.of(after) > Self.maximumWidth
    else { return }
    let half = Self.maximumWidth / 2
    if ColumnWidth.of(before) > half {
      var scalars = Array(before.unicodeScalars)
      var width = 0
      var first = scalars.count
      while first > 0, width < half {
        first -= 1
        width += ColumnWidth.of(scalars[first])
      }
      scalars.removeFirst(first)
      before = "…" + String(String.UnicodeScalarView(scalars))
    }
    let insideWidth = min(ColumnWidth.of(inside), half)
    if ColumnWidth.of(inside) > half { inside = ColumnWidth.prefix(of: inside, columns: half) }
    let rest = max(0, Self.maximumWidth - ColumnWidth.of(before) - insideWidth)
    if ColumnWidth.of(after) > rest { after = ColumnWidth.prefix(of: after, columns: rest) + "…" }
  }

  private static func shown(_ scalar: Unicode.Scalar, column: Int) -> String {
    if scalar == "\t" { return String(repeating: " ", count: tabWidth - column % tabWidth) }
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069:
      return "<U+" + String(scalar.value, radix: 16, uppercase: true) + ">"
    default:
      return String(String.UnicodeScalarView([scalar]))
    }
  }

  private static func length(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case ..<0x80: 1
    case ..<0x800: 2
    case ..<0x10000: 3
    default: 4
    }
  }
}

extension String {
  /// Whether an ASCII text occurs in this one.
  func utf8Contains(_ part: String) -> Bool {
    let bytes = Array(utf8)
    let part = Array(part.utf8)
    guard part.count <= bytes.count else { return false }
    return (0...(bytes.count - part.count)).contains { bytes[$0...].starts(with: part) }
  }
}

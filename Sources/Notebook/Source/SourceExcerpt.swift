import Bedrock

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
  /// Bytes on either side of a place that are looked at, however long the line.
  private static let reach = 1000

  private var before = ""
  private var inside = ""
  private var after = ""

  init(_ span: SourceSpan) {
    let line = span.file.lineRange(of: span.range.lowerBound)
    guard !line.isEmpty else { return }
    let start = min(span.range.lowerBound, line.upperBound)
    let end = min(max(span.range.upperBound, start + 1), line.upperBound)
    let first = Self.scalarStart(max(line.lowerBound, start - Self.reach), span.file)
    let last = Self.scalarStart(min(line.upperBound, end + Self.reach), span.file)
    let middle = Self.scalarStart(min(end, start + Self.reach), span.file)
    var column = 0
    before = Self.shown(span.file.text(in: first..<start), &column)
    inside = Self.shown(span.file.text(in: start..<max(start, middle)), &column)
    after = Self.shown(span.file.text(in: max(start, middle)..<last), &column)
    if first > line.lowerBound || last < line.upperBound || column > Self.maximumWidth { cut() }
    text = before + inside + after
    marker =
      String(repeating: " ", count: ColumnWidth.of(before)) + "^"
      + String(repeating: "~", count: max(1, ColumnWidth.of(inside)) - 1)
  }

  /// Leaves the place and what fits around it.
  private mutating func cut() {
    let half = Self.maximumWidth / 2
    if ColumnWidth.of(before) > half { before = "…" + Self.suffix(of: before, columns: half) }
    inside = ColumnWidth.prefix(of: inside, columns: half)
    let rest = max(0, Self.maximumWidth - ColumnWidth.of(before) - ColumnWidth.of(inside))
    if ColumnWidth.of(after) > rest { after = ColumnWidth.prefix(of: after, columns: rest) + "…" }
  }

  private static func suffix(of text: String, columns: Int) -> String {
    let scalars = Array(text.unicodeScalars)
    var first = scalars.count
    var width = 0
    while first > 0, width < columns {
      first -= 1
      width += ColumnWidth.of(scalars[first])
    }
    return String(String.UnicodeScalarView(scalars[first...]))
  }

  /// The start of the scalar that a byte belongs to.
  private static func scalarStart(_ offset: Int, _ file: SourceFile) -> Int {
    var offset = offset
    while offset > 0, offset < file.utf8.count, file.utf8[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }

  private static func shown(_ text: String, _ column: inout Int) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      let piece = shown(scalar, column)
      column += ColumnWidth.of(piece)
      out += piece
    }
    return out
  }

  private static func shown(_ scalar: Unicode.Scalar, _ column: Int) -> String {
    if scalar == "\t" { return String(repeating: " ", count: tabWidth - column % tabWidth) }
    if VisibleText.isHidden(scalar.value) {
      return "<U+" + String(scalar.value, radix: 16, uppercase: true) + ">"
    }
    return String(String.UnicodeScalarView([scalar]))
  }
}

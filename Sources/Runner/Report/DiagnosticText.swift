import Bedrock
import Notebook

/// A diagnostic as a lesson or a draft shows it: without line numbers, which would change with every
/// edit above, and within the page's width.
///
/// On a terminal a diagnostic stays one line for its place and message, so that tools find it.
enum DiagnosticText {
  private static let margin = "    "

  static func lines(_ diagnostic: Diagnostic, width: Int) -> [String] {
    let kind = diagnostic.severity.rawValue + ": "
    let message = TextWrap.wrapped(
      VisibleText.line(diagnostic.fullMessage), columns: max(20, width - kind.utf8.count))
    let hanging = String(repeating: " ", count: kind.utf8.count)
    let excerpt = Excerpt(diagnostic.span, columns: max(20, width - margin.utf8.count))
    return message.enumerated().map { ($0 == 0 ? kind : hanging) + $1 }
      + [margin + excerpt.text, margin + excerpt.marker]
  }

  /// The line that a diagnostic is about, cut to what is around the place, and what underlines it.
  private struct Excerpt {
    let text: String
    let marker: String

    init(_ span: SourceSpan, columns: Int) {
      let position = span.position
      let line = span.file.line(position.line)
      let scalars = Array(line.unicodeScalars)
      let start = min(position.column - 1, scalars.count)
      let firstLine = span.text.utf8.prefix {
        $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r")
      }
      let length = min(
        UTF8Text.scalarCount(String(Substring(firstLine))), scalars.count - start)
      let end = start + max(0, length)
      var before = VisibleText.line(Self.text(scalars[..<start]))
      var inside = VisibleText.line(Self.text(scalars[start..<end]))
      let after = VisibleText.line(Self.text(scalars[end...]))
      if ColumnWidth.of(before) + ColumnWidth.of(inside) >= columns {
        before = Self.elidedStart(before, to: columns / 3)
        inside = ColumnWidth.elided(inside, to: columns - columns / 3 - 1, marker: "…")
      }
      text = ColumnWidth.elided(before + inside + after, to: columns, marker: "…")
      marker =
        String(repeating: " ", count: ColumnWidth.of(before)) + "^"
        + String(repeating: "~", count: max(0, ColumnWidth.of(inside) - 1))
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
      String(String.UnicodeScalarView(scalars))
    }

    /// The end of a text, as much as fits, behind a mark.
    private static func elidedStart(_ text: String, to columns: Int) -> String {
      if ColumnWidth.of(text) <= columns { return text }
      // A line may hold megabytes; only its end is looked through.
      var rest = text.unicodeScalars.suffix(4 * columns)
      while ColumnWidth.of(String(rest)) >= columns { rest.removeFirst() }
      return "…" + String(rest)
    }
  }
}

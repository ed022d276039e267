import Bedrock
import Notebook

/// A diagnostic as a lesson or a draft shows it: without line numbers, which would change with every
/// edit above.
enum DiagnosticText {
  static func lines(_ diagnostic: Diagnostic) -> [String] {
    let span = diagnostic.span
    let position = span.position
    let line = span.file.line(position.line)
    let margin = "    "
    var lines = ["\(diagnostic.severity.rawValue): \(VisibleText.line(diagnostic.fullMessage))"]
    lines.append(margin + VisibleText.line(line))
    let scalars = Array(line.unicodeScalars)
    let start = min(position.column - 1, scalars.count)
    let length = min(UTF8Text.scalarCount(firstLine(of: span.text)), scalars.count - start)
    let before = VisibleText.line(text(scalars[..<start]))
    let under = VisibleText.line(text(scalars[start..<(start + max(0, length))]))
    lines.append(
      margin + String(repeating: " ", count: ColumnWidth.of(before)) + "^"
        + String(repeating: "~", count: max(0, ColumnWidth.of(under) - 1)))
    return lines
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  private static func firstLine(of text: String) -> String {
    String(Substring(text.utf8.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }))
  }
}

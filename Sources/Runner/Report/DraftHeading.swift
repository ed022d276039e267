import Bedrock
import Notebook

/// What stands at the top of a draft: that it is one, and every error with its place.
enum DraftHeading {
  static func lines(_ diagnostics: [Diagnostic]) -> [String] {
    let errors = diagnostics.filter { $0.severity == .error }.count
    let text = diagnostics.flatMap { VisibleText.lines(trimmed($0.rendered())) }
    return [
      "", "**Draft: the lab has \(counted: errors, "error"), and its last good report stays.**", "",
    ]
      + TextFence.lines(text)
  }

  private static func trimmed(_ text: String) -> String {
    var bytes = Substring(text).utf8
    while bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    return String(Substring(bytes))
  }
}

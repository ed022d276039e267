import Bedrock
import Notebook

/// What stands at the top of a draft: that it is one, and every error with its place.
enum DraftHeading {
  static func lines(_ diagnostics: [Diagnostic]) -> [String] {
    let errors = diagnostics.filter { $0.severity == .error }.count
    let count = errors == 1 ? "1 error" : "\(errors) errors"
    let text = diagnostics.flatMap { VisibleText.lines(trimmed($0.rendered())) }
    return ["", "**Draft: the lab has \(count), and its last good report stays.**", ""]
      + TextFence.lines(text)
  }

  private static func trimmed(_ text: String) -> String {
    var bytes = Substring(text).utf8
    while bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    return String(Substring(bytes))
  }
}

/// Text from a lab or a model in which nothing is hidden.
///
/// Control characters, line separators, zero-width spaces and the controls that turn the reading
/// direction are written as `\u{202E}`, the way a lab would write them in a string: none of them may
/// break a line, hide text or reorder it. Joiners inside words and emoji stay.
package enum VisibleText {
  /// A single line: line breaks and tabs are written, too.
  package static func line(_ text: String) -> String {
    if isPlain(text) { return text }
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { append(scalar, to: &out) }
    return String(out)
  }

  /// The lines of a text, split at line feeds alone and each made visible.
  package static func lines(_ text: String) -> [String] {
    if isPlain(text) { return [text] }
    return text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { line(String(Substring($0))) }
  }

  /// Whether a text has nothing but printable ASCII, as most have.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 &- 0x20 < 0x5F }
  }

  private static func append(_ scalar: Unicode.Scalar, to out: inout String.UnicodeScalarView) {
    switch scalar {
    case "\n": out.append(contentsOf: "\\n".unicodeScalars)
    case "\t": out.append(contentsOf: "\\t".unicodeScalars)
    case "\r": out.append(contentsOf: "\\r".unicodeScalars)
    case _ where isHidden(scalar.value):
      out.append(
        contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
    default: out.append(scalar)
    }
  }

  /// Whether a scalar hides text, breaks a line or turns the reading direction.
  package static func isHidden(_ value: UInt32) -> Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F: true  // C0, DEL, C1
    case 0xAD, 0x61C, 0x180E, 0xFEFF: true  // soft hyphen, marks without width
    case 0x200B, 0x200E, 0x200F: true  // zero-width space, direction marks
    case 0x2028...0x202E: true  // line and paragraph separator, embeddings
    case 0x2060...0x206F: true  // word joiner, invisible operators, isolates
    case 0xFFF9...0xFFFB, 0xE0000...0xE007F: true  // annotations, tags
    default: false
    }
  }
}

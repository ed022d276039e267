import Bedrock

/// A link's destination that names a file from where the link stands.
struct RelativeDestination: Equatable {
  /// The path without its escapes; `nil` where it is no UTF-8 and so no file's name.
  var path: String?
  /// The query and fragment as they were written, with `?` or `#`.
  var suffix: String

  /// - Returns: `nil` for what is not relative, or names no file: a URL, `mailto:`, `//host`, a path
  ///   from a server's root, a fragment alone.
  init?(_ text: String) {
    let end = text.utf8.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
    let raw = String(text[..<(end ?? text.endIndex)])
    guard !raw.isEmpty, !PathText.isAbsolute(raw), !Self.hasScheme(raw) else { return nil }
    path = PercentEncoding.decoded(raw)
    suffix = String(text[(end ?? text.endIndex)...])
  }

  /// Whether a destination begins with a scheme: a letter, then letters, digits, `+ - .`, then `:`.
  private static func hasScheme(_ text: String) -> Bool {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
    let scheme = text.utf8[..<colon]
    guard let first = scheme.first, isLetter(first) else { return false }
    return scheme.allSatisfy {
      isLetter($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0)
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}

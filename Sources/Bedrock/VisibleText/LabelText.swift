/// How the scalars of a label are made visible.
public enum LabelText {
  /// Which spaces are shown as `·`.
  public enum Spaces: Sendable {
    /// All of them: for tokens, whose every space counts.
    case all
    /// Those at the ends, and all but single ones inside: for names that may be of several words.
    case outer
  }

  /// Whether every font agrees on a scalar's width: printable ASCII, and `·`.
  package static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    (0x20...0x7E).contains(scalar.value) || scalar == "·"
  }

  /// The scalars, with what cannot be seen written as an escape.
  package static func visible(_ scalars: [Unicode.Scalar], spaces: Spaces) -> String {
    var shown = String.UnicodeScalarView()
    var hasBase = false
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case " ":
        shown.append(isInner(index, in: scalars) && spaces == .outer ? " " : "·")
        hasBase = false
      case "\\":
        shown.append(contentsOf: (readsAsEscape(index, in: scalars) ? "\\\\" : "\\").unicodeScalars)
        hasBase = true
      default:
        let isCombining = InvisibleText.isCombining(scalar)
        if let escape = escape(scalar, isLoose: isCombining && !hasBase) {
          shown.append(contentsOf: escape.unicodeScalars)
          hasBase = false
        } else {
          shown.append(scalar)
          hasBase = true
        }
      }
    }
    return String(shown)
  }

  /// The text of bytes; those that are no valid UTF-8 are shown as `\xF0`.
  package static func visible(_ bytes: [UInt8], spaces: Spaces) -> String {
    bytes.withUnsafeBufferPointer { all in
      var text = ""
      var offset = 0
      while offset < all.count {
        let rest = UnsafeBufferPointer(rebasing: all[offset...])
        let valid = UTF8Text.firstInvalidOffset(in: rest) ?? rest.count
        let decoded = String(decoding: rest[..<valid], as: UTF8.self)
        text += visible(Array(decoded.unicodeScalars), spaces: spaces)
        if valid < rest.count { text += "\\x" + hexadecimal(UInt32(rest[valid]), digits: 2) }
        offset += valid + 1
      }
      return text
    }
  }

  /// A single space with something that is none on both sides.
  private static func isInner(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    index > 0 && index + 1 < scalars.count && scalars[index - 1] != " " && scalars[index + 1] != " "
  }

  /// Whether a backslash stands before a letter that makes an escape of it.
  private static func readsAsEscape(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    guard index + 1 < scalars.count else { return false }
    return ["n", "r", "t", "0", "x", "u", "\\"].contains(scalars[index + 1])
  }

  /// The escape of a scalar that cannot be seen, or that would join what stands before the label.
  private static func escape(_ scalar: Unicode.Scalar, isLoose: Bool) -> String? {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case "\0": "\\0"
    case "·": "\\u{B7}"
    default:
      isLoose || InvisibleText.isInvisible(scalar)
        ? "\\u{" + hexadecimal(scalar.value, digits: 1) + "}" : nil
    }
  }

  package static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}

import Bedrock

/// Text that came out of a lab, made visible: a space is `·`, a line end `\n`, half a character
/// `\xF0`.
///
/// Law: the text shown tells apart what is apart. A backslash that would read as the beginning of an
/// escape is doubled, and a `·` of the text itself is `\u{B7}`.
public struct TokenLabel: Sendable, Hashable {
  /// Which spaces are shown as `·`.
  public enum Spaces: Sendable {
    /// All of them: for tokens, whose every space counts.
    case all
    /// Those at the ends, and all but single ones inside: for names that may be of several words.
    case outer
  }

  /// The text as a figure shows it.
  public let text: String
  /// The columns that it takes up, where the viewer's font agrees.
  public let width: Int
  /// Whether it is of printable ASCII and `·` only, so that every font agrees on its width and it
  /// may stand before something that has to align.
  public let isSafe: Bool

  public init(_ token: String, spaces: Spaces = .outer) {
    self.init(shown: LabelText.visible(Array(token.unicodeScalars), spaces: spaces))
  }

  /// A token's bytes; those that are no valid UTF-8 are shown as `\xF0`.
  public init(bytes: [UInt8], spaces: Spaces = .all) {
    self.init(shown: LabelText.visible(bytes, spaces: spaces))
  }

  private init(shown: String) {
    text = shown
    isSafe = shown.unicodeScalars.allSatisfy { LabelText.isSafe($0) }
    width = isSafe ? shown.unicodeScalars.count : ColumnWidth.of(shown)
  }

  /// The text as it is spoken of in a sentence: without the space that a token begins with.
  var spoken: String {
    let scalars = text.unicodeScalars
    let isWord = scalars.first == "·" && scalars.count > 1 && scalars.dropFirst().first != "·"
    return isWord ? String(scalars.dropFirst()) : text
  }

  /// The text in at most so many columns, with its middle left out where it is longer.
  public func elided(to columns: Int, _ charset: FigureStyle.Charset) -> String {
    width <= columns ? text : TextFit.elided(text, to: columns, charset)
  }
}

/// How the scalars of a label are made visible.
enum LabelText {
  static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    (0x20...0x7E).contains(scalar.value) || scalar == "·"
  }

  static func visible(_ scalars: [Unicode.Scalar], spaces: TokenLabel.Spaces) -> String {
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

  static func visible(_ bytes: [UInt8], spaces: TokenLabel.Spaces) -> String {
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

  static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}

import Bedrock

/// Words of the sentences under figures: beginnings, articles, and names among them.
enum Spoken {
  /// A quantity at the beginning of a sentence; a symbol such as `p` stays as it is.
  static func opening(_ text: String) -> String {
    text.utf8.prefix { (0x61...0x7A).contains($0) }.count > 2 ? capital(text) : text
  }

  /// A text with its first letter in upper case, if it is one of `a` to `z`.
  static func capital(_ text: String) -> String {
    guard let first = text.utf8.first, (0x61...0x7A).contains(first) else { return text }
    return String(Unicode.Scalar(first - 0x20)) + TextFit.dropFirst(text)
  }

  /// `a`, or `an` where the number is spoken with a vowel: 8, 11, 18, 80 and so on.
  static func article(_ number: Int) -> String {
    number == 11 || number == 18 || "\(number)".utf8.first == UInt8(ascii: "8") ? "an" : "a"
  }

  /// What a label is called among words: a token in quotes, a number with what it counts, any other
  /// name as it is.
  ///
  /// - Parameter noun: what the label is one of, such as `token` or `dimension`.
  static func name(_ label: TokenLabel, of noun: String) -> String {
    let text = label.spoken
    let hasWord = text.utf8.contains { isLetter($0) || isDigit($0) || $0 >= 0x80 }
    if text.utf8.allSatisfy(isDigit) && !text.isEmpty { return "\(noun) \(text)" }
    return !hasWord || tokens.contains(noun) ? "\"\(text)\"" : text
  }

  /// The name of a row or column: as above, with its axis before it if it does not say so itself.
  static func place(_ label: TokenLabel?, _ index: Int, on axis: String) -> String {
    guard let label else { return "\(axis) \(index)" }
    let name = name(label, of: axis)
    // "head 1" and "layer 0" need no axis; nor does a name that begins with it.
    let isNumbered =
      label.spoken.unicodeScalars.split(separator: " ").count == 2
      && (label.spoken.utf8.last.map(isDigit) ?? false)
    let saysIt = isNumbered || axis == "part" || name.utf8.starts(with: axis.utf8)
    return saysIt ? name : "\(axis) \(name)"
  }

  /// What holds text of a vocabulary, so that its labels are quoted.
  private static let tokens: Set<String> = ["token", "query", "key", "word"]

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}

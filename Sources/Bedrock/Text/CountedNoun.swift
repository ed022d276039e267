/// Numbers with what they count: `1 token`, `2 queries`, `1,280 tokens`.
public enum CountedNoun {
  /// A count in groups of three digits and its noun in the form that the count asks for.
  ///
  /// - Parameter plural: the plural where it follows no rule; made from the noun if nil.
  public static func text(_ count: Int, _ noun: String, plural: String? = nil) -> String {
    "\(NumberText.grouped(count)) \(count == 1 ? noun : plural ?? Self.plural(noun))"
  }

  /// The plural of an English noun: `queries`, `boxes`, `matrices`, `days`.
  ///
  /// Of several words the last one changes.
  public static func plural(_ noun: String) -> String {
    let bytes = Array(noun.utf8)
    let start = bytes.lastIndex(of: UInt8(ascii: " ")).map { $0 + 1 } ?? 0
    let head = String(decoding: bytes[..<start], as: UTF8.self)
    return head + pluralWord(Array(bytes[start...]))
  }

  private static func pluralWord(_ bytes: [UInt8]) -> String {
    let word = String(decoding: bytes, as: UTF8.self)
    if let irregular = irregular[word] { return irregular }
    guard let last = bytes.last else { return word }
    let before = bytes.dropLast().last
    switch last {
    case UInt8(ascii: "y") where before.map { !vowels.contains($0) } ?? false:
      return String(decoding: bytes.dropLast(), as: UTF8.self) + "ies"
    case UInt8(ascii: "s"), UInt8(ascii: "x"), UInt8(ascii: "z"): return word + "es"
    case UInt8(ascii: "h") where before == UInt8(ascii: "c") || before == UInt8(ascii: "s"):
      return word + "es"
    default: return word + "s"
    }
  }

  private static let vowels = Set("aeiou".utf8)
  private static let irregular = [
    "phenomenon": "phenomena", "matrix": "matrices", "index": "indices", "axis": "axes",
    "analysis": "analyses", "vertex": "vertices",
  ]
}

extension String.StringInterpolation {
  /// `1 token`, `7 tokens`, `66,000 tokens`.
  public mutating func appendInterpolation(
    counted count: Int, _ noun: String, plural: String? = nil
  ) {
    appendLiteral(CountedNoun.text(count, noun, plural: plural))
  }
}

import Bedrock

/// A value that an earlier `run --in-place` wrote into a sentence, with its expression in a comment
/// behind it: `0.27<!-- {swiftlab} p : .2f sha=HASH:LENGTH -->`.
///
/// The comment says how many bytes before it are the value, and their hash, which tells whether
/// somebody changed them by hand.
public struct KeptValue: Sendable {
  /// The value's bytes.
  public var range: Range<Int>
  /// Whether they are as they were written.
  public var isIntact: Bool

  static let opening = Array("<!-- {swiftlab} ".utf8)

  /// The comment that goes behind a value; `nil` for an expression that would end it.
  public static func comment(_ source: String, value: String) -> String? {
    guard !source.utf8.contains(UInt8(ascii: "\n")), !holdsEnd(source) else { return nil }
    return "<!-- {swiftlab} \(source) sha=\(hash(Array(value.utf8))):\(value.utf8.count) -->"
  }

  private static func holdsEnd(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.indices.contains { bytes[$0...].starts(with: "-->".utf8) }
  }

  static func hash(_ bytes: [UInt8]) -> String {
    String(Substring(SHA256.hash(bytes).hex.utf8.prefix(8)))
  }
}

extension KeptValue {
  /// A comment that was read: where its expression stands, and the value before it.
  struct Comment {
    var range: Range<Int>
    var expression: Range<Int>
    var kept: KeptValue

    /// - Parameter low: where the value may begin at the earliest.
    /// - Returns: `nil` for a comment that keeps no value.
    init?(_ bytes: [UInt8], _ range: Range<Int>, from low: Int) {
      let inner = bytes[range].dropFirst(KeptValue.opening.count).dropLast(3)
      let words = inner.split(separator: ASCII.space)
      guard let last = words.last, last.starts(with: "sha=".utf8),
        let colon = last.firstIndex(of: ASCII.colon),
        let length = Int(String(decoding: last[(colon + 1)...], as: UTF8.self)), length >= 0
      else { return nil }
      self.range = range
      expression = inner.startIndex..<last.startIndex
      let start = range.lowerBound - length
      guard start >= low, range.lowerBound >= length else {
        kept = KeptValue(range: range.lowerBound..<range.lowerBound, isIntact: false)
        return
      }
      let stated = String(decoding: last[(last.startIndex + 4)..<colon], as: UTF8.self)
      kept = KeptValue(
        range: start..<range.lowerBound,
        isIntact: KeptValue.hash(Array(bytes[start..<range.lowerBound])) == stated)
    }
  }
}

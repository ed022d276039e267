import Bedrock

/// A character reference such as `&amp;`, `&#35;` or `&#x22;`: CommonMark 0.31, section 2.5.
struct CharacterReference {
  /// The characters that it stands for.
  var text: String
  /// Behind the semicolon.
  var end: Int

  /// Reads the reference whose `&` stands at `start`.
  init?(_ bytes: ArraySlice<UInt8>, at start: Int) {
    var index = start + 1
    // The longest name has 31 letters.
    let limit = min(bytes.endIndex, start + 34)
    while index < limit, bytes[index] != UInt8(ascii: ";") { index += 1 }
    guard index < limit, index > start + 1 else { return nil }
    let body = bytes[start + 1..<index]
    let text = body.first == ASCII.hash ? Self.numeric(body.dropFirst()) : EntityTable[body]
    guard let text else { return nil }
    self.text = text
    end = index + 1
  }

  private static func numeric(_ body: ArraySlice<UInt8>) -> String? {
    guard let first = body.first else { return nil }
    let isHex = first.lowercased == UInt8(ascii: "x")
    let digits = isHex ? body.dropFirst() : body
    guard !digits.isEmpty, digits.count <= (isHex ? 6 : 7),
      digits.allSatisfy({ isHex ? $0.isHexDigit : $0.isDigit }),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: isHex ? 16 : 10)
    else { return nil }
    let scalar = value == 0 ? nil : Unicode.Scalar(value)
    return String(String.UnicodeScalarView([scalar ?? "\u{FFFD}"]))
  }
}

/// Text as it may go to a terminal: nothing in it moves the cursor, hides text or turns its direction.
///
/// Line feeds and tabs stay, since they lay a message out; every other control character is written as
/// its number.
package enum TerminalText {
  package static func visible(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlain) { return text }
    return visible(Array(text.utf8))
  }

  /// The text of bytes; those that are not valid UTF-8 are shown as `\xF0`.
  package static func visible(_ bytes: [UInt8]) -> String {
    bytes.withUnsafeBufferPointer { all in
      var shown = String.UnicodeScalarView()
      var offset = 0
      while offset < all.count {
        let rest = UnsafeBufferPointer(rebasing: all[offset...])
        let valid = UTF8Text.firstInvalidOffset(in: rest) ?? rest.count
        append(String(decoding: rest[..<valid], as: UTF8.self), to: &shown)
        if valid < rest.count {
          shown.append(contentsOf: "\\x\(Hexadecimal.string([rest[valid]]))".unicodeScalars)
        }
        offset += valid + 1
      }
      return String(shown)
    }
  }

  private static func append(_ text: String, to shown: inout String.UnicodeScalarView) {
    for scalar in text.unicodeScalars {
      if scalar != "\n", scalar != "\t", VisibleText.isHidden(scalar.value) {
        let number = String(scalar.value, radix: 16, uppercase: true)
        shown.append(contentsOf: "\\u{\(number)}".unicodeScalars)
      } else {
        shown.append(scalar)
      }
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) || byte == 0x0A || byte == 0x09
  }
}

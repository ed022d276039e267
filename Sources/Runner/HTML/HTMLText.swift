/// Text inside of HTML.
enum HTMLText {
  /// Text with what would be markup escaped, in quotes of an attribute, too.
  static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 { bytes += escaped(byte) }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func escaped(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case UInt8(ascii: "<"): Array("&lt;".utf8)
    case UInt8(ascii: ">"): Array("&gt;".utf8)
    case UInt8(ascii: "&"): Array("&amp;".utf8)
    case UInt8(ascii: "\""): Array("&quot;".utf8)
    default: [byte]
    }
  }

  /// The end of an entity that begins with the `&` at an index; `nil` if it is none.
  static func entityEnd(_ bytes: [UInt8], at start: Int) -> Int? {
    var index = start + 1
    if index < bytes.count, bytes[index] == UInt8(ascii: "#") { index += 1 }
    let name = index
    while index < bytes.count, index - name < 32, isAlphanumeric(bytes[index]) { index += 1 }
    guard index > name, index < bytes.count, bytes[index] == UInt8(ascii: ";") else { return nil }
    return index + 1
  }

  /// A heading's anchor, made as GitHub makes it: lower case, blanks as hyphens, no marks.
  static func slug(of text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte + 0x20)
      case UInt8(ascii: " "): bytes.append(UInt8(ascii: "-"))
      case UInt8(ascii: "-"), UInt8(ascii: "_"): bytes.append(byte)
      case _ where isAlphanumeric(byte) || byte >= 0x80: bytes.append(byte)
      default: break
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func withoutBlanksAtEnd(_ text: String) -> String {
    var bytes = Substring(text).utf8
    while let last = bytes.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") {
      bytes.removeLast()
    }
    return String(Substring(bytes))
  }

  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isDigit(byte) || isLetter(byte)
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

  static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }
}

import Bedrock

/// The escapes of a link's path (RFC 3986, section 2.1).
enum PercentEncoding {
  /// The path that a destination names; `nil` where its bytes are not UTF-8.
  static func decoded(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.contains(UInt8(ascii: "%")) else { return text }
    var out: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2])
      {
        out.append(high << 4 | low)
        index += 3
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
    guard UTF8Text.firstInvalidOffset(in: out) == nil else { return nil }
    return String(decoding: out, as: UTF8.self)
  }

  /// A path as the path of a destination; slashes and what is not ASCII stay.
  static func encoded(path: String) -> String {
    var out: [UInt8] = []
    for byte in path.utf8 {
      if isAlphanumeric(byte) || byte >= 0x80 || "-._~/!$+,;=@:".utf8.contains(byte) {
        out.append(byte)
      } else {
        out.append(UInt8(ascii: "%"))
        out += Hexadecimal.string([byte]).utf8.map { $0 >= 0x61 ? $0 - 0x20 : $0 }
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}

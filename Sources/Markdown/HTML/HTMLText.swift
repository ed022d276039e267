import Bedrock

/// Text inside of HTML.
public enum HTMLText {
  /// Text with what would be markup escaped, in double quotes of an attribute, too.
  public static func escaped(_ text: String) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count)
    append(text.utf8, to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  static func append(_ text: some Sequence<UInt8>, to out: inout [UInt8]) {
    for byte in text {
      switch byte {
      case ASCII.less: out += "&lt;".utf8
      case ASCII.greater: out += "&gt;".utf8
      case ASCII.ampersand: out += "&amp;".utf8
      case ASCII.quote: out += "&quot;".utf8
      default: out.append(byte)
      }
    }
  }

  /// A destination as the value of `href` or `src`: what may not stand in a URL is percent-encoded.
  static func appendDestination(_ text: String, to out: inout [UInt8]) {
    for byte in text.utf8 {
      if byte.isAlphanumeric || safe.contains(byte) {
        out.append(byte)
      } else if byte == ASCII.ampersand {
        out += "&amp;".utf8
      } else if byte == ASCII.apostrophe {
        out += "&#x27;".utf8
      } else {
        out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
  }

  private static let safe = Set("!#$%()*+,-./:;=?@_~".utf8)
  private static let digits = Array("0123456789ABCDEF".utf8)
}

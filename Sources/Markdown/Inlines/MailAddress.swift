import Bedrock

/// A mail address in plain text, as cmark-gfm's extension `autolink` finds it.
struct MailAddress {
  /// Where it stands, a scheme before it included.
  var range: Range<Int>
  /// Whether `mailto:` or `xmpp:` stands before it.
  var hasScheme: Bool

  /// The addresses in a text, in order.
  static func all(in text: [UInt8]) -> [MailAddress] {
    var found: [MailAddress] = []
    var first = 0
    while let at = text[first...].firstIndex(of: ASCII.at) {
      if let address = MailAddress(text, at: at, from: first) {
        found.append(address)
        first = address.range.upperBound
      } else {
        first = at + 1
      }
    }
    return found
  }

  private init?(_ text: [UInt8], at: Int, from first: Int) {
    guard let (start, scheme) = Self.start(text, at: at, from: first),
      let end = Self.end(text, at: at, mayHoldSlash: scheme == "xmpp:")
    else { return nil }
    range = start..<end
    hasScheme = scheme != nil
  }

  /// Where the name before the `@` begins.
  private static func start(
    _ text: [UInt8], at: Int, from first: Int
  ) -> (start: Int, scheme: String?)? {
    var start = at
    var scheme: String?
    while start > first {
      let byte = text[start - 1]
      if byte == ASCII.colon, let found = Self.scheme(text, before: start, from: first) {
        scheme = found
      } else if !byte.isAlphanumeric, !".+-_".utf8.contains(byte) {
        break
      }
      start -= 1
    }
    return start < at ? (start, scheme) : nil
  }

  private static func scheme(_ text: [UInt8], before end: Int, from first: Int) -> String? {
    for scheme in ["mailto:", "xmpp:"] {
      let start = end - scheme.utf8.count
      guard start >= first, text[start..<end].elementsEqual(scheme.utf8) else { continue }
      if start == 0 || !text[start - 1].isAlphanumeric { return scheme }
    }
    return nil
  }

  /// Where the domain behind the `@` ends.
  private static func end(_ text: [UInt8], at: Int, mayHoldSlash: Bool) -> Int? {
    var end = at + 1
    var dots = 0
    scan: while end < text.count {
      switch text[end] {
      case ASCII.at: return nil
      case ASCII.dot where end + 1 < text.count && text[end + 1].isAlphanumeric: dots += 1
      case ASCII.slash where mayHoldSlash: break
      case ASCII.minus, ASCII.underscore: break
      case let byte where byte.isAlphanumeric: break
      default: break scan
      }
      end += 1
    }
    guard end > at + 1, dots > 0, text[end - 1].isLetter || text[end - 1] == ASCII.dot else {
      return nil
    }
    let trimmed = BareLink.withoutPunctuation(text, at, end)
    return trimmed > at ? trimmed : nil
  }
}

import Bedrock

/// Finds the ends of autolinks and raw HTML in a text: CommonMark 0.31, sections 6.5 and 6.6.
///
/// What is never closed is searched for once only, so that many openings cost no more than one.
struct RawHTML {
  enum Kind { case markup, uri, address }

  /// What was read last.
  private(set) var kind = Kind.markup
  /// The tag that was read last, if it was one.
  private(set) var tag: HTMLTag?
  private var unclosed: Set<String> = []

  /// The end of what the `<` at `start` opens; `nil` if it is only a character.
  mutating func end(_ bytes: [UInt8], at start: Int) -> Int? {
    tag = nil
    kind = .markup
    guard start + 1 < bytes.count else { return nil }
    switch bytes[start + 1] {
    case ASCII.question: return find("?>", bytes, from: start + 2)
    case ASCII.exclamation: return declarationEnd(bytes, at: start)
    default: break
    }
    if let end = Self.uriEnd(bytes, at: start) {
      kind = .uri
      return end
    }
    if let end = Self.mailEnd(bytes, at: start) {
      kind = .address
      return end
    }
    tag = HTMLTag(bytes, at: start, end: bytes.count)
    return tag?.end
  }

  private mutating func declarationEnd(_ bytes: [UInt8], at start: Int) -> Int? {
    let rest = bytes[(start + 2)...]
    if rest.starts(with: "--".utf8) {
      let body = rest.dropFirst(2)
      if body.starts(with: ">".utf8) { return start + 5 }
      if body.starts(with: "->".utf8) { return start + 6 }
      return find("-->", bytes, from: start + 4)
    }
    if rest.starts(with: "[CDATA[".utf8) { return find("]]>", bytes, from: start + 9) }
    guard let first = rest.first, first.isLetter else { return nil }
    return find(">", bytes, from: start + 3)
  }

  private mutating func find(_ closing: String, _ bytes: [UInt8], from start: Int) -> Int? {
    guard !unclosed.contains(closing) else { return nil }
    let closing = Array(closing.utf8)
    var index = start
    while index + closing.count <= bytes.count {
      if bytes[index] == closing[0], bytes[index...].starts(with: closing) {
        return index + closing.count
      }
      index += 1
    }
    unclosed.insert(String(decoding: closing, as: UTF8.self))
    return nil
  }

  /// The end of `<scheme:…>`.
  private static func uriEnd(_ bytes: [UInt8], at start: Int) -> Int? {
    var index = start + 1
    guard index < bytes.count, bytes[index].isLetter else { return nil }
    while index < bytes.count,
      bytes[index].isAlphanumeric || bytes[index] == ASCII.plus || bytes[index] == ASCII.dot
        || bytes[index] == ASCII.minus, index - start <= 33
    { index += 1 }
    let length = index - start - 1
    guard length >= 2, length <= 32, index < bytes.count, bytes[index] == ASCII.colon else {
      return nil
    }
    while index < bytes.count, !bytes[index].isControl, bytes[index] != ASCII.space,
      bytes[index] != ASCII.less, bytes[index] != ASCII.greater
    { index += 1 }
    return index < bytes.count && bytes[index] == ASCII.greater ? index + 1 : nil
  }

  /// The end of `<name@host>`.
  private static func mailEnd(_ bytes: [UInt8], at start: Int) -> Int? {
    var index = start + 1
    while index < bytes.count, isMailByte(bytes[index]) { index += 1 }
    guard index > start + 1, index < bytes.count, bytes[index] == UInt8(ascii: "@") else {
      return nil
    }
    repeat {
      index += 1
      let label = index
      while index < bytes.count, bytes[index].isAlphanumeric || bytes[index] == ASCII.minus {
        index += 1
      }
      guard index > label, index - label <= 63, bytes[label] != ASCII.minus,
        bytes[index - 1] != ASCII.minus
      else { return nil }
    } while index < bytes.count && bytes[index] == ASCII.dot
    return index < bytes.count && bytes[index] == ASCII.greater ? index + 1 : nil
  }

  private static func isMailByte(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || mailPunctuation.contains(byte)
  }

  private static let mailPunctuation = Set(".!#$%&'*+/=?^_`{|}~-".utf8)
}

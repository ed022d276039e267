/// Reads where a link leads, and its title: `destination "title"`.
struct LinkTarget {
  private let bytes: [UInt8]
  private(set) var index: Int

  init(_ bytes: [UInt8], at index: Int) {
    self.bytes = bytes
    self.index = index
  }

  mutating func read() -> (destination: String, title: String?)? {
    skipBlanks()
    guard let destination = destination() else { return nil }
    let end = index
    skipBlanks()
    if index > end, let title = title() { return (destination, title) }
    return (destination, nil)
  }

  var isAtEnd: Bool { bytes[min(index, bytes.count)...].allSatisfy(Self.isBlank) }

  /// Takes a byte, blanks before it too.
  mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A
  }

  private mutating func skipBlanks() {
    while index < bytes.count, Self.isBlank(bytes[index]) { index += 1 }
  }

  private mutating func destination() -> String? {
    guard index < bytes.count else { return nil }
    if bytes[index] == UInt8(ascii: "<") {
      return delimited(by: UInt8(ascii: ">"))
    }
    var depth = 0
    let start = index
    while index < bytes.count, !Self.isBlank(bytes[index]) {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count {
        index += 2
        continue
      }
      if bytes[index] == UInt8(ascii: "(") { depth += 1 }
      if bytes[index] == UInt8(ascii: ")") {
        if depth == 0 { break }
        depth -= 1
      }
      index += 1
    }
    index = min(index, bytes.count)
    return depth == 0 ? Self.unescaped(bytes[start..<index]) : nil
  }

  private mutating func title() -> String? {
    guard index < bytes.count else { return nil }
    switch bytes[index] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return delimited(by: bytes[index])
    case UInt8(ascii: "("): return delimited(by: UInt8(ascii: ")"))
    default: return nil
    }
  }

  /// What stands between the byte here and the closing one.
  private mutating func delimited(by closing: UInt8) -> String? {
    var end = index + 1
    while end < bytes.count, bytes[end] != closing {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end < bytes.count else { return nil }
    defer { index = end + 1 }
    return Self.unescaped(bytes[(index + 1)..<end])
  }

  static func unescaped(_ text: ArraySlice<UInt8>) -> String {
    var out: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == UInt8(ascii: "\\"), index + 1 < text.endIndex,
        HTMLText.isPunctuation(text[index + 1])
      {
        index += 1
      }
      out.append(text[index])
      index += 1
    }
    return String(decoding: out, as: UTF8.self)
  }
}

import Bedrock

/// An HTML tag as CommonMark 0.31, section 6.6, has it: opening or closing, with its attributes.
struct HTMLTag {
  struct Attribute {
    var name: Range<Int>
    /// Without the quotes; `nil` for an attribute that has no value.
    var value: Range<Int>?
    /// The quote around the value, or 0.
    var quote: UInt8
  }

  var name: Range<Int>
  var isClosing = false
  var attributes: [Attribute] = []
  /// Behind the `>`.
  var end: Int

  /// Reads the tag whose `<` stands at `start`; `nil` if there is none.
  init?(_ bytes: [UInt8], at start: Int, end limit: Int) {
    var reader = HTMLTagReader(bytes: bytes, index: start + 1, end: limit)
    isClosing = reader.take(ASCII.slash)
    guard let name = reader.tagName() else { return nil }
    self.name = name
    if !isClosing {
      while true {
        let hadSpace = reader.skipWhitespace()
        guard hadSpace, let attribute = reader.attribute() else { break }
        attributes.append(attribute)
      }
      _ = reader.take(ASCII.slash)
      if reader.failed { return nil }
    } else {
      _ = reader.skipWhitespace()
    }
    guard reader.take(ASCII.greater) else { return nil }
    end = reader.index
  }
}

/// Reads the parts of an HTML tag one after the other.
private struct HTMLTagReader {
  let bytes: [UInt8]
  var index: Int
  let end: Int
  var failed = false

  private var byte: UInt8 { index < end ? bytes[index] : 0 }

  mutating func take(_ expected: UInt8) -> Bool {
    guard index < end, bytes[index] == expected else { return false }
    index += 1
    return true
  }

  mutating func skipWhitespace() -> Bool {
    let start = index
    while index < end, bytes[index].isWhitespace { index += 1 }
    return index > start
  }

  mutating func tagName() -> Range<Int>? {
    let start = index
    guard byte.isLetter else { return nil }
    while index < end, byte.isAlphanumeric || byte == ASCII.minus { index += 1 }
    return start..<index
  }

  /// An attribute with its value; what follows a name without `=` is left for the next one.
  mutating func attribute() -> HTMLTag.Attribute? {
    let start = index
    guard byte.isNameStart || byte == ASCII.colon else { return nil }
    while index < end,
      byte.isNamePart || byte == ASCII.colon || byte == ASCII.dot
        || byte == ASCII.minus
    { index += 1 }
    let name = start..<index
    let afterName = index
    _ = skipWhitespace()
    guard take(ASCII.equals) else {
      index = afterName
      return HTMLTag.Attribute(name: name, value: nil, quote: 0)
    }
    _ = skipWhitespace()
    guard let (value, quote) = attributeValue() else {
      failed = true
      return nil
    }
    return HTMLTag.Attribute(name: name, value: value, quote: quote)
  }

  private mutating func attributeValue() -> (Range<Int>, UInt8)? {
    let quote = byte
    if quote == ASCII.quote || quote == ASCII.apostrophe {
      let start = index + 1
      index = start
      while index < end, bytes[index] != quote { index += 1 }
      guard take(quote) else { return nil }
      return (start..<index - 1, quote)
    }
    let start = index
    while index < end, !Self.endsUnquotedValue(bytes[index]) { index += 1 }
    return index > start ? (start..<index, 0) : nil
  }

  private static func endsUnquotedValue(_ byte: UInt8) -> Bool {
    byte.isWhitespace || byte == ASCII.quote || byte == ASCII.apostrophe || byte == ASCII.equals
      || byte == ASCII.less || byte == ASCII.greater || byte == ASCII.backtick
  }
}

extension JSONParser {
  /// Reads a string whose opening quote is next.
  mutating func string() throws(JSON.ParseError) -> String {
    offset += 1
    let start = offset
    var isASCII = true
    while let byte = peek(), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      if byte >= 0x80 { isASCII = false }
      offset += 1
    }
    if peek() == UInt8(ascii: "\"") {
      let plain = UnsafeBufferPointer(rebasing: bytes[start..<offset])
      if !isASCII { try checkUTF8(plain, from: start) }
      offset += 1
      return String(decoding: plain, as: UTF8.self)
    }
    return try stringWithEscapes(from: start)
  }

  private mutating func stringWithEscapes(from start: Int) throws(JSON.ParseError) -> String {
    var text: [UInt8] = Array(bytes[start..<offset])
    try checkUTF8(UnsafeBufferPointer(rebasing: bytes[start..<offset]), from: start)
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        try escape(into: &text)
      case 0..<0x20:
        throw error("a control character in a string must be escaped")
      default:
        let length = UTF8Text.sequenceLength(in: bytes, at: offset)
        if length == 0 { throw error("invalid UTF-8") }
        text.append(contentsOf: bytes[offset..<offset + length])
        offset += length
      }
    }
    throw error("a string without its closing quote")
  }

  private func checkUTF8(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int
  ) throws(JSON.ParseError) {
    if let bad = UTF8Text.firstInvalidOffset(in: text) {
      throw error("invalid UTF-8", at: start + bad)
    }
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSON.ParseError) {
    let start = offset
    offset += 1
    guard let letter = peek() else { throw error("a string without its closing quote") }
    offset += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      let scalar = try unicodeEscape(from: start)
      text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default: throw error("unknown escape", at: start)
    }
  }

  /// Reads what follows `\u`: one unit, or a pair of surrogates.
  private mutating func unicodeEscape(
    from start: Int
  ) throws(JSON.ParseError) -> Unicode.Scalar {
    let unit = try hexadecimalUnit(from: start)
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard unit < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
      throw error("half of a surrogate pair", at: start)
    }
    let low = try hexadecimalUnit(from: start)
    let joined = 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
    guard (0xDC00...0xDFFF).contains(low), let scalar = Unicode.Scalar(joined) else {
      throw error("half of a surrogate pair", at: start)
    }
    return scalar
  }

  private mutating func hexadecimalUnit(from start: Int) throws(JSON.ParseError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = peek().flatMap(Hexadecimal.value(ofDigit:)) else {
        throw error("\\u needs four hexadecimal digits", at: start)
      }
      unit = unit << 4 | digit
      offset += 1
    }
    return unit
  }

  /// Reads a number: `-`, digits without a leading zero, a fraction, an exponent.
  mutating func number() throws(JSON.ParseError) -> JSON {
    let start = offset
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) {
      try digits()
    } else if let next = peek(), isDigit(next) {
      throw error("a number with a leading zero", at: start)
    }
    var isInteger = true
    if take(UInt8(ascii: ".")) {
      isInteger = false
      try digits()
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isInteger = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    let text = bytes[start..<offset]
    if isInteger, let value = integer(text) { return .integer(value) }
    guard let value = NumberText.parse(text), value.isFinite else {
      throw error("a number out of range", at: start)
    }
    return .double(value)
  }

  private mutating func digits() throws(JSON.ParseError) {
    guard let first = peek(), isDigit(first) else { throw error("expected a digit") }
    while let next = peek(), isDigit(next) { offset += 1 }
  }

  func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// The integer that digits stand for; nil if it does not fit, or is -0.
  private func integer(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    let isNegative = text.first == UInt8(ascii: "-")
    var value = 0
    for byte in isNegative ? text.dropFirst() : text {
      let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
      // Counting down reaches Int.min, which has no positive counterpart.
      let (sum, overflow) = product.subtractingReportingOverflow(Int(byte) - 0x30)
      if tooLarge || overflow { return nil }
      value = sum
    }
    if isNegative { return value == 0 ? nil : value }
    return value == .min ? nil : -value
  }
}

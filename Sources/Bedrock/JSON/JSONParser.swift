extension JSON {
  /// Reads JSON text as RFC 8259 has it, and nothing more lenient.
  ///
  /// An integer that fits is an ``integer(_:)``, every other number a ``double(_:)``, `-0` among
  /// them. Keys may repeat and keep their order.
  /// - Parameter maximumDepth: the arrays and objects that may stand in one another.
  /// - Throws: ``ParseError``.
  public init(parsing bytes: [UInt8], maximumDepth: Int = 512) throws(ParseError) {
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<JSON, ParseError> in
      var parser = JSONParser(bytes: buffer, maximumDepth: maximumDepth)
      return Result { () throws(ParseError) in try parser.document() }
    }
    self = try result.get()
  }

  /// Reads JSON text, see ``init(parsing:maximumDepth:)-([UInt8],_)``.
  public init(parsing text: String, maximumDepth: Int = 512) throws(ParseError) {
    try self.init(parsing: Array(text.utf8), maximumDepth: maximumDepth)
  }

  /// What is wrong with a JSON text, and where.
  public struct ParseError: Error, Equatable, Sendable, CustomStringConvertible {
    public let message: String
    /// The offset of the byte where reading stopped.
    public let offset: Int
    /// The line of that byte, from 1.
    public let line: Int
    /// Its column in Unicode scalars, from 1.
    public let column: Int

    public var description: String { "\(line):\(column): \(message)" }
  }
}

/// A recursive-descent reader; its depth is bounded, so no text exhausts the stack.
struct JSONParser {
  let bytes: UnsafeBufferPointer<UInt8>
  let maximumDepth: Int
  var offset = 0

  init(bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  mutating func document() throws(JSON.ParseError) -> JSON {
    let result = try value(depth: 0)
    skipBlanks()
    if offset < bytes.count { throw error("unexpected text after the value") }
    return result
  }

  private mutating func value(depth: Int) throws(JSON.ParseError) -> JSON {
    skipBlanks()
    switch peek() {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case let byte? where byte == UInt8(ascii: "-") || isDigit(byte): return try number()
    case nil: throw error("expected a value, found the end of the text")
    default: throw error("expected a value")
    }
  }

  private mutating func object(depth: Int) throws(JSON.ParseError) -> JSON {
    try enter(depth)
    var object = JSON.Object()
    skipBlanks()
    if take(UInt8(ascii: "}")) { return .object(object) }
    repeat {
      skipBlanks()
      guard peek() == UInt8(ascii: "\"") else { throw error("expected a key in quotes") }
      let key = try string()
      skipBlanks()
      guard take(UInt8(ascii: ":")) else { throw error("expected ':' after the key") }
      object.append(key, try value(depth: depth))
      skipBlanks()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw error("expected ',' or '}'") }
    return .object(object)
  }

  private mutating func array(depth: Int) throws(JSON.ParseError) -> JSON {
    try enter(depth)
    var elements: [JSON] = []
    skipBlanks()
    if take(UInt8(ascii: "]")) { return .array(elements) }
    repeat {
      elements.append(try value(depth: depth))
      skipBlanks()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw error("expected ',' or ']'") }
    return .array(elements)
  }

  /// Steps over the bracket, if the nesting is not too deep.
  private mutating func enter(_ depth: Int) throws(JSON.ParseError) {
    if depth > maximumDepth { throw error("nested more than \(maximumDepth) deep") }
    offset += 1
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSON.ParseError) -> JSON {
    let length = word.utf8CodeUnitCount
    for index in 0..<length {
      guard offset + index < bytes.count, bytes[offset + index] == word.utf8Start[index] else {
        throw error("expected a value")
      }
    }
    offset += length
    return value
  }

  @inline(__always)
  func peek() -> UInt8? {
    offset < bytes.count ? bytes[offset] : nil
  }

  @inline(__always)
  mutating func take(_ byte: UInt8) -> Bool {
    guard offset < bytes.count, bytes[offset] == byte else { return false }
    offset += 1
    return true
  }

  private mutating func skipBlanks() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset += 1
      default: return
      }
    }
  }

  func error(_ message: String, at place: Int? = nil) -> JSON.ParseError {
    let place = place ?? offset
    var (line, column) = (1, 1)
    for byte in bytes.prefix(place) {
      if byte == UInt8(ascii: "\n") {
        (line, column) = (line + 1, 1)
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return JSON.ParseError(message: message, offset: place, line: line, column: column)
  }
}

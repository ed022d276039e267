import Bedrock

extension Parser {
  /// A number: `7`, `-0.25`, `.5`, `1_000`, `1e-3`.
  mutating func number() throws(SyntaxError) -> NumberLiteral {
    let start = index
    var digits: [UInt8] = []
    if byte == ASCII.minus {
      digits.append(byte)
      index += 1
    }
    takeDigits(&digits)
    var decimals = 0
    if byte == ASCII.dot {
      guard byte(at: index + 1).isDigit else {
        take(to: index + 1)
        throw SyntaxError("digits follow the point of a number", start..<index)
      }
      digits.append(byte)
      index += 1
      decimals = takeDigits(&digits)
    }
    decimals -= takeExponent(&digits)
    take(to: index)
    if byte.isNamePart || byte == ASCII.dot {
      while byte.isNamePart || byte == ASCII.dot { index += 1 }
      throw SyntaxError(
        "'\(text.string(start..<index))' is no number; text is written in quotes", start..<index)
    }
    let value = NumberText.parse(digits) ?? 0
    guard value.isFinite else {
      throw SyntaxError(
        "'\(text.string(start..<index))' is too large for a number", start..<index)
    }
    return NumberLiteral(value: value, decimals: decimals, at: span(start..<index))
  }

  /// Takes digits, of which `_` may separate two; the result is how many there are.
  @discardableResult
  private mutating func takeDigits(_ digits: inout [UInt8]) -> Int {
    let before = digits.count
    while true {
      if byte.isDigit {
        digits.append(byte)
      } else if byte != ASCII.underscore || digits.count == before || !byte(at: index + 1).isDigit {
        return digits.count - before
      }
      index += 1
    }
  }

  /// Takes `e` and an exponent if there is one; the result is its value, within sensible limits.
  private mutating func takeExponent(_ digits: inout [UInt8]) -> Int {
    guard byte.lowercased == UInt8(ascii: "e") else { return 0 }
    let sign = byte(at: index + 1)
    let signLength = sign == ASCII.minus || sign == ASCII.plus ? 1 : 0
    guard byte(at: index + 1 + signLength).isDigit else { return 0 }
    digits.append(contentsOf: bytes[index...index + signLength])
    index += 1 + signLength
    var exponent = 0
    while byte.isDigit {
      digits.append(byte)
      exponent = min(exponent * 10 + Int(byte &- 0x30), 99_999)
      index += 1
    }
    return sign == ASCII.minus ? -exponent : exponent
  }

  // MARK: Strings

  /// Text between quotes, or between three of them over several lines.
  ///
  /// Where a line end follows the opening three at once, it is left out, and so is the one before
  /// closing three that stand on a line of their own; their indentation comes off every line.
  mutating func string() throws(SyntaxError) -> (String, Range<Int>) {
    let start = index
    let isLong = byte(at: start + 1) == ASCII.quote && byte(at: start + 2) == ASCII.quote
    let content = try stringContent(from: start + (isLong ? 3 : 1), isLong: isLong, start)
    take(to: content.upperBound + (isLong ? 3 : 1))
    let text = isLong ? try longText(content) : try unescaped(content)
    return (text, start..<tokenEnd)
  }

  private func stringContent(from first: Int, isLong: Bool, _ start: Int) throws(SyntaxError)
    -> Range<Int>
  {
    var index = first
    while index < bytes.count {
      switch bytes[index] {
      case ASCII.backslash:
        // What is escaped may be the end of the text, or of the line, which no string goes over.
        let escaped = byte(at: index + 1)
        index += index + 1 < bytes.count && (isLong || !escaped.isLineEnd) ? 2 : 1
      case ASCII.quote:
        if !isLong || (byte(at: index + 1) == ASCII.quote && byte(at: index + 2) == ASCII.quote) {
          return first..<index
        }
        index += 1
      case ASCII.newline where !isLong, ASCII.carriageReturn where !isLong:
        throw SyntaxError("this string is never closed", start..<index, resume: start)
      default: index += 1
      }
    }
    throw SyntaxError(
      "this string is never closed", start..<(isLong ? first : bytes.count),
      resume: isLong ? bytes.count : start)
  }

  private func unescaped(_ range: Range<Int>) throws(SyntaxError) -> String {
    var out: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      guard bytes[index] == ASCII.backslash else {
        out.append(bytes[index])
        index += 1
        continue
      }
      let (scalar, end) = try escape(at: index, limit: range.upperBound)
      out.append(contentsOf: String(String.UnicodeScalarView([scalar])).utf8)
      index = end
    }
    return String(decoding: out, as: UTF8.self)
  }

  private func escape(at start: Int, limit: Int) throws(SyntaxError) -> (Unicode.Scalar, Int) {
    switch byte(at: start + 1) {
    case UInt8(ascii: "n"): return ("\n", start + 2)
    case UInt8(ascii: "t"): return ("\t", start + 2)
    case UInt8(ascii: "r"): return ("\r", start + 2)
    case UInt8(ascii: "0"): return ("\0", start + 2)
    case ASCII.quote: return ("\"", start + 2)
    case ASCII.backslash: return ("\\", start + 2)
    case UInt8(ascii: "u") where byte(at: start + 2) == UInt8(ascii: "{"):
      var end = start + 3
      while end < limit, bytes[end].isHexDigit { end += 1 }
      if end < limit, bytes[end] == UInt8(ascii: "}"), end > start + 3,
        let value = UInt32(text.string(start + 3..<end), radix: 16),
        let scalar = Unicode.Scalar(value)
      {
        return (scalar, end + 1)
      }
      throw SyntaxError("\\u{…} holds the hexadecimal number of a character", start..<end)
    default:
      throw SyntaxError(
        "unknown escape; there are \\n \\t \\r \\0 \\\" \\\\ and \\u{HEX}",
        start..<min(start + 2, limit))
    }
  }

  private func longText(_ content: Range<Int>) throws(SyntaxError) -> String {
    guard byte(at: content.lowerBound).isLineEnd else { return try unescaped(content) }
    var lines: [Range<Int>] = []
    var start = nextLine(from: content.lowerBound)
    while start <= content.upperBound {
      let end = min(lineEnd(from: start), content.upperBound)
      lines.append(start..<end)
      if end == content.upperBound { break }
      start = nextLine(from: start)
    }
    var indent = 0
    if let last = lines.last, bytes[last].allSatisfy(\.isBlank) {
      indent = last.count
      lines.removeLast()
    }
    var parts: [String] = []
    for line in lines {
      let blanks = bytes[line].prefix { $0.isBlank }.count
      parts.append(try unescaped(line.lowerBound + min(blanks, indent)..<line.upperBound))
    }
    return parts.joined(separator: "\n")
  }
}

import Bedrock

/// Reads the parts of links and reference definitions: CommonMark 0.31, sections 4.7 and 6.3.
enum LinkReader {
  struct Target {
    /// The destination without its angle brackets.
    var range: Range<Int>
    var form: Destination.Form
    /// Behind the destination.
    var end: Int
  }

  /// Parentheses that may stand in one another in a bare destination.
  private static let maximumDepth = 32

  static func destination(_ bytes: [UInt8], at start: Int) -> Target? {
    guard start < bytes.count else { return nil }
    return bytes[start] == ASCII.less
      ? angleDestination(bytes, at: start) : bareDestination(bytes, at: start)
  }

  private static func angleDestination(_ bytes: [UInt8], at start: Int) -> Target? {
    var index = start + 1
    while index < bytes.count {
      switch bytes[index] {
      case ASCII.greater:
        return Target(range: start + 1..<index, form: .angle, end: index + 1)
      case ASCII.less, ASCII.newline, ASCII.carriageReturn: return nil
      case ASCII.backslash where index + 1 < bytes.count && bytes[index + 1].isPunctuation:
        index += 2
      default: index += 1
      }
    }
    return nil
  }

  private static func bareDestination(_ bytes: [UInt8], at start: Int) -> Target? {
    var index = start
    var depth = 0
    loop: while index < bytes.count {
      switch bytes[index] {
      case ASCII.backslash where index + 1 < bytes.count && bytes[index + 1].isPunctuation:
        index += 1
      case ASCII.leftParenthesis:
        depth += 1
        guard depth <= maximumDepth else { return nil }
      case ASCII.rightParenthesis:
        if depth == 0 { break loop }
        depth -= 1
      case let byte where byte.isControl || byte == ASCII.space: break loop
      default: break
      }
      index += 1
    }
    return depth == 0 ? Target(range: start..<index, form: .bare, end: index) : nil
  }

  /// The end of the title that begins at `start`; it may go over lines.
  static func titleEnd(_ bytes: [UInt8], at start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    let open = bytes[start]
    let close: UInt8
    switch open {
    case ASCII.quote, ASCII.apostrophe: close = open
    case ASCII.leftParenthesis: close = ASCII.rightParenthesis
    default: return nil
    }
    var index = start + 1
    while index < bytes.count {
      if bytes[index] == close { return index + 1 }
      if bytes[index] == ASCII.leftParenthesis, open == ASCII.leftParenthesis { return nil }
      index += bytes[index] == ASCII.backslash && index + 1 < bytes.count ? 2 : 1
    }
    return nil
  }

  /// The end of the label whose `[` stands at `start`: at most 999 characters, no bracket in it.
  static func labelEnd(_ bytes: [UInt8], at start: Int) -> Int? {
    guard start < bytes.count, bytes[start] == ASCII.leftBracket else { return nil }
    var index = start + 1
    var characters = 0
    while index < bytes.count, characters <= 999 {
      switch bytes[index] {
      case ASCII.rightBracket: return index + 1
      case ASCII.leftBracket: return nil
      case ASCII.backslash where index + 1 < bytes.count && bytes[index + 1].isPunctuation:
        index += 1
        characters += 1
      default: break
      }
      if bytes[index] & 0xC0 != 0x80 { characters += 1 }
      index += 1
    }
    return nil
  }

  /// Behind blanks and at most one line end.
  static func skipSpace(_ bytes: [UInt8], at start: Int) -> Int {
    var index = skipBlanks(bytes, at: start)
    if index < bytes.count, bytes[index] == ASCII.newline {
      index = skipBlanks(bytes, at: index + 1)
    }
    return index
  }

  static func skipBlanks(_ bytes: [UInt8], at start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index].isBlank { index += 1 }
    return index
  }
}

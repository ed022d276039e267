import Bedrock

extension Parser {
  /// Nothing may follow a directive on its lines.
  mutating func expectEnd() throws(SyntaxError) {
    skipBlanks()
    guard !isAtEnd else { return }
    throw unexpected("nothing more is expected here")
  }

  /// An error at what stands here, where something else was expected.
  func unexpected(_ expectation: String) -> SyntaxError {
    if isAtEnd {
      let end = max(tokenEnd, 1)
      return SyntaxError(expectation, end - 1..<end)
    }
    let range = index..<snippetEnd()
    if let advice = advice(range) { return SyntaxError(advice, range) }
    return SyntaxError("\(expectation), not '\(text.string(range))'", range)
  }

  /// An error at what follows a value without a blank.
  func glued() -> SyntaxError {
    let range = index..<snippetEnd()
    if let advice = advice(range) { return SyntaxError(advice, range) }
    return SyntaxError("a blank is missing before '\(text.string(range))'", range)
  }

  /// What an author who writes these characters likely meant.
  private func advice(_ range: Range<Int>) -> String? {
    let word = text.string(range)
    switch byte {
    case let byte where byte >= 0x80:
      if let first = word.unicodeScalars.first, "“”„‟″".unicodeScalars.contains(first) {
        return "text is written between straight quotes: \"…\""
      }
      if let first = word.unicodeScalars.first, "−–—".unicodeScalars.contains(first) {
        return "a minus is written '-', not '\(String(String.UnicodeScalarView([first])))'"
      }
      return "'\(word)' stands outside a string; write it in quotes: \"\(word)\""
    case ASCII.apostrophe: return "text is written between double quotes: \"…\""
    case ASCII.equals where byte(at: index + 1) != ASCII.equals:
      return "'=' binds names and parameters; values are compared with '=='"
    case ASCII.ampersand: return "'and' is written as a word"
    case UInt8(ascii: "|"): return "'or' is written as a word"
    case ASCII.exclamation where byte(at: index + 1) != ASCII.equals:
      return "'not' is written as a word"
    case UInt8(ascii: "*") where byte(at: index + 1) == UInt8(ascii: "*"):
      return "a power is written '^'"
    case ASCII.comma where openings.isEmpty:
      return isInArguments
        ? "arguments are separated by blanks, not commas"
        : "one expression stands here; several values make a list: [a, b]"
    case ASCII.rightBracket, ASCII.rightParenthesis:
      return "'\(text.string(index..<index + 1))' closes nothing"
    case ASCII.slash where isInArguments:
      return "a path is written in quotes, and a quotient in parentheses"
    case ASCII.plus, ASCII.minus, UInt8(ascii: "*"), UInt8(ascii: "%"), UInt8(ascii: "^"):
      guard isInArguments else { return nil }
      if byte == ASCII.plus, let before = bytes[..<tokenEnd].last, before == ASCII.quote {
        return "texts are joined in parentheses: (\"…\" + \"…\")"
      }
      return "arithmetic in an argument stands in parentheses: (a + b)"
    default: return nil
    }
  }

  /// The end of the word or character that stands here, as much as an error quotes.
  private func snippetEnd() -> Int {
    var end = index
    if byte.isNamePart || byte >= 0x80 {
      while end < bytes.count, bytes[end].isNamePart || bytes[end] >= 0x80 { end += 1 }
      return end
    }
    return min(index + 1, bytes.count)
  }
}

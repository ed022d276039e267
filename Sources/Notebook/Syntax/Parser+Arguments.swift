import Bedrock

extension Parser {
  /// The arguments of a directive, to its end.
  mutating func call(name: Name?, verb: Name, from start: Int) throws(SyntaxError) -> DirectiveCall
  {
    var arguments: [Argument] = []
    isInArguments = true
    while true {
      let before = index
      skipBlanks()
      if isAtEnd { break }
      guard index > before || bytes[before - 1].isBlank else { throw glued() }
      arguments.append(try argument())
    }
    isInArguments = false
    return DirectiveCall(name: name, verb: verb, arguments: arguments, at: span(from: start))
  }

  /// `key=atom`, or an atom by its place.
  mutating func argument() throws(SyntaxError) -> Argument {
    guard byte.isNameStart else { return Argument(key: nil, atom: try atom()) }
    let start = index
    let word = word()
    if byte == ASCII.equals, byte(at: index + 1) != ASCII.equals {
      take(to: index + 1)
      guard index < bytes.count, !byte.isWhitespace else {
        throw SyntaxError(
          "a value follows '\(word.text)=' without a blank between", start..<index)
      }
      return Argument(key: word, atom: try atom())
    }
    try checkNoSpacedEquals(word, from: start)
    return Argument(key: nil, atom: try wordAtom(word, from: start))
  }

  /// Says what is wrong with `key = value`.
  private func checkNoSpacedEquals(_ word: Name, from start: Int) throws(SyntaxError) {
    var next = index
    while byte(at: next).isBlank { next += 1 }
    guard next > index, byte(at: next) == ASCII.equals, byte(at: next + 1) != ASCII.equals else {
      return
    }
    throw SyntaxError(
      "no blanks stand around the '=' of an argument: write \(word.text)=…", start..<next + 1)
  }

  // MARK: Atoms

  /// A value of an argument or of an argument's list.
  mutating func atom() throws(SyntaxError) -> Atom {
    let start = index
    switch byte {
    case let byte where byte.isNameStart:
      return try wordAtom(word(), from: start)
    case let byte where byte.isDigit:
      return .number(try number())
    case ASCII.dot where self.byte(at: index + 1).isDigit:
      return .number(try number())
    case ASCII.minus where startsNumber(at: index + 1):
      return .number(try number())
    case ASCII.quote:
      let (text, range) = try string()
      return .string(text, span: span(range))
    case ASCII.leftBracket:
      return try atomList()
    case ASCII.leftParenthesis:
      return try parenthesizedAtom()
    default:
      throw unexpected("a value is expected")
    }
  }

  func startsNumber(at index: Int) -> Bool {
    byte(at: index).isDigit || (byte(at: index) == ASCII.dot && byte(at: index + 1).isDigit)
  }

  /// A flag, or a word or path that begins with a word.
  private mutating func wordAtom(_ word: Name, from start: Int) throws(SyntaxError) -> Atom {
    if byte != ASCII.dot, byte != ASCII.leftBracket {
      if word.text == "true" || word.text == "false" {
        return .bool(word.text == "true", span: word.span)
      }
    }
    if byte == ASCII.leftParenthesis {
      throw SyntaxError(
        "a function in an argument stands in parentheses: (\(word.text)(…))", start..<index + 1)
    }
    return .path(try path(word, from: start))
  }

  private mutating func parenthesizedAtom() throws(SyntaxError) -> Atom {
    let start = index
    isInArguments = false
    let value = try parenthesized()
    isInArguments = true
    return .parenthesized(value, span: span(from: start))
  }

  private mutating func atomList() throws(SyntaxError) -> Atom {
    let start = index
    try enter(start)
    open()
    var elements: [Atom] = []
    while try nextElement(isFirst: elements.isEmpty, opening: start) {
      let element = index
      elements.append(try atom())
      if byte == ASCII.equals { throw unexpected("a list has no names in it") }
      try checkListEnd(element)
    }
    depth -= 1
    return .list(elements, span: span(from: start))
  }

  /// Takes the comma before a list's next element, or the bracket at its end.
  mutating func nextElement(isFirst: Bool, opening: Int) throws(SyntaxError) -> Bool {
    skipBlanks()
    if index >= bytes.count { throw unclosed(opening) }
    if byte == ASCII.comma, !isFirst {
      take(to: index + 1)
      skipBlanks()
      if index >= bytes.count { throw unclosed(opening) }
    } else if !isFirst, byte != ASCII.rightBracket {
      throw unexpected("a comma or ']' is expected in a list")
    }
    guard byte == ASCII.rightBracket else { return true }
    closeBracket()
    return false
  }

  /// Arithmetic in a list of an argument stands in parentheses.
  private func checkListEnd(_ element: Int) throws(SyntaxError) {
    guard index < bytes.count, !byte.isWhitespace, byte != ASCII.comma,
      byte != ASCII.rightBracket
    else { return }
    throw glued()
  }
}

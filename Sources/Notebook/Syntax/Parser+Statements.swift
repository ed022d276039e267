import Bedrock

extension Parser {
  /// Words of the language that are no names.
  static let reservedWords: Set<String> = [
    "let", "show", "expect", "include", "use", "true", "false", "and", "or", "not", "within",
  ]

  /// Reads the directives of a block, every one that can be read, and reports every error.
  mutating func statements() -> [Statement] {
    var statements: [Statement] = []
    var isFirst = true
    while let (start, indent) = nextDirective() {
      if isFirst { baseIndent = indent }
      isFirst = false
      index = start
      do throws(SyntaxError) {
        if indent < baseIndent {
          throw SyntaxError(
            "a directive starts where the block's first one does: this line is indented less",
            start..<max(nameEnd(from: start), start + 1))
        }
        let statement = try statement()
        try expectEnd()
        statements.append(statement)
      } catch {
        failedNames.append(contentsOf: boundName(of: start))
        recover(from: error)
      }
      index = nextLine(from: index)
    }
    return statements
  }

  /// The next line that is neither blank nor a comment; `index` stands at a line's start.
  private func nextDirective() -> (start: Int, indent: Int)? {
    var start = index
    while start < bytes.count {
      let (textStart, columns) = indentation(at: start)
      if textStart < bytes.count, !bytes[textStart].isLineEnd, bytes[textStart] != ASCII.hash {
        return (textStart, columns)
      }
      start = nextLine(from: textStart)
    }
    return nil
  }

  /// Reports an error and goes to the end of the line before the next directive.
  private mutating func recover(from error: SyntaxError) {
    var error = error
    if let opening = openings.last, error.resume == nil, beginsDirective(error.range.lowerBound),
      lineStart(of: error.range.lowerBound) > opening
    {
      error = unclosed(opening)
    }
    diagnostics.append(diagnostic(error))
    openings.removeAll()
    depth = 0
    isInArguments = false
    index = error.resume ?? error.range.lowerBound
    while true {
      let next = nextLine(from: index)
      guard next < bytes.count, !beginsDirective(next) else { return }
      index = next
    }
  }

  /// Whether a line looks like a directive: at the block's indentation, with a letter first.
  private func beginsDirective(_ offset: Int) -> Bool {
    let (start, columns) = indentation(at: lineStart(of: offset))
    return columns <= baseIndent && byte(at: start).isNameStart
  }

  /// The name that the directive at an offset would bind, were it read.
  private func boundName(of start: Int) -> [String] {
    var reader = self
    reader.index = start
    guard reader.byte.isNameStart else { return [] }
    let word = reader.word()
    if word.text == "let" {
      while reader.byte.isBlank { reader.index += 1 }
      return reader.byte.isNameStart ? [reader.name().text] : []
    }
    if word.text == "use" { return [] }
    return DirectiveRegister.languageVerbs.contains(word.text) ? [] : [word.text]
  }

  // MARK: The directives

  private mutating func statement() throws(SyntaxError) -> Statement {
    let start = index
    guard byte.isNameStart else { throw unexpected("a directive starts with its verb") }
    let word = word()
    skipBlanks()
    let isNamed = byte == ASCII.equals && byte(at: index + 1) != ASCII.equals
    if isNamed { return try named(word, from: start) }
    switch word.text {
    case "let": return try binding(from: start)
    case "show": return try show(from: start)
    case "expect": return try expectation(from: start)
    case "include": return try include(from: start)
    case "use": return try use(as: nil, from: start)
    default: return .directive(try call(name: nil, verb: word, from: start))
    }
  }

  private mutating func named(_ name: Name, from start: Int) throws(SyntaxError) -> Statement {
    try checkName(name, start..<tokenEnd)
    take(to: index + 1)
    skipBlanks()
    guard byte.isNameStart else {
      throw SyntaxError(
        "'\(name.text) =' names a directive's results; a value is bound with 'let \(name.text) = …'",
        start..<tokenEnd)
    }
    let verbStart = index
    let verb = word()
    if verb.text == "use" { return try use(as: name, from: start) }
    if DirectiveRegister.languageVerbs.contains(verb.text) {
      throw SyntaxError("'\(verb.text)' gives no results to name", verbStart..<tokenEnd)
    }
    return .directive(try call(name: name, verb: verb, from: start))
  }

  func checkName(_ name: Name, _ range: Range<Int>) throws(SyntaxError) {
    if name.text.utf8.contains(ASCII.minus) {
      throw SyntaxError("a name has letters, digits and '_' only, not '-'", range)
    }
    if Self.reservedWords.contains(name.text) {
      throw SyntaxError("'\(name.text)' is a word of the language and no name", range)
    }
  }

  private mutating func binding(from start: Int) throws(SyntaxError) -> Statement {
    guard byte.isNameStart else { throw unexpected("a name follows 'let'") }
    let nameStart = index
    let name = name()
    try checkName(name, nameStart..<tokenEnd)
    skipBlanks()
    guard byte == ASCII.equals, byte(at: index + 1) != ASCII.equals else {
      throw unexpected("'=' follows the name: let \(name.text) = …")
    }
    take(to: index + 1)
    let value = try expression()
    return .binding(name: name, expression: value, span: span(from: start))
  }

  private mutating func show(from start: Int) throws(SyntaxError) -> Statement {
    let (value, format) = try formatted()
    return .show(value, format: format, span: span(from: start))
  }

  /// An expression and, behind a colon, the text of a format.
  mutating func formatted() throws(SyntaxError) -> (Expression, Name?) {
    let value = try expression()
    skipBlanks()
    guard byte == ASCII.colon else { return (value, nil) }
    take(to: index + 1)
    while byte.isBlank { index += 1 }
    let start = index
    while index < bytes.count, !bytes[index].isWhitespace { index += 1 }
    guard index > start else { throw unexpected("a format follows ':', such as .3f") }
    take(to: index)
    return (value, Name(text.string(start..<index), at: span(start..<index)))
  }

  private mutating func expectation(from start: Int) throws(SyntaxError) -> Statement {
    let left = try expression()
    skipBlanks()
    var near: Expression?
    var tolerance: Expression?
    if byte == ASCII.tilde {
      take(to: index + 1)
      near = try expression()
      skipBlanks()
      if isKeyword("within") {
        take(to: index + 6)
        tolerance = try expression()
      }
    }
    return .expect(left, near: near, within: tolerance, span: span(from: start))
  }

  private mutating func include(from start: Int) throws(SyntaxError) -> Statement {
    guard byte == ASCII.quote else {
      throw unexpected("a path in quotes follows 'include': include \"part.md\"")
    }
    let (path, _) = try string()
    return .include(path: path, span: span(from: start))
  }

  /// `use "lab.md" name …`, or `other = use "lab.md" name`.
  private mutating func use(as other: Name?, from start: Int) throws(SyntaxError) -> Statement {
    let form = "use \"lab.md\" name"
    skipBlanks()
    guard byte == ASCII.quote else {
      throw unexpected("another lab's path in quotes follows 'use': \(form)")
    }
    let (path, pathSpan) = try string()
    var names: [Use.Borrowed] = []
    skipBlanks()
    while byte.isNameStart {
      let nameStart = index
      let name = name()
      try checkName(name, nameStart..<tokenEnd)
      names.append(Use.Borrowed(source: name, name: other ?? name))
      skipBlanks()
    }
    guard let first = names.first else {
      throw unexpected("the name of one of its results follows the path: \(form)")
    }
    if other != nil, names.count > 1 {
      throw SyntaxError(
        "one name takes one result, here '\(first.source.text)'; give each a line of its own",
        start..<tokenEnd)
    }
    return .use(Use(path: path, pathSpan: span(pathSpan), names: names, span: span(from: start)))
  }
}

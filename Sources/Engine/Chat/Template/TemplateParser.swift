/// Reads the statements of a template.
struct TemplateParser {
  private let segments: [TemplateSegment]
  private var place = 0
  private var depth = 0
  private static let deepest = 100

  private init(_ segments: [TemplateSegment]) { self.segments = segments }

  static func parse(_ source: String) throws(TemplateError) -> [TemplateStatement] {
    var parser = TemplateParser(try TemplateLexer.segments(source))
    let (body, end) = try parser.body(until: [])
    if let end {
      throw TemplateError(line: end.line, "'\(end.word)' ends nothing")
    }
    return body
  }

  /// A statement that ends a body, and what stands behind its first word.
  private struct End {
    let word: String
    var tokens: TemplateTokens
    let line: Int
  }

  /// Statements up to one of the words given, or to the end.
  private mutating func body(
    until ends: [String]
  ) throws(TemplateError) -> ([TemplateStatement], End?) {
    depth += 1
    defer { depth -= 1 }
    var statements: [TemplateStatement] = []
    while place < segments.count {
      let segment = segments[place]
      place += 1
      switch segment {
      case .text(let text): statements.append(.text(text))
      case .expression(let tokens, let line):
        var tokens = TemplateTokens(tokens, line: line)
        statements.append(.print(try tokens.whole()))
      case .statement(let tokens, let line):
        var tokens = TemplateTokens(tokens, line: line)
        guard depth <= Self.deepest else {
          throw TemplateError(line: line, "statements are nested too deep")
        }
        guard let word = tokens.takeName() else {
          throw TemplateError(line: line, "a statement begins with no word")
        }
        if ends.contains(word) || word.utf8.starts(with: "end".utf8) || word == "else"
          || word == "elif"
        {
          return (statements, End(word: word, tokens: tokens, line: line))
        }
        statements.append(try statement(word, &tokens, line))
      }
    }
    return (statements, nil)
  }

  /// A body that must end with one of some words.
  private mutating func closed(
    _ ends: [String], of word: String, _ line: Int
  ) throws(TemplateError) -> ([TemplateStatement], End) {
    let (statements, end) = try body(until: ends)
    guard let end else { throw TemplateError(line: line, "'\(word)' is not closed") }
    guard ends.contains(end.word) else {
      throw TemplateError(
        line: end.line, "'\(end.word)' stands where '\(ends.last ?? "")' was expected")
    }
    return (statements, end)
  }

  private mutating func statement(
    _ word: String, _ tokens: inout TemplateTokens, _ line: Int
  ) throws(TemplateError) -> TemplateStatement {
    switch word {
    case "if": return try condition(&tokens, line)
    case "for": return try loop(&tokens, line)
    case "set": return try assignment(&tokens, line)
    case "macro": return try macro(&tokens, line)
    case "filter":
      let (name, arguments) = try tokens.filter()
      try tokens.finish()
      let (inner, _) = try closed(["endfilter"], of: word, line)
      return .filtered(name, arguments, inner, line: line)
    case "generation":
      try tokens.finish()
      return .group(try closed(["endgeneration"], of: word, line).0)
    case "break", "continue":
      try tokens.finish()
      return .stop(word == "break" ? .leave : .next)
    default:
      throw TemplateError(line: line, "the statement '\(word)' is not known")
    }
  }

  private mutating func condition(
    _ tokens: inout TemplateTokens, _ line: Int
  ) throws(TemplateError) -> TemplateStatement {
    var branches: [(TemplateExpression.Node?, [TemplateStatement])] = []
    var test: TemplateExpression.Node? = try tokens.whole()
    while true {
      var (inner, end) = try closed(["elif", "else", "endif"], of: "if", line)
      branches.append((test, inner))
      if end.word == "endif" {
        try end.tokens.finish()
        return .condition(branches)
      }
      guard test != nil else { throw TemplateError(line: end.line, "'if' has two ends") }
      test = end.word == "elif" ? try end.tokens.whole() : nil
    }
  }

  private mutating func loop(
    _ tokens: inout TemplateTokens, _ line: Int
  ) throws(TemplateError) -> TemplateStatement {
    let names = try tokens.names()
    guard tokens.take(name: "in") else { throw TemplateError(line: line, "'for' has no 'in'") }
    let over = try tokens.expression(hasCondition: false)
    let condition = tokens.take(name: "if") ? try tokens.expression() : nil
    guard !tokens.take(name: "recursive") else {
      throw TemplateError(line: line, "recursive loops are not known")
    }
    try tokens.finish()
    let (inner, end) = try closed(["else", "endfor"], of: "for", line)
    let otherwise = end.word == "else" ? try closed(["endfor"], of: "for", line).0 : []
    return .loop(
      TemplateLoop(
        names: names, over: over, condition: condition, body: inner, otherwise: otherwise))
  }

  private mutating func assignment(
    _ tokens: inout TemplateTokens, _ line: Int
  ) throws(TemplateError) -> TemplateStatement {
    let names = try tokens.names()
    if tokens.take("."), let member = tokens.takeName(), let owner = names.first {
      guard tokens.take("=") else { throw TemplateError(line: line, "'set' has no '='") }
      return .set(target: .member(owner, member, line: line), try tokens.wholeTuple())
    }
    if tokens.take("=") {
      return .set(target: .names(names), try tokens.wholeTuple())
    }
    guard names.count == 1 else { throw TemplateError(line: line, "'set' has no '='") }
    var filters: [(String, TemplateExpression.Arguments)] = []
    while tokens.take("|") { filters.append(try tokens.filter()) }
    try tokens.finish()
    let (inner, _) = try closed(["endset"], of: "set", line)
    return .capture(name: names[0], filter: filters, inner)
  }

  private mutating func macro(
    _ tokens: inout TemplateTokens, _ line: Int
  ) throws(TemplateError) -> TemplateStatement {
    guard let name = tokens.takeName(), tokens.take("(") else {
      throw TemplateError(line: line, "a macro has no name or no parameters")
    }
    var parameters: [(String, TemplateExpression.Node?)] = []
    while !tokens.take(")") {
      guard let parameter = tokens.takeName() else {
        throw TemplateError(line: line, "a parameter of the macro '\(name)' has no name")
      }
      parameters.append((parameter, tokens.take("=") ? try tokens.expression() : nil))
      if !tokens.take(",") {
        guard tokens.take(")") else {
          throw TemplateError(line: line, "the parameters of '\(name)' are not closed")
        }
        break
      }
    }
    try tokens.finish()
    let (inner, _) = try closed(["endmacro"], of: "macro", line)
    return .macro(TemplateMacro(name: name, parameters: parameters, body: inner))
  }
}

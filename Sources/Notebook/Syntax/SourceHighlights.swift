import Bedrock

/// What the parts of a block's source are, as the language's own parser sees them.
public struct SourceHighlights: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case verb, name, key, string, number, keyword, function, comment
  }

  /// The parts by their bytes in the source, in order; none overlaps another.
  public private(set) var parts: [(range: Range<Int>, kind: Kind)] = []

  /// Finds the parts of the lines of one block.
  public init(_ source: String) {
    let file = SourceFile(path: "block", text: source)
    var text = SourceText(file: file)
    text.append(0..<file.utf8.count)
    var parser = Parser(text)
    for statement in parser.statements() { add(statement) }
    parts.sort { $0.range.lowerBound < $1.range.lowerBound }
    addComments(in: file.utf8)
    parts.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  private mutating func add(_ span: SourceSpan, _ kind: Kind) { parts.append((span.range, kind)) }

  private mutating func add(_ statement: Statement) {
    switch statement {
    case .directive(let call):
      if let name = call.name { add(name.span, .name) }
      add(call.verb.span, .verb)
      for argument in call.arguments {
        if let key = argument.key { add(key.span, .key) }
        add(argument.atom)
      }
    case .binding(let name, let expression, let span):
      addKeyword("let", at: span)
      add(name.span, .name)
      add(expression)
    case .show(let expression, _, let span):
      addKeyword("show", at: span)
      add(expression)
    case .expect(let left, let near, let within, let span):
      addKeyword("expect", at: span)
      for expression in [left, near, within] {
        if let expression { add(expression) }
      }
    case .include(_, let span): addKeyword("include", at: span)
    case .use(let use):
      addKeyword("use", at: use.span)
      add(use.pathSpan, .string)
      for borrowed in use.names { add(borrowed.name.span, .name) }
    }
  }

  private mutating func addKeyword(_ word: String, at span: SourceSpan) {
    let start = span.range.lowerBound
    parts.append((start..<start + word.utf8.count, .keyword))
  }

  private mutating func add(_ atom: Atom) {
    switch atom {
    case .number(let number): add(number.span, .number)
    case .string(_, let span): add(span, .string)
    case .bool(_, let span): add(span, .keyword)
    case .path(let path): add(path)
    case .list(let atoms, _): for atom in atoms { add(atom) }
    case .parenthesized(let expression, _): add(expression)
    case .value: break
    }
  }

  private mutating func add(_ expression: Expression) {
    switch expression {
    case .number(let number): add(number.span, .number)
    case .string(_, let span): add(span, .string)
    case .bool(_, let span): add(span, .keyword)
    case .path(let path): add(path)
    case .list(let expressions, _): for expression in expressions { add(expression) }
    case .call(let name, let arguments, _):
      add(name.span, .function)
      for argument in arguments { add(argument) }
    case .unary(_, let operand, _): add(operand)
    case .binary(_, let left, let right, _):
      add(left)
      add(right)
    }
  }

  private mutating func add(_ path: Path) {
    for case .indices(let indices, _) in path.steps {
      for index in indices {
        switch index {
        case .at(let expression): add(expression)
        case .slice(let low, let high, _):
          if let low { add(low) }
          if let high { add(high) }
        }
      }
    }
  }

  // MARK: What the tree does not hold

  /// A `#` at a line's start or behind a blank, outside of the parts, begins a comment.
  private mutating func addComments(in bytes: [UInt8]) {
    var index = 0
    for part in parts + [(bytes.count..<bytes.count, .comment)] {
      while index < part.range.lowerBound {
        let begins = index == 0 || bytes[index - 1].isWhitespace
        guard bytes[index] == ASCII.hash, begins else {
          index += 1
          continue
        }
        let end = bytes[index...].firstIndex(of: ASCII.newline) ?? bytes.count
        parts.append((index..<end, .comment))
        index = end
      }
      index = max(index, part.range.upperBound)
    }
  }
}

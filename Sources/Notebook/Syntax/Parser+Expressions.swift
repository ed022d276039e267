import Bedrock

extension Parser {
  /// How tightly an operator binds; a higher one first.
  private enum Binding {
    static let or = 1
    static let and = 2
    static let not = 3
    static let comparison = 4
    static let sum = 5
    static let product = 6
    static let power = 8
  }

  /// An expression whose operators bind at least as tightly as `minimum`.
  mutating func expression(_ minimum: Int = 0) throws(SyntaxError) -> Expression {
    skipBlanks()
    let start = index
    try enter(start)
    var left = try operand(minimum)
    var leftHeight = height
    var compared = false
    while true {
      skipBlanks()
      guard let (name, length, binding) = binaryOperator(), binding >= minimum else { break }
      if binding == Binding.comparison {
        guard !compared else {
          throw SyntaxError(
            "comparisons do not chain: write 'a < b and b < c'", index..<index + length)
        }
        compared = true
      }
      take(to: index + length)
      let right = try expression(binding == Binding.power ? binding : binding + 1)
      leftHeight = try raised(max(leftHeight, height), start)
      left = .binary(name, left, right, span: span(from: start))
    }
    height = leftHeight
    depth -= 1
    return left
  }

  private func raised(_ height: Int, _ start: Int) throws(SyntaxError) -> Int {
    guard height < Self.maximumHeight else {
      throw SyntaxError(
        "an expression has at most \(Self.maximumHeight) operators on one way: "
          + "bind a part of it with 'let'", start..<max(start + 1, tokenEnd))
    }
    return height + 1
  }

  /// What stands before the first binary operator, with its own `-` or `not`.
  private mutating func operand(_ minimum: Int) throws(SyntaxError) -> Expression {
    let start = index
    if byte == ASCII.minus {
      take(to: index + 1)
      let value = try expression(Binding.power)
      height = try raised(height, start)
      return .unary(.minus, value, span: span(from: start))
    }
    if isKeyword("not") {
      guard minimum <= Binding.not else {
        throw SyntaxError("'not' stands in parentheses here: (not …)", index..<index + 3)
      }
      take(to: index + 3)
      let value = try expression(Binding.not)
      height = try raised(height, start)
      return .unary(.not, value, span: span(from: start))
    }
    return try primary()
  }

  private func binaryOperator() -> (BinaryOperator, length: Int, binding: Int)? {
    let next = byte(at: index + 1)
    switch byte {
    case ASCII.plus: return (.plus, 1, Binding.sum)
    case ASCII.minus: return (.minus, 1, Binding.sum)
    case UInt8(ascii: "*"):
      return next == UInt8(ascii: "*") ? nil : (.times, 1, Binding.product)
    case ASCII.slash: return (.divided, 1, Binding.product)
    case UInt8(ascii: "%"): return (.modulo, 1, Binding.product)
    case UInt8(ascii: "^"): return (.power, 1, Binding.power)
    case ASCII.less:
      return next == ASCII.equals
        ? (.lessOrEqual, 2, Binding.comparison) : (.less, 1, Binding.comparison)
    case ASCII.greater:
      return next == ASCII.equals
        ? (.greaterOrEqual, 2, Binding.comparison) : (.greater, 1, Binding.comparison)
    case ASCII.equals: return next == ASCII.equals ? (.equal, 2, Binding.comparison) : nil
    case ASCII.exclamation: return next == ASCII.equals ? (.notEqual, 2, Binding.comparison) : nil
    case UInt8(ascii: "a"): return isKeyword("and") ? (.and, 3, Binding.and) : nil
    case UInt8(ascii: "o"): return isKeyword("or") ? (.or, 2, Binding.or) : nil
    default: return nil
    }
  }

  // MARK: Operands

  private mutating func primary() throws(SyntaxError) -> Expression {
    height = 1
    switch byte {
    case let byte where byte.isNameStart:
      return try nameExpression()
    case _ where startsNumber(at: index):
      return .number(try number())
    case ASCII.quote:
      let (text, range) = try string()
      return .string(text, span: span(range))
    case ASCII.leftBracket:
      return try listExpression()
    case ASCII.leftParenthesis:
      return try parenthesized()
    default:
      throw unexpected("a value is expected")
    }
  }

  /// An expression between parentheses.
  mutating func parenthesized() throws(SyntaxError) -> Expression {
    let start = index
    open()
    let value = try expression()
    skipBlanks()
    if index >= bytes.count { throw unclosed(start) }
    guard byte == ASCII.rightParenthesis else { throw unexpected("an operator or ')' is expected") }
    closeBracket()
    return value
  }

  private mutating func listExpression() throws(SyntaxError) -> Expression {
    let start = index
    open()
    var elements: [Expression] = []
    var highest = 0
    while try nextElement(isFirst: elements.isEmpty, opening: start) {
      elements.append(try expression())
      highest = max(highest, height)
    }
    height = try raised(highest, start)
    return .list(elements, span: span(from: start))
  }

  private mutating func nameExpression() throws(SyntaxError) -> Expression {
    let start = index
    let name = name()
    if byte == ASCII.leftParenthesis { return try functionCall(name, from: start) }
    if name.text == "true" || name.text == "false" {
      return .bool(name.text == "true", span: name.span)
    }
    if Self.reservedWords.contains(name.text) {
      throw SyntaxError("a value is expected before '\(name.text)'", start..<tokenEnd)
    }
    return .path(try path(name, from: start))
  }

  private mutating func functionCall(_ name: Name, from start: Int) throws(SyntaxError)
    -> Expression
  {
    let opening = index
    open()
    var arguments: [Expression] = []
    var highest = 0
    skipBlanks()
    while byte != ASCII.rightParenthesis {
      arguments.append(try expression())
      highest = max(highest, height)
      skipBlanks()
      if index >= bytes.count { throw unclosed(opening) }
      if byte == ASCII.comma {
        take(to: index + 1)
      } else if byte != ASCII.rightParenthesis {
        throw unexpected("a comma or ')' is expected")
      }
    }
    closeBracket()
    height = try raised(highest, start)
    return .call(name, arguments, span: span(from: start))
  }
}

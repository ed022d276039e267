import Bedrock

/// Computes what expressions and arguments stand for, with the names that are bound.
///
/// Numbers have a width. What a `float` result of the engine is combined with decides: with another
/// float the operation is done in `Float` and rounded once; with a number that is written in the
/// expression (a literal, a list of literals, or what is computed from literals alone) the literal is
/// first rounded to `Float`, so that `weights * 0.1` and `weights[0] == 0.1` mean what they say; with
/// a `double` that was computed or bound, both are taken as `Double`.
public struct Evaluator: Sendable {
  public let environment: Environment

  public init(environment: Environment) { self.environment = environment }

  /// A value with whether it was made from literals alone.
  struct Operand {
    var value: Value
    var isLiteral = false
  }

  /// The value of an expression.
  ///
  /// - Throws: `Diagnostic`, or `DependencyFailed` where a name is read whose directive failed.
  public func evaluate(_ expression: Expression) throws -> Value {
    try checked(evaluateIncludingRecords(expression), at: expression.span)
  }

  /// The value of an argument; a bare word is a bound name.
  ///
  /// - Throws: as for expressions.
  public func evaluate(_ atom: Atom) throws -> Value {
    try checked(evaluateIncludingRecords(atom), at: atom.span)
  }

  /// The value of an expression, which may be a directive's results.
  public func evaluateIncludingRecords(_ expression: Expression) throws -> Value {
    try operand(expression).value
  }

  /// The value of an argument, which may be a directive's results.
  public func evaluateIncludingRecords(_ atom: Atom) throws -> Value {
    switch atom {
    case .number(let literal): return .double(literal.value)
    case .string(let text, _): return .string(text)
    case .bool(let flag, _): return .bool(flag)
    case .path(let path): return try value(of: path)
    case .list(let elements, let span):
      return try sized(Value(elements: try elements.map { try evaluate($0) }), at: span)
    case .parenthesized(let expression, _): return try evaluateIncludingRecords(expression)
    case .value(let value, _): return value
    }
  }

  /// Refuses a record, and a list that holds one.
  private func checked(_ value: Value, at span: SourceSpan) throws -> Value {
    switch value {
    case .record(let record): throw recordError(record, at: span)
    case .list(let elements):
      if case .record(let record)? = elements.first {
        throw Diagnostic.error(
          "'\(span.text)' is a list of results, each with \(memberList(record)): take one of them",
          at: span)
      }
      return value
    default: return value
    }
  }

  func recordError(_ record: Record, at span: SourceSpan) -> Diagnostic {
    .error(
      "'\(span.text)' holds several results: write one of \(memberList(record, of: span.text))",
      at: span)
  }

  private func memberList(_ record: Record, of name: String? = nil) -> String {
    record.names.map { (name.map { $0 + "." } ?? "") + $0 }.joined(separator: ", ")
  }

  // MARK: Operands

  /// The value of an expression's node; a chain of operators is walked without recursion.
  func operand(_ expression: Expression) throws -> Operand {
    switch expression {
    case .number(let literal): return Operand(value: .double(literal.value), isLiteral: true)
    case .string(let text, _): return Operand(value: .string(text))
    case .bool(let flag, _): return Operand(value: .bool(flag))
    case .path(let path): return Operand(value: try value(of: path))
    case .list(let elements, let span): return try list(elements, at: span)
    case .call(let name, let arguments, let span): return try call(name, arguments, at: span)
    case .unary(let symbol, let inner, _): return try unary(symbol, inner)
    case .binary: return try chain(expression)
    }
  }

  private func list(_ elements: [Expression], at span: SourceSpan) throws -> Operand {
    let operands = try elements.map { element in
      let operand = try operand(element)
      return Operand(
        value: try checked(operand.value, at: element.span), isLiteral: operand.isLiteral)
    }
    return Operand(
      value: try sized(Value(elements: operands.map(\.value)), at: span),
      isLiteral: operands.allSatisfy(\.isLiteral))
  }

  /// Refuses a list that has grown past all sense, as by doubling it from line to line.
  private func sized(_ value: Value, at span: SourceSpan) throws -> Value {
    var left = FunctionCall.maximumCount
    guard value.takeElements(from: &left) else {
      throw Diagnostic.error(
        "a list has at most \(FunctionCall.maximumCount) elements, those inside counted", at: span)
    }
    return value
  }

  private func unary(_ symbol: UnaryOperator, _ inner: Expression) throws -> Operand {
    let operand = try operand(inner)
    let value = try checked(operand.value, at: inner.span)
    switch (symbol, value) {
    case (.not, .bool(let flag)): return Operand(value: .bool(!flag))
    case (.minus, .number(let number)):
      return Operand(
        value: .number(Number(-number.value, width: number.width)), isLiteral: operand.isLiteral)
    case (.minus, .array(let array)):
      return Operand(value: .array(array.map { -$0 }), isLiteral: operand.isLiteral)
    case (.not, _):
      throw Diagnostic.error("'not' takes true or false, not \(value.typeName)", at: inner.span)
    case (.minus, _):
      throw Diagnostic.error("'-' takes numbers, not \(value.typeName)", at: inner.span)
    }
  }

  private func chain(_ expression: Expression) throws -> Operand {
    var steps: [(symbol: BinaryOperator, right: Expression, left: SourceSpan)] = []
    var node = expression
    while case .binary(let symbol, let left, let right, _) = node {
      steps.append((symbol, right, left.span))
      node = left
    }
    var result = try operand(node)
    for step in steps.reversed() {
      let left = Operand(
        value: try checked(result.value, at: step.left), isLiteral: result.isLiteral)
      if let decided = try decided(step.symbol, left.value, at: step.left) {
        result = Operand(value: .bool(decided))
        continue
      }
      let rightOperand = try operand(step.right)
      let right = Operand(
        value: try checked(rightOperand.value, at: step.right.span),
        isLiteral: rightOperand.isLiteral)
      let operation = BinaryOperation(
        symbol: step.symbol, left: left, right: right, leftSpan: step.left,
        rightSpan: step.right.span)
      result = Operand(
        value: try operation.value(), isLiteral: left.isLiteral && right.isLiteral)
    }
    return result
  }

  /// The result of `and` or `or` where the left side settles it: the right side is not looked at.
  private func decided(_ symbol: BinaryOperator, _ left: Value, at span: SourceSpan) throws -> Bool?
  {
    guard symbol == .and || symbol == .or else { return nil }
    guard case .bool(let flag) = left else {
      throw Diagnostic.error(
        "'\(symbol.rawValue)' takes true or false, not \(left.typeName)", at: span)
    }
    return flag == (symbol == .or) ? flag : nil
  }
}

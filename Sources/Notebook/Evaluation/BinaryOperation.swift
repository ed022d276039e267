import Bedrock

/// One binary operator between two values.
struct BinaryOperation {
  var symbol: BinaryOperator
  var left: Evaluator.Operand
  var right: Evaluator.Operand
  var leftSpan: SourceSpan
  var rightSpan: SourceSpan

  func value() throws -> Value {
    switch symbol {
    case .and, .or:
      // The left side did not settle it: the right side is the result.
      guard case .bool = right.value else {
        throw Diagnostic.error(
          "'\(symbol.rawValue)' takes true or false, not \(right.value.typeName)", at: rightSpan)
      }
      return right.value
    case .equal, .notEqual:
      return .bool(try areEqual() == (symbol == .equal))
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      return .bool(try comparison())
    case .plus:
      if case .string(let first) = left.value { return try joined(first) }
      if case .string = right.value { throw joinsTextOnly(left.value, at: leftSpan) }
      return try arithmetic()
    case .minus, .times, .divided, .modulo, .power:
      return try arithmetic()
    }
  }

  // MARK: Texts

  /// Bytes of a text at most: doubling one from line to line would end nowhere.
  private static let maximumTextLength = 1_000_000

  /// Two texts, one behind the other.
  private func joined(_ first: String) throws -> Value {
    guard case .string(let second) = right.value else {
      throw joinsTextOnly(right.value, at: rightSpan)
    }
    guard first.utf8.count + second.utf8.count <= Self.maximumTextLength else {
      throw Diagnostic.error(
        "a joined text has at most \(Self.maximumTextLength) bytes",
        at: leftSpan.union(rightSpan))
    }
    return .string(first + second)
  }

  private func joinsTextOnly(_ value: Value, at span: SourceSpan) -> Diagnostic {
    .error("'+' joins two texts, or adds numbers; this is \(value.typeName)", at: span)
  }

  // MARK: Arithmetic

  private func arithmetic() throws -> Value {
    switch try NumericOperand.pair(left, right, symbol.rawValue, leftSpan, rightSpan) {
    case (.number(let x), .number(let y)):
      return .number(Number(apply(x.value, y.value, x.width), width: x.width))
    case (.array(let x), .number(let y)):
      return .array(x.map { apply($0, y.value, x.width) })
    case (.number(let x), .array(let y)):
      return .array(y.map { apply(x.value, $0, y.width) })
    case (.array(let x), .array(let y)):
      guard x.shape == y.shape else {
        throw Diagnostic.error(
          "'\(symbol.rawValue)' takes arrays of one shape, not \(x.shapeText) and \(y.shapeText)",
          at: leftSpan.union(rightSpan))
      }
      return .array(x.zipped(with: y) { apply($0, $1, x.width) })
    }
  }

  private func apply(_ x: Double, _ y: Double, _ width: NumberWidth) -> Double {
    switch width {
    case .double: Self.double(symbol, x, y)
    case .float: Double(Self.float(symbol, Float(x), Float(y)))
    }
  }

  private static func double(_ symbol: BinaryOperator, _ x: Double, _ y: Double) -> Double {
    switch symbol {
    case .plus: x + y
    case .minus: x - y
    case .times: x * y
    case .divided: x / y
    case .modulo: floored(x, y)
    default: Elementary.pow(x, y)
    }
  }

  private static func float(_ symbol: BinaryOperator, _ x: Float, _ y: Float) -> Float {
    switch symbol {
    case .plus: x + y
    case .minus: x - y
    case .times: x * y
    case .divided: x / y
    case .modulo: floored(x, y)
    default: Elementary.pow(x, y)
    }
  }

  /// The remainder that has the divisor's sign, as in the field's own language: `-1 % 3` is 2.
  private static func floored<T: BinaryFloatingPoint>(_ x: T, _ y: T) -> T {
    let remainder = x.truncatingRemainder(dividingBy: y)
    return remainder != 0 && (remainder < 0) != (y < 0) ? remainder + y : remainder
  }

  // MARK: Comparison

  private func comparison() throws -> Bool {
    guard
      case (.number(let x), .number(let y)) = try NumericOperand.pair(
        left, right, symbol.rawValue, leftSpan, rightSpan)
    else {
      throw Diagnostic.error(
        "'\(symbol.rawValue)' compares two numbers; of a list take min(…), max(…) or an element",
        at: leftSpan.union(rightSpan))
    }
    switch symbol {
    case .less: return x.value < y.value
    case .lessOrEqual: return x.value <= y.value
    case .greater: return x.value > y.value
    default: return x.value >= y.value
    }
  }

  private func areEqual() throws -> Bool {
    if NumericOperand(left.value) != nil, NumericOperand(right.value) != nil {
      switch try NumericOperand.pair(left, right, symbol.rawValue, leftSpan, rightSpan) {
      case (.number(let x), .number(let y)): return x.value == y.value
      case (.array(let x), .array(let y)): return x.shape == y.shape && x.elements == y.elements
      default: break
      }
    }
    if let equal = Self.equal(left.value, right.value) { return equal }
    throw Diagnostic.error(
      "'\(symbol.rawValue)' compares values of one kind, not \(left.value.typeName) "
        + "with \(right.value.typeName)",
      at: leftSpan.union(rightSpan))
  }

  /// Whether two values are equal; `nil` where their kinds differ.
  static func equal(_ left: Value, _ right: Value) -> Bool? {
    switch (left, right) {
    case (.number(let x), .number(let y)): x.value == y.value
    case (.bool(let x), .bool(let y)): x == y
    case (.string(let x), .string(let y)): x.utf8.elementsEqual(y.utf8)
    case (.array(let x), .array(let y)): x.shape == y.shape && x.elements == y.elements
    case (.list(let x), .list(let y)):
      x.count == y.count && zip(x, y).allSatisfy { equal($0, $1) == true }
    case (.list(let x), .array(let y)): x.isEmpty && y.elements.isEmpty
    case (.array(let x), .list(let y)): x.elements.isEmpty && y.isEmpty
    default: nil
    }
  }
}

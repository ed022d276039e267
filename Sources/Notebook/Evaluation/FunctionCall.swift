import Bedrock

/// A function's call with the values of its arguments: what the functions of the table compute.
///
/// Sums and products are taken in `Double` in the fixed order of `Elementary.sum` and rounded once to
/// the width of the argument.
struct FunctionCall {
  var name: String
  var arguments: [Evaluator.Operand]
  var spans: [SourceSpan]
  var span: SourceSpan

  /// Elements that a result may have: a lab is a page, and a mistake should not fill the memory.
  static let maximumCount = 1 << 22

  /// A numeric argument.
  func numeric(_ index: Int) throws -> NumericOperand {
    let value = arguments[index].value
    guard let operand = NumericOperand(value) else {
      throw Diagnostic.error("'\(name)' takes numbers, not \(value.typeName)", at: spans[index])
    }
    return operand
  }

  /// A numeric argument that is a list.
  func array(_ index: Int) throws -> NumericArray {
    guard case .array(let array) = try numeric(index) else {
      throw Diagnostic.error("'\(name)' takes a list of numbers, not a number", at: spans[index])
    }
    return array
  }

  /// The numeric arguments in the one width that they are combined in.
  func combined() throws -> [NumericOperand] {
    let operands = try arguments.indices.map { try numeric($0) }
    let width = NumericOperand.commonWidth(
      zip(operands, arguments).map { ($0, isLiteral: $1.isLiteral) })
    return operands.map { $0.converted(to: width) }
  }

  func number(_ value: Double, _ width: NumberWidth) -> Value {
    .number(Number(width.rounded(value), width: width))
  }

  // MARK: Elementwise

  func elementwise(
    _ double: @escaping (Double) -> Double, _ float: @escaping (Float) -> Float
  ) throws -> Value {
    let operand = try numeric(0)
    let transform: (Double) -> Double =
      operand.width == .double ? double : { Double(float(Float($0))) }
    switch operand {
    case .number(let number):
      return .number(Number(transform(number.value), width: number.width))
    case .array(let array): return .array(array.map(transform))
    }
  }

  func rounded() throws -> Value {
    var decimals = 0
    if arguments.count == 2 {
      guard case .number(let count) = try numeric(1), let whole = Int(exactly: count.value),
        (0...30).contains(whole)
      else {
        throw Diagnostic.error(
          "'round' takes a whole number of decimals from 0 to 30", at: spans[1])
      }
      decimals = whole
    }
    func round(_ value: Double) -> Double {
      guard value.isFinite else { return value }
      if decimals == 0 { return value.rounded(.toNearestOrEven) }
      return NumberText.parse(NumberText.fixed(value, decimals: decimals)) ?? value
    }
    switch try numeric(0) {
    case .number(let value): return number(round(value.value), value.width)
    case .array(let array): return .array(array.map(round))
    }
  }

  /// The extreme of a list, or of several values elementwise.
  func extremum(_ choose: (Double, Double) -> Double) throws -> Value {
    if arguments.count == 1 {
      let array = try array(0)
      guard let first = array.elements.first else { throw emptyError() }
      return number(array.elements.dropFirst().reduce(first, choose), array.width)
    }
    let operands = try combined()
    var result = operands[0]
    for (index, operand) in operands.enumerated().dropFirst() {
      switch (result, operand) {
      case (.number(let x), .number(let y)):
        result = .number(Number(choose(x.value, y.value), width: x.width))
      case (.array(let x), .number(let y)): result = .array(x.map { choose($0, y.value) })
      case (.number(let x), .array(let y)): result = .array(y.map { choose(x.value, $0) })
      case (.array(let x), .array(let y)):
        guard x.shape == y.shape else { throw shapeError(x, y, at: spans[index]) }
        result = .array(x.zipped(with: y, choose))
      }
    }
    return result.value
  }

  // MARK: Of all elements

  func sum() throws -> Value {
    let array = try array(0)
    return number(Elementary.sum(array.elements), array.width)
  }

  func mean() throws -> Value {
    let array = try array(0)
    guard !array.elements.isEmpty else { throw emptyError() }
    return number(Elementary.sum(array.elements) / Double(array.elements.count), array.width)
  }

  func norm() throws -> Value {
    let array = try array(0)
    return number(
      Elementary.sqrt(Elementary.sum(array.elements.map { $0 * $0 })), array.width)
  }

  func length() throws -> Value {
    switch arguments[0].value {
    case .array(let array): return .integer(array.shape[0])
    case .list(let list): return .integer(list.count)
    case .string(let text): return .integer(UTF8Text.scalarCount(text))
    case let other:
      throw Diagnostic.error("'len' takes a list or a text, not \(other.typeName)", at: spans[0])
    }
  }

  func largestPosition() throws -> Value {
    let array = try array(0)
    guard array.shape.count == 1 else {
      throw Diagnostic.error(
        "'argmax' takes a vector, not an array of shape \(array.shapeText); take a row: x[0, :]",
        at: spans[0])
    }
    guard !array.elements.isEmpty else { throw emptyError() }
    var best = 0
    for (index, element) in array.elements.enumerated() where element > array.elements[best] {
      best = index
    }
    return .integer(best)
  }

  func contains() throws -> Value {
    let element = arguments[1].value
    switch (arguments[0].value, element) {
    case (.string(let text), .string(let part)):
      return .bool(Self.occurs(Array(part.utf8), in: Array(text.utf8)))
    case (.list(let list), _):
      return .bool(list.contains { BinaryOperation.equal($0, element) == true })
    case (.array(let array), .number(let number)):
      let isFloat = array.width == .float && arguments[1].isLiteral
      let value = isFloat ? NumberWidth.float.rounded(number.value) : number.value
      return .bool(array.elements.contains(value))
    case (.string, let other):
      throw Diagnostic.error("a text holds a text, not \(other.typeName)", at: spans[1])
    case (.array, let other):
      throw Diagnostic.error("a list of numbers holds no \(other.typeName)", at: spans[1])
    case (let other, _):
      throw Diagnostic.error(
        "'contains' looks into a text or a list, not \(other.typeName)",
        at: spans[0])
    }
  }

  private static func occurs(_ part: [UInt8], in text: [UInt8]) -> Bool {
    guard part.count <= text.count else { return false }
    return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
  }

  // MARK: Errors

  func emptyError() -> Diagnostic {
    .error("'\(name)' of an empty list has no value", at: spans[0])
  }

  func shapeError(_ x: NumericArray, _ y: NumericArray, at span: SourceSpan) -> Diagnostic {
    .error("'\(name)' takes arrays of one shape, not \(x.shapeText) and \(y.shapeText)", at: span)
  }
}

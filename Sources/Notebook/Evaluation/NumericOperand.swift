/// A number or an array, as arithmetic takes it.
enum NumericOperand {
  case number(Number)
  case array(NumericArray)

  init?(_ value: Value) {
    switch value {
    case .number(let number): self = .number(number)
    case .array(let array): self = .array(array)
    default: return nil
    }
  }

  var value: Value {
    switch self {
    case .number(let number): .number(number)
    case .array(let array): .array(array)
    }
  }

  var width: NumberWidth {
    switch self {
    case .number(let number): number.width
    case .array(let array): array.width
    }
  }

  func converted(to width: NumberWidth) -> NumericOperand {
    switch self {
    case .number(let number): .number(Number(width.rounded(number.value), width: width))
    case .array(let array): .array(array.converted(to: width))
    }
  }

  /// Two operands in the one width that an operation between them is done in.
  static func pair(
    _ left: Evaluator.Operand, _ right: Evaluator.Operand, _ symbol: String,
    _ leftSpan: SourceSpan, _ rightSpan: SourceSpan
  ) throws -> (NumericOperand, NumericOperand) {
    let x = try NumericOperand(left.value) ?? fail(left.value, symbol, leftSpan)
    let y = try NumericOperand(right.value) ?? fail(right.value, symbol, rightSpan)
    let width = commonWidth([(x, left.isLiteral), (y, right.isLiteral)])
    return (x.converted(to: width), y.converted(to: width))
  }

  /// `float`, if every operand is one or is a literal; a literal alone is a `double`.
  static func commonWidth(_ operands: [(NumericOperand, isLiteral: Bool)]) -> NumberWidth {
    let computed = operands.filter { !$0.isLiteral }
    let isFloat = !computed.isEmpty && computed.allSatisfy { $0.0.width == .float }
    return isFloat ? .float : .double
  }

  private static func fail(_ value: Value, _ symbol: String, _ span: SourceSpan) throws -> Self {
    throw Diagnostic.error("'\(symbol)' takes numbers, not \(value.typeName)", at: span)
  }
}

extension NumericArray {
  /// Combines two arrays of one shape and width; an axis' labels stay where they do not contradict.
  func zipped(with other: NumericArray, _ combine: (Double, Double) -> Double) -> NumericArray {
    var out: [Double] = []
    out.reserveCapacity(elements.count)
    for index in elements.indices { out.append(combine(elements[index], other.elements[index])) }
    let labels = zip(labels, other.labels).map { mine, theirs in
      mine == nil ? theirs : theirs == nil || theirs == mine ? mine : nil
    }
    return NumericArray(shape: shape, elements: out, width: width, labels: labels)
  }
}

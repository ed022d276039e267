import Bedrock

/// A function of the lab language: one entry of the table that help, errors and evaluation read.
public struct LabFunction: Sendable {
  public var name: String
  /// How it is written, such as `max(x, …)`.
  public var signature: String
  /// How many arguments it takes.
  public var arity: ClosedRange<Int>
  public var help: String
  let apply: @Sendable (FunctionCall) throws -> Value

  public static func named(_ name: String) -> LabFunction? { byName[name] }

  /// Every function, in the order of the reference.
  public static let all: [LabFunction] = [
    LabFunction(
      name: "abs", signature: "abs(x)", arity: 1...1,
      help: "the size without the sign, elementwise",
      apply: { try $0.elementwise({ Swift.abs($0) }, { Swift.abs($0) }) }),
    LabFunction(
      name: "min", signature: "min(x, …)", arity: 1...64,
      help: "the smallest element of a list, or of several values elementwise",
      apply: { try $0.extremum(Elementary.minimum) }),
    LabFunction(
      name: "max", signature: "max(x, …)", arity: 1...64,
      help: "the largest element of a list, or of several values elementwise",
      apply: { try $0.extremum(Elementary.maximum) }),
    LabFunction(
      name: "sum", signature: "sum(x)", arity: 1...1, help: "the sum of all elements",
      apply: { try $0.sum() }),
    LabFunction(
      name: "mean", signature: "mean(x)", arity: 1...1, help: "the mean of all elements",
      apply: { try $0.mean() }),
    LabFunction(
      name: "len", signature: "len(x)", arity: 1...1,
      help: "how many elements a list, rows a matrix, or characters a text has",
      apply: { try $0.length() }),
    LabFunction(
      name: "round", signature: "round(x, decimals)", arity: 1...2,
      help: "rounds to so many decimals (0), ties to even, elementwise",
      apply: { try $0.rounded() }),
    LabFunction(
      name: "argmax", signature: "argmax(x)", arity: 1...1,
      help: "the position of a vector's largest element, the first of several",
      apply: { try $0.largestPosition() }),
    LabFunction(
      name: "exp", signature: "exp(x)", arity: 1...1, help: "e to the power x, elementwise",
      apply: { try $0.elementwise(Elementary.exp, Elementary.exp) }),
    LabFunction(
      name: "log", signature: "log(x)", arity: 1...1, help: "the natural logarithm, elementwise",
      apply: { try $0.elementwise(Elementary.log, Elementary.log) }),
    LabFunction(
      name: "sqrt", signature: "sqrt(x)", arity: 1...1, help: "the square root, elementwise",
      apply: { try $0.elementwise(Elementary.sqrt, Elementary.sqrt) }),
    LabFunction(
      name: "tanh", signature: "tanh(x)", arity: 1...1, help: "the hyperbolic tangent, elementwise",
      apply: { try $0.elementwise(Elementary.tanh, Elementary.tanh) }),
    LabFunction(
      name: "relu", signature: "relu(x)", arity: 1...1, help: "max(x, 0), elementwise",
      apply: { try $0.elementwise(Elementary.relu, Elementary.relu) }),
    LabFunction(
      name: "norm", signature: "norm(x)", arity: 1...1,
      help: "the square root of the sum of squares", apply: { try $0.norm() }),
    LabFunction(
      name: "dot", signature: "dot(a, b)", arity: 2...2,
      help: "the sum of products of two vectors of one length", apply: { try $0.dot() }),
    LabFunction(
      name: "matmul", signature: "matmul(a, b)", arity: 2...2,
      help: "the product of two matrices, or of a matrix and a vector",
      apply: { try $0.matrixProduct() }),
    LabFunction(
      name: "softmax", signature: "softmax(x)", arity: 1...1,
      help: "exp(x) over its sum, for a vector or each row of a matrix",
      apply: { try $0.softmax() }),
    LabFunction(
      name: "contains", signature: "contains(x, y)", arity: 2...2,
      help: "whether a text holds a text, or a list an element", apply: { try $0.contains() }),
  ]

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}

extension Evaluator {
  /// The value of a function's call.
  func call(_ name: Name, _ arguments: [Expression], at span: SourceSpan) throws -> Operand {
    guard let function = LabFunction.named(name.text) else {
      let names = LabFunction.all.map(\.name)
      throw Diagnostic.error(
        "unknown function '\(name.text)'; there are \(names.joined(separator: " "))", at: name.span,
        suggestion: EditDistance.suggestion(for: name.text, among: names))
    }
    guard function.arity.contains(arguments.count) else {
      throw Diagnostic.error(
        "'\(name.text)' is written \(function.signature), here with \(arguments.count) "
          + (arguments.count == 1 ? "argument" : "arguments"),
        at: span)
    }
    let operands = try arguments.map { argument in
      let operand = try operand(argument)
      if case .record(let record) = operand.value { throw recordError(record, at: argument.span) }
      return operand
    }
    let call = FunctionCall(
      name: name.text, arguments: operands, spans: arguments.map(\.span), span: span)
    return Operand(
      value: try function.apply(call), isLiteral: operands.allSatisfy(\.isLiteral))
  }
}

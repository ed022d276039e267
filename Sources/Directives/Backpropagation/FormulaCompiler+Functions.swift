import Engine
import Notebook

extension FormulaCompiler {
  /// Functions of single numbers, taken of each element.
  private static let elementwise: [String: ScalarOperation] = [
    "exp": .exp, "log": .log, "tanh": .tanh, "sigmoid": .sigmoid, "relu": .relu, "gelu": .gelu,
    "gelu_erf": .geluErf, "sqrt": .sqrt, "abs": .abs,
  ]

  /// What a formula may call, as the error for another name lists it.
  static let functionNames =
    elementwise.keys.sorted()
    + ["dot", "logsumexp", "matmul", "max", "mean", "min", "norm", "softmax", "sum"]

  /// An operation on each element.
  mutating func apply(_ operation: ScalarOperation, to part: NodeArray) throws -> NodeArray {
    NodeArray(shape: part.shape, nodes: try part.nodes.map { try graph.apply(operation, $0) })
  }

  /// An operation on the elements of two parts of one shape, or of one part and a number.
  mutating func apply(
    _ operation: ScalarOperation, _ a: NodeArray, _ b: NodeArray, at span: SourceSpan
  ) throws -> NodeArray {
    guard a.shape == b.shape || a.isNumber || b.isNumber else {
      throw ParameterMismatch(
        "has '\(operation.rawValue)' between the shapes \(a.shapeText) and \(b.shapeText)",
        at: span)
    }
    let shape = a.isNumber ? b.shape : a.shape
    let count = a.isNumber ? b.nodes.count : a.nodes.count
    let nodes = try (0..<count).map { index in
      try graph.apply(
        operation, a.isNumber ? a.nodes[0] : a.nodes[index],
        b.isNumber ? b.nodes[0] : b.nodes[index])
    }
    return NodeArray(shape: shape, nodes: nodes)
  }

  /// A call of one of `functionNames`.
  mutating func call(
    _ function: Name, _ arguments: [NodeArray], at span: SourceSpan
  ) throws -> NodeArray {
    if let operation = Self.elementwise[function.text] {
      return try apply(operation, to: one(arguments, function))
    }
    switch function.text {
    case "sum": return NodeArray(try graph.sum(filled(one(arguments, function), function).nodes))
    case "mean":
      let terms = try filled(one(arguments, function), function).nodes
      return NodeArray(
        try graph.apply(
          .divide, graph.sum(terms), graph.constant(Double(terms.count))))
    case "norm":
      let terms = try filled(one(arguments, function), function).nodes
      return NodeArray(try graph.apply(.sqrt, graph.dot(terms, terms)))
    case "logsumexp":
      let terms = try filled(one(arguments, function), function).nodes
      return NodeArray(try graph.apply(.logSumExp, terms))
    case "softmax": return try softmax(filled(one(arguments, function), function))
    case "min", "max": return try extremum(function, arguments, at: span)
    case "dot": return try dot(function, arguments, at: span)
    case "matmul": return try matmul(function, arguments, at: span)
    default:
      throw ParameterMismatch(
        "calls '\(function.text)', which has no gradient here; there are "
          + Wording.list(Self.functionNames), at: function.span)
    }
  }

  private func one(_ arguments: [NodeArray], _ function: Name) throws -> NodeArray {
    guard arguments.count == 1 else {
      throw ParameterMismatch(
        "gives '\(function.text)' \(counted: arguments.count, "argument"), but it takes 1",
        at: function.span)
    }
    return arguments[0]
  }

  private func filled(_ part: NodeArray, _ function: Name) throws -> NodeArray {
    guard !part.nodes.isEmpty else {
      throw ParameterMismatch("takes the \(function.text) of an empty list", at: function.span)
    }
    return part
  }

  private func two(
    _ arguments: [NodeArray], _ function: Name
  ) throws -> (NodeArray, NodeArray) {
    guard arguments.count == 2 else {
      throw ParameterMismatch(
        "gives '\(function.text)' \(counted: arguments.count, "argument"), but it takes 2",
        at: function.span)
    }
    return (arguments[0], arguments[1])
  }

  /// exp(xᵢ − log Σⱼ exp(xⱼ)), row by row for a matrix.
  private mutating func softmax(_ part: NodeArray) throws -> NodeArray {
    var nodes: [Int] = []
    for row in part.rows {
      let total = try graph.apply(.logSumExp, row)
      for node in row {
        nodes.append(try graph.apply(.exp, graph.apply(.subtract, node, total)))
      }
    }
    return NodeArray(shape: part.shape, nodes: nodes)
  }

  /// The smaller or larger of two, or of all elements of a list.
  private mutating func extremum(
    _ function: Name, _ arguments: [NodeArray], at span: SourceSpan
  ) throws -> NodeArray {
    let operation: ScalarOperation = function.text == "min" ? .min : .max
    if arguments.count == 1 {
      let nodes = try filled(arguments[0], function).nodes
      return NodeArray(
        try nodes.dropFirst().reduce(nodes[0]) { try graph.apply(operation, $0, $1) })
    }
    let (a, b) = try two(arguments, function)
    return try apply(operation, a, b, at: span)
  }

  private mutating func dot(
    _ function: Name, _ arguments: [NodeArray], at span: SourceSpan
  ) throws -> NodeArray {
    let (a, b) = try two(arguments, function)
    guard a.shape.count == 1, a.shape == b.shape, !a.nodes.isEmpty else {
      throw ParameterMismatch(
        "takes the dot product of the shapes \(a.shapeText) and \(b.shapeText):"
          + " it needs two vectors of one length", at: span)
    }
    return NodeArray(try graph.dot(a.nodes, b.nodes))
  }

  /// Rows by columns; a vector on the left is one row, and the result is a vector again.
  private mutating func matmul(
    _ function: Name, _ arguments: [NodeArray], at span: SourceSpan
  ) throws -> NodeArray {
    let (a, b) = try two(arguments, function)
    guard (1...2).contains(a.shape.count), b.shape.count == 2, a.shape.last == b.shape[0],
      !a.nodes.isEmpty, !b.nodes.isEmpty
    else {
      throw ParameterMismatch(
        "multiplies \(a.shapeText) by \(b.shapeText): the columns of the first must be as many as"
          + " the rows of the second", at: span)
    }
    var nodes: [Int] = []
    for row in a.rows {
      for column in b.columns { nodes.append(try graph.dot(row, column)) }
    }
    return NodeArray(shape: a.shape.dropLast() + [b.shape[1]], nodes: nodes)
  }
}

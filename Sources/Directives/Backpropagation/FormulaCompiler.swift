import Bedrock
import Engine
import Notebook

/// Spells a lab's expression out into the nodes of a scalar graph.
///
/// Equal parts of a formula become one node, so `a*b + tanh(a*b)` computes `a*b` once and uses it
/// twice. Names are the lab's `let` values; numbers written in the formula are constants.
struct FormulaCompiler {
  /// The most operations that all checks together may cost.
  private static let largestCheck = 10_000_000
  /// The most elements of a list that a formula may use.
  private static let largestList = 5_000

  private let evaluator: Evaluator
  var graph = ScalarGraph()
  private var leaves: [(name: String, value: NumericArray, isNumber: Bool)] = []

  init(_ evaluator: Evaluator) {
    self.evaluator = evaluator
  }

  /// - Throws: `ParameterMismatch` at the part that is to blame, or what the evaluator throws.
  mutating func compile(_ expression: Expression) throws -> FormulaGraph {
    let result = try part(expression)
    guard result.isNumber else {
      throw ParameterMismatch(
        "must come to one number, a loss, but has the shape \(result.shapeText)",
        at: expression.span)
    }
    let used = Dictionary(
      graph.leaves.map { (graph.name(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
    let leaves = leaves.map { leaf in
      FormulaGraph.Leaf(
        name: leaf.name, value: leaf.value, isNumber: leaf.isNumber,
        nodes: leaf.value.elements.indices.map {
          used[Self.name(leaf.name, $0, leaf.value, leaf.isNumber)]
        })
    }
    guard leaves.contains(where: { $0.nodes.contains { $0 != nil } }) else {
      throw ParameterMismatch(
        "holds no name of a `let` value, so there is nothing to learn", at: expression.span)
    }
    guard used.count * graph.nodes.count <= Self.largestCheck else {
      throw ParameterMismatch(
        "has \(counted: used.count, "leaf", plural: "leaves") and \(counted: graph.nodes.count, "operation"):"
          + " too many to check every gradient by moving its leaf", at: expression.span)
    }
    return FormulaGraph(
      graph: graph, output: result.nodes[0], leaves: leaves, text: expression.span.text)
  }

  /// The nodes of one part of the formula.
  private mutating func part(_ expression: Expression) throws -> NodeArray {
    do {
      return try unchecked(expression)
    } catch let error as ScalarGraphError {
      throw ParameterMismatch("cannot be computed here: \(error)", at: expression.span)
    }
  }

  private mutating func unchecked(_ expression: Expression) throws -> NodeArray {
    switch expression {
    case .number(let literal): return NodeArray(graph.constant(literal.value))
    case .path(let path): return try value(of: path)
    case .list(let elements, let span): return try list(elements, at: span)
    case .unary(.minus, let operand, _): return try apply(.negate, to: part(operand))
    case .binary(let binary, let left, let right, let span):
      guard let operation = Self.operation(binary) else { break }
      return try apply(operation, part(left), part(right), at: span)
    case .call(let function, let arguments, let span):
      return try call(function, arguments.map { try part($0) }, at: span)
    case .string, .bool, .unary: break
    }
    throw ParameterMismatch(
      "is made of numbers, names, + - * / ^ and functions", at: expression.span)
  }

  private static func operation(_ binary: BinaryOperator) -> ScalarOperation? {
    switch binary {
    case .plus: .add
    case .minus: .subtract
    case .times: .multiply
    case .divided: .divide
    case .power: .power
    default: nil
    }
  }

  private mutating func list(_ elements: [Expression], at span: SourceSpan) throws -> NodeArray {
    let parts = try elements.map { try part($0) }
    guard let first = parts.first, parts.allSatisfy({ $0.shape == first.shape }),
      first.shape.count < 2
    else { throw ParameterMismatch("holds a list whose elements differ in shape", at: span) }
    return NodeArray(shape: [parts.count] + first.shape, nodes: parts.flatMap(\.nodes))
  }

  // MARK: - Names

  private mutating func value(of path: Path) throws -> NodeArray {
    let leaf = try leaf(path)
    let places = try Self.places(in: leaf.value, path)
    guard places.offsets.count <= Self.largestList else {
      throw ParameterMismatch(
        "uses \(counted: places.offsets.count, "element") of '\(path.root.text)', but single numbers"
          + " are too slow for more than \(NumberText.grouped(Self.largestList))", at: path.span)
    }
    let nodes = places.offsets.map { offset in
      graph.leaf(
        Self.name(path.root.text, offset, leaf.value, leaf.isNumber), leaf.value.elements[offset])
    }
    return NodeArray(shape: leaf.isNumber ? [] : places.shape, nodes: nodes)
  }

  private mutating func leaf(_ path: Path) throws -> (value: NumericArray, isNumber: Bool) {
    let name = path.root.text
    if let known = leaves.first(where: { $0.name == name }) {
      return (known.value, known.isNumber)
    }
    for case .member(let member) in path.steps {
      throw ParameterMismatch(
        "uses '\(name).\(member.text)', but its leaves are `let` values:"
          + " bind it first, as in let \(member.text) = \(name).\(member.text)", at: path.span)
    }
    let atom = Atom.path(Path(root: path.root, steps: [], at: path.root.span))
    let found: (value: NumericArray, isNumber: Bool)
    switch try evaluator.evaluate(atom) {
    case .number(let number): found = (NumericArray(vector: [number.value]), true)
    case .array(let array): found = (array, false)
    case let other:
      throw ParameterMismatch("uses '\(name)', which is \(other.typeName)", at: path.root.span)
    }
    guard found.value.elements.allSatisfy(\.isFinite) else {
      throw ParameterMismatch("uses '\(name)', which is not finite", at: path.root.span)
    }
    leaves.append((name, found.value, found.isNumber))
    return found
  }

  /// The elements that a path's indices choose, one number an axis from the first on.
  private static func places(
    in array: NumericArray, _ path: Path
  ) throws -> (shape: [Int], offsets: [Int]) {
    var shape = array.shape
    var start = 0
    var count = array.elements.count
    for case .indices(let indices, let span) in path.steps {
      for index in indices {
        guard let length = shape.first else {
          throw ParameterMismatch("has more indices than '\(path.root.text)' has axes", at: span)
        }
        let place = try position(index, length, at: span)
        count /= length
        start += place * count
        shape.removeFirst()
      }
    }
    return (shape, Array(start..<start + count))
  }

  private static func position(
    _ index: PathIndex, _ length: Int, at span: SourceSpan
  ) throws -> Int {
    let value: Double? =
      switch index {
      case .at(.number(let literal)): literal.value
      case .at(.unary(.minus, .number(let literal), _)): -literal.value
      default: nil
      }
    guard let written = value.flatMap(Int.init(exactly:)) else {
      throw ParameterMismatch("takes whole numbers as indices", at: span)
    }
    let place = written < 0 ? written + length : written
    guard (0..<length).contains(place) else {
      throw ParameterMismatch(
        "has the index \(written), but there are \(counted: length, "element")", at: span)
    }
    return place
  }

  /// `a` for a number, `w[2]` or `w[0, 1]` for an element.
  private static func name(
    _ name: String, _ offset: Int, _ array: NumericArray, _ isNumber: Bool
  ) -> String {
    guard !isNumber else { return name }
    var rest = offset
    var indices: [String] = []
    for length in array.shape.reversed() {
      indices.insert(String(rest % length), at: 0)
      rest /= length
    }
    return "\(name)[\(indices.joined(separator: ", "))]"
  }
}

extension ScalarGraph {
  /// What a reader calls a node: a leaf's name, a constant's value, an operation's sign.
  func name(of node: Int) -> String {
    switch nodes[node].source {
    case .leaf(let name): name
    case .constant: Wording.short(nodes[node].value)
    case .operation(let operation): operation.rawValue
    }
  }
}

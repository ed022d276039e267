/// An expression of single numbers as a graph: each operation a node, each use of a value an edge.
///
/// Nodes are kept in an order in which inputs come before what uses them, so the order of the array
/// is the forward order, and its reverse a topological order for the backward pass. A node may be
/// used by several others: that is where gradients add up.
public struct ScalarGraph: Sendable, Equatable {
  /// What a node's value comes from.
  public enum Source: Sendable, Hashable {
    /// A number that can change: its gradient is what backpropagation is for.
    case leaf(name: String)
    case constant
    case operation(ScalarOperation)
  }

  public struct Node: Sendable, Equatable {
    public let source: Source
    /// Indices of nodes before this one; one that is used twice stands here twice.
    public let inputs: [Int]
    public fileprivate(set) var value: Double
    /// How the value changes with each input, the others held; 0 toward what depends on no leaf.
    public fileprivate(set) var localDerivatives: [Double]
    /// Whether it depends on a leaf.
    public let dependsOnLeaf: Bool
  }

  public private(set) var nodes: [Node] = []
  /// Whether the same operation on the same inputs is made one node, computed once and used twice.
  public let sharesEqualParts: Bool

  private struct Key: Hashable {
    let source: Source
    let inputs: [Int]
    let constant: Double?
  }
  private var known: [Key: Int] = [:]

  public init(sharesEqualParts: Bool = true) {
    self.sharesEqualParts = sharesEqualParts
  }

  /// The leaf of that name; asked for twice, it is the same node.
  public mutating func leaf(_ name: String, _ value: Double) -> Int {
    node(.leaf(name: name), [], value, [], dependsOnLeaf: true, isShared: true)
  }

  public mutating func constant(_ value: Double) -> Int {
    node(.constant, [], value, [], dependsOnLeaf: false, isShared: sharesEqualParts)
  }

  /// A node that computes an operation; of constants alone, a constant.
  ///
  /// - Throws: `ScalarGraphError` where the operation has no value or derivative.
  public mutating func apply(_ operation: ScalarOperation, _ inputs: Int...) throws -> Int {
    try apply(operation, inputs)
  }

  public mutating func apply(_ operation: ScalarOperation, _ inputs: [Int]) throws -> Int {
    let needed = inputs.map { nodes[$0].dependsOnLeaf }
    let (value, slopes) = try Self.compute(operation, inputs.map { nodes[$0].value }, needed)
    guard needed.contains(true) else { return constant(value) }
    return node(
      .operation(operation), inputs, value, slopes, dependsOnLeaf: true,
      isShared: sharesEqualParts)
  }

  /// The indices of the leaves, in the order in which they were first used.
  public var leaves: [Int] {
    nodes.indices.filter { if case .leaf = nodes[$0].source { true } else { false } }
  }

  /// How many edges lead from a node to what uses it; more than one: its gradient is a sum.
  public func useCount(of index: Int) -> Int {
    nodes.reduce(0) { $0 + $1.inputs.count { $0 == index } }
  }

  /// The same graph with other leaf values (by node), everything computed anew.
  public func evaluated(_ leafValues: [Int: Double]) throws -> ScalarGraph {
    var graph = self
    for index in nodes.indices {
      switch nodes[index].source {
      case .leaf: graph.nodes[index].value = leafValues[index] ?? nodes[index].value
      case .constant: break
      case .operation(let operation):
        let inputs = nodes[index].inputs
        (graph.nodes[index].value, graph.nodes[index].localDerivatives) = try Self.compute(
          operation, inputs.map { graph.nodes[$0].value },
          inputs.map { nodes[$0].dependsOnLeaf })
      }
    }
    return graph
  }

  /// The value that one node has with other leaf values; no derivative is looked at.
  public func value(of output: Int, _ leafValues: [Int: Double]) throws -> Double {
    var values = nodes.map(\.value)
    for index in nodes.indices where index <= output {
      switch nodes[index].source {
      case .leaf: values[index] = leafValues[index] ?? values[index]
      case .constant: break
      case .operation(let operation):
        values[index] = try operation.value(nodes[index].inputs.map { values[$0] })
      }
    }
    return values[output]
  }

  private static func compute(
    _ operation: ScalarOperation, _ inputs: [Double], _ needed: [Bool]
  ) throws -> (value: Double, slopes: [Double]) {
    let value = try operation.value(inputs)
    return (value, try operation.derivatives(inputs, value: value, needed: needed))
  }

  private mutating func node(
    _ source: Source, _ inputs: [Int], _ value: Double, _ slopes: [Double], dependsOnLeaf: Bool,
    isShared: Bool
  ) -> Int {
    let key = Key(source: source, inputs: inputs, constant: source == .constant ? value : nil)
    if isShared, let index = known[key] { return index }
    nodes.append(
      Node(
        source: source, inputs: inputs, value: value, localDerivatives: slopes,
        dependsOnLeaf: dependsOnLeaf))
    known[key] = nodes.count - 1
    return nodes.count - 1
  }
}

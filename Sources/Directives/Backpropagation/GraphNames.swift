import Engine

/// Short names for the nodes of a scalar graph: leaves their own, operations `v1`, `v2`, …
struct GraphNames {
  private var names: [String]
  private let graph: ScalarGraph
  /// The nodes that the output depends on, in forward order.
  let shown: [Int]

  init(_ graph: ScalarGraph, output: Int) {
    self.graph = graph
    var isUsed = [Bool](repeating: false, count: graph.nodes.count)
    isUsed[output] = true
    for node in stride(from: output, through: 0, by: -1) where isUsed[node] {
      for input in graph.nodes[node].inputs { isUsed[input] = true }
    }
    shown = graph.nodes.indices.filter { isUsed[$0] }
    names = graph.nodes.indices.map(graph.name)
    let taken = Set(names)
    let prefix =
      ["v", "n", "u", "node"].first { prefix in
        !taken.contains { $0.utf8.starts(with: prefix.utf8) }
      } ?? "value_"
    var count = 0
    for node in shown {
      guard case .operation = graph.nodes[node].source else { continue }
      count += 1
      names[node] = node == output && !taken.contains("loss") ? "loss" : "\(prefix)\(count)"
    }
  }

  subscript(_ node: Int) -> String { names[node] }

  /// What a node computes, in the names of its inputs: `a * b`, `tanh(v2)`.
  func computation(_ node: Int) -> String? {
    guard case .operation(let operation) = graph.nodes[node].source else { return nil }
    let inputs = graph.nodes[node].inputs.map { names[$0] }
    switch operation {
    case .add, .subtract, .multiply, .divide, .power:
      return "\(inputs[0]) \(operation.rawValue) \(inputs[1])"
    case .negate: return "-\(inputs[0])"
    default: return "\(operation.rawValue)(\(inputs.joined(separator: ", ")))"
    }
  }
}

/// Gradients by the chain rule, from an output back to every node that it depends on.
///
/// gradient(input) += local derivative · gradient(node), over every edge (Linnainmaa 1970; Rumelhart,
/// Hinton, Williams 1986). The ways to get it wrong are settings here, for the lesson: with the
/// defaults the gradients are right.
public struct BackwardPass: Sendable, Equatable {
  /// In which order nodes pass their gradient on.
  public enum Order: Sendable {
    /// A node waits until everything that uses it has passed its part back.
    case topological
    /// A node passes on what it has as soon as it is first reached, which is one part. Those that
    /// come later stay with it and are lost to its inputs: wrong wherever an operation is used twice.
    case depthFirst
  }

  /// What went over one edge.
  public struct Contribution: Sendable, Equatable {
    /// The node that passed it back, and the one that got it.
    public let from: Int
    public let to: Int
    public let localDerivative: Double
    /// local derivative · gradient of `from` at that moment.
    public let amount: Double
  }

  /// d output / d node, by node; 0 for what the output does not depend on.
  public let gradients: [Double]
  /// Every edge, in the order in which it was gone over.
  public let contributions: [Contribution]

  /// Goes back from an output, whose own gradient is 1.
  ///
  /// - Parameters:
  ///   - accumulates: whether a node adds up what it gets; if not, the last part overwrites.
  ///   - leftovers: gradients that an earlier pass left in the leaves (by node), not zeroed.
  /// - Throws: `ScalarGraphError.gradientOverflow` if a gradient leaves the range of numbers.
  public init(
    of graph: ScalarGraph, from output: Int, order: Order = .topological,
    accumulates: Bool = true, leftovers: [Int: Double] = [:]
  ) throws {
    var gradients = [Double](repeating: 0, count: graph.nodes.count)
    for (leaf, gradient) in leftovers { gradients[leaf] = gradient }
    gradients[output] = accumulates ? gradients[output] + 1 : 1
    var contributions: [Contribution] = []
    for (node, slot) in Self.edges(graph, output, order) {
      let input = graph.nodes[node].inputs[slot]
      let slope = graph.nodes[node].localDerivatives[slot]
      let amount = slope * gradients[node]
      gradients[input] = accumulates ? gradients[input] + amount : amount
      guard gradients[input].isFinite else { throw ScalarGraphError.gradientOverflow }
      contributions.append(
        Contribution(from: node, to: input, localDerivative: slope, amount: amount))
    }
    self.gradients = gradients
    self.contributions = contributions
  }

  /// The edges toward what depends on a leaf, in the order in which they are gone over.
  private static func edges(
    _ graph: ScalarGraph, _ output: Int, _ order: Order
  ) -> [(node: Int, slot: Int)] {
    var edges: [(Int, Int)] = []
    var isReached = [Bool](repeating: false, count: graph.nodes.count)
    func slots(_ node: Int) -> [Int] {
      graph.nodes[node].inputs.indices.filter {
        graph.nodes[graph.nodes[node].inputs[$0]].dependsOnLeaf
      }
    }
    switch order {
    case .topological:
      isReached[output] = true
      for node in stride(from: output, through: 0, by: -1) where isReached[node] {
        for slot in slots(node) {
          edges.append((node, slot))
          isReached[graph.nodes[node].inputs[slot]] = true
        }
      }
    case .depthFirst:
      // Over one edge, then down into the input before the next edge: recursion, without its stack.
      isReached[output] = true
      var path: [(node: Int, slots: ArraySlice<Int>)] = [(output, slots(output)[...])]
      while var place = path.popLast() {
        guard let slot = place.slots.popFirst() else { continue }
        path.append(place)
        edges.append((place.node, slot))
        let input = graph.nodes[place.node].inputs[slot]
        guard !isReached[input] else { continue }
        isReached[input] = true
        path.append((input, slots(input)[...]))
      }
    }
    return edges
  }
}

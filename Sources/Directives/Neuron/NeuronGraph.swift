import Engine
import Figures

/// The diagram of a neuron: inputs, weights on the arrows, the sum, the activation.
struct NeuronGraph {
  private let neuron: ScalarNeuron
  private let names: [String]

  init(_ report: NeuronReport) {
    neuron = report.neuron
    names = report.names
  }

  var graph: Graph {
    let values = Wording.aligned(neuron.inputs)
    var nodes = zip(names, values).map { Graph.Node("\($0) = \($1)") }
    var edges: [Graph.Edge] = []
    let sum = add(neuron.sum, "sum", "z", to: &nodes, &edges)
    let argument = neuron.gate.map { add($0, "gate", "g", to: &nodes, &edges) } ?? sum
    nodes.append(
      Graph.Node(neuron.activation.title, lines: [Wording.brief(neuron.activated)]))
    let activation = nodes.count - 1
    edges.append(Graph.Edge(from: argument, to: activation))
    if neuron.gate != nil {
      nodes.append(Graph.Node("product", lines: [Wording.brief(neuron.output)]))
      edges += [sum, activation].map { Graph.Edge(from: $0, to: nodes.count - 1) }
    }
    return Graph(nodes: nodes, edges: edges, subject: "neuron", edgeLegend: "weights")
  }

  /// The node of a sum, with an arrow from each input and from its bias.
  private func add(
    _ sum: ScalarNeuron.WeightedSum, _ title: String, _ symbol: String,
    to nodes: inout [Graph.Node], _ edges: inout [Graph.Edge]
  ) -> Int {
    let bias = nodes.count
    if sum.bias != 0 { nodes.append(Graph.Node("bias = \(Wording.brief(sum.bias))")) }
    nodes.append(Graph.Node(title, lines: ["\(symbol) = \(Wording.brief(sum.value))"]))
    let place = nodes.count - 1
    edges += Wording.aligned(sum.weights).enumerated().map {
      Graph.Edge(from: $0.offset, to: place, label: $0.element)
    }
    if sum.bias != 0 { edges.append(Graph.Edge(from: bias, to: place)) }
    return place
  }
}

/// A graph as an aligned list: each node with what leads to it.
struct GraphListing {
  private let graph: Graph

  init(_ graph: Graph) { self.graph = graph }

  func lines(_ style: FigureStyle) -> [String] {
    let edges = graph.validEdges
    var table = Columns([.right, .left, .left, .left])
    let details = graph.nodes.map { TextFit.escaped($0.lines.joined(separator: "  ")) }
    table.add(["#", "from", details.allSatisfy(\.isEmpty) ? "" : "values", "node"])
    for (index, node) in graph.nodes.enumerated() {
      let from = edges.filter { $0.to == index }.map { edge in
        edge.label.isEmpty ? "\(edge.from)" : "\(edge.from) (\(TextFit.escaped(edge.label)))"
      }
      let room = style.width / 3
      table.add([
        "\(index)", TextFit.elided(from.joined(separator: ", "), to: room, style.charset),
        TextFit.elided(details[index], to: room, style.charset), TokenLabel(node.name).text,
      ])
    }
    return table.lines(style)
  }
}

/// The text inside a graph's boxes, with what is not printable ASCII in a legend.
struct GraphBoxes {
  let texts: [[String]]
  let isFramed: [Bool]
  private let moved: [(number: Int, text: String)]

  init(_ graph: Graph) {
    isFramed = graph.nodes.map(\.isFramed)
    var moved: [(number: Int, text: String)] = []
    texts = graph.nodes.enumerated().map { index, node in
      ([node.name] + node.lines).map { line in
        let label = TokenLabel(line)
        if label.isSafe { return label.elided(to: 28, .ascii) }
        moved.append((index, label.text))
        return "(\(index))"
      }
    }
    self.moved = moved
  }

  /// A box's columns and rows, with its border and a blank on each side if it has one.
  func size(_ node: Int) -> (width: Int, height: Int) {
    let width = texts[node].map { TextFit.width($0) }.max() ?? 0
    return isFramed[node] ? (width + 4, texts[node].count + 2) : (width + 2, texts[node].count)
  }

  func legend(_ style: FigureStyle) -> [String] {
    moved.isEmpty
      ? [] : [""] + moved.flatMap { TextFit.wrapped("(\($0.number))  \($0.text)", style) }
  }
}

/// The text inside a graph's boxes, with what is not printable ASCII in a legend.
struct GraphBoxes {
  let texts: [[String]]
  private let moved: [(number: Int, text: String)]

  init(_ graph: Graph) {
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

  /// A box's width without its borders, one blank on each side included.
  func width(_ node: Int) -> Int { (texts[node].map { TextFit.width($0) }.max() ?? 0) + 2 }

  func legend(_ style: FigureStyle) -> [String] {
    moved.isEmpty
      ? [] : [""] + moved.flatMap { TextFit.wrapped("(\($0.number))  \($0.text)", style) }
  }
}

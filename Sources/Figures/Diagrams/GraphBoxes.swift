/// The text inside a graph's boxes, with what is not printable ASCII in a legend.
struct GraphBoxes {
  let texts: [[String]]
  let isFramed: [Bool]
  private let moved: [(number: Int, text: String)]
  /// The cells that a text takes across.
  private let cells: @Sendable (String) -> Int

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
    cells = { TextFit.width($0) }
  }

  /// Boxes of any text, whose widths are measured.
  init(_ graph: Graph, cells: @escaping @Sendable (String) -> Int) {
    isFramed = graph.nodes.map(\.isFramed)
    texts = graph.nodes.map { node in ([node.name] + node.lines).map { TokenLabel($0).text } }
    moved = []
    self.cells = cells
  }

  /// The cells that a label on an arrow takes; none if it is empty.
  func labelWidth(_ label: String) -> Int { label.isEmpty ? 0 : cells(TextFit.escaped(label)) }

  /// A box's columns and rows, with its border and a blank on each side if it has one.
  func size(_ node: Int) -> (width: Int, height: Int) {
    let width = texts[node].map { cells($0) }.max() ?? 0
    return isFramed[node] ? (width + 4, texts[node].count + 2) : (width + 2, texts[node].count)
  }

  func legend(_ style: FigureStyle) -> [String] {
    moved.isEmpty
      ? [] : [""] + moved.flatMap { TextFit.wrapped("(\($0.number))  \($0.text)", style) }
  }
}

import Bedrock

/// Boxes joined by arrows: a computation graph, a neuron, a flow.
///
/// Each box stands after all that leads to it. What several arrows leave from forks from one line;
/// where two lines cross without meeting, the vertical one passes over. A graph that does not fit
/// the page becomes an aligned list.
public struct Graph: Figure {
  public static var kind: String { "graph" }

  public struct Node: Sendable, Codable, Equatable {
    /// The first line in the box, and the node's name in a list.
    public var name: String
    /// Further lines, such as `value 0.53` and `grad -0.12`.
    public var lines: [String]
    /// False for bare text, such as what enters or leaves a flow.
    public var isFramed: Bool

    public init(_ name: String, lines: [String] = [], isFramed: Bool = true) {
      self.name = name
      self.lines = lines
      self.isFramed = isFramed
    }
  }

  public struct Edge: Sendable, Codable, Equatable {
    /// Positions in `nodes`.
    public var from: Int
    public var to: Int
    /// A few characters on the arrow, such as a weight or a local derivative.
    public var label: String

    public init(from: Int, to: Int, label: String = "") {
      self.from = from
      self.to = to
      self.label = label
    }
  }

  public enum Direction: String, Sendable, Codable {
    /// To the right if it fits the page, else down.
    case automatic
    case right
    case down
  }

  public var nodes: [Node]
  public var edges: [Edge]
  /// What the graph is of, such as `computation graph`.
  public var subject: String
  /// A line above the picture; none if empty.
  public var title: String
  public var direction: Direction
  /// What an edge's label is, for the legend; no legend if empty.
  public var edgeLegend: String

  public init(
    nodes: [Node], edges: [Edge], subject: String = "graph", title: String = "",
    direction: Direction = .automatic, edgeLegend: String = ""
  ) {
    self.nodes = nodes
    self.edges = edges
    self.subject = subject
    self.title = title
    self.direction = direction
    self.edgeLegend = edgeLegend
  }

  public var data: JSON {
    .members([
      (
        "nodes",
        .array(
          nodes.map { .object([("name", .string($0.name)), ("lines", .strings($0.lines))]) })
      ),
      (
        "edges",
        .array(
          edges.map {
            .members([
              ("from", .integer($0.from)), ("to", .integer($0.to)),
              ("label", .unlessEmpty($0.label)),
            ])
          })
      ),
      ("subject", .string(subject)), ("title", .unlessEmpty(title)),
    ])
  }

  public var sentence: String {
    let valid = validEdges
    let ends = nodes.indices.filter { node in !valid.contains { $0.from == node } }
    let starts = nodes.indices.filter { node in !valid.contains { $0.to == node } }
    let size =
      "A \(TextFit.plain(subject)) of \(counted: nodes.count, "node") and "
      + "\(counted: edges.count, "arrow")"
    func names(_ indices: [Int]) -> String {
      let shown = indices.prefix(6).map { TokenLabel(nodes[$0].name).text }.joined(separator: ", ")
      return indices.count > 6 ? shown + " and \(indices.count - 6) more" : shown
    }
    if valid.isEmpty { return size + "." }
    if starts.isEmpty || ends.isEmpty { return size + ", in a cycle." }
    return "\(size), from \(names(starts)) to \(names(ends))."
  }

  /// The edges between nodes that exist.
  var validEdges: [Edge] {
    edges.filter { nodes.indices.contains($0.from) && nodes.indices.contains($0.to) }
  }

  public func lines(_ style: FigureStyle) -> [String] {
    Page.lines(title, style, empty: nodes.isEmpty ? "no nodes" : nil) { picture(style) }
  }

  private func picture(_ style: FigureStyle) -> [String] {
    let legend =
      edgeLegend.isEmpty ? [] : [""] + TextFit.wrapped("on the arrows: \(edgeLegend)", style)
    let orientations: [GraphLayout.Orientation] =
      switch direction {
      case .automatic: [.right, .down]
      case .right: [.right]
      case .down: [.down]
      }
    let boxes = GraphBoxes(self)
    for orientation in orientations {
      if let layout = GraphLayout(self, boxes, orientation),
        let drawing = GraphDrawing(layout, boxes, style).lines
      {
        return drawing + boxes.legend(style) + legend
      }
    }
    return GraphListing(self).lines(style)
  }
}

import Bedrock

/// Boxes in a pipeline with what flows between them on the arrows: `[8×4096]`.
public struct FlowDiagram: Figure {
  public static var kind: String { "flow" }

  public struct Step: Sendable, Codable, Equatable {
    /// The first line in the box.
    public var name: String
    /// Further lines.
    public var lines: [String]
    /// What leaves the box, such as its shape; it stands on the arrow.
    public var output: String

    public init(_ name: String, lines: [String] = [], output: String = "") {
      self.name = name
      self.lines = lines
      self.output = output
    }
  }

  /// What enters the first box; no arrow if empty.
  public var input: String
  public var steps: [Step]
  /// What leaves the last box beside its shape, such as ` car`; none if empty.
  public var result: String
  /// A line above the picture; none if empty.
  public var title: String

  public init(input: String = "", steps: [Step], result: String = "", title: String = "") {
    self.input = input
    self.steps = steps
    self.result = result
    self.title = title
  }

  public var data: JSON {
    .members([
      ("input", .unlessEmpty(input)),
      (
        "steps",
        .array(
          steps.map {
            .object([
              ("name", .string($0.name)), ("lines", .strings($0.lines)),
              ("output", .string($0.output)),
            ])
          })
      ), ("result", .unlessEmpty(result)), ("title", .unlessEmpty(title)),
    ])
  }

  public var sentence: String {
    let ends = [input].filter { !$0.isEmpty } + steps.map(\.name) + [result].filter { !$0.isEmpty }
    return steps.isEmpty
      ? "An empty flow."
      : "A flow of \(counted: steps.count, "step"): "
        + ends.map { TokenLabel($0).text }.joined(separator: " → ") + "."
  }

  /// The same as a graph: a chain of boxes.
  var graph: Graph {
    var nodes = steps.map { Graph.Node(TextFit.plain($0.name), lines: $0.lines.map(TextFit.plain)) }
    var edges = steps.indices.dropLast().map {
      Graph.Edge(from: $0, to: $0 + 1, label: steps[$0].output)
    }
    if !input.isEmpty {
      nodes.insert(Graph.Node(input, isFramed: false), at: 0)
      edges =
        [Graph.Edge(from: 0, to: 1)]
        + edges.map { Graph.Edge(from: $0.from + 1, to: $0.to + 1, label: $0.label) }
    }
    let output = steps.last?.output ?? ""
    if !result.isEmpty || !output.isEmpty {
      let isBare = result.isEmpty
      nodes.append(Graph.Node(isBare ? TextFit.plain(output) : result, isFramed: false))
      edges.append(
        Graph.Edge(from: nodes.count - 2, to: nodes.count - 1, label: isBare ? "" : output))
    }
    return Graph(nodes: nodes, edges: edges)
  }

  public func lines(_ style: FigureStyle) -> [String] {
    Page.lines(title, style, empty: steps.isEmpty ? "no steps" : nil) { graph.lines(style) }
  }
}

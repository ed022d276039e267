import Bedrock
import Figures

extension Gallery {
  static let matrices = [
    Example(
      "hidden units",
      MatrixFigure(
        values: [[0.53, -0.11, -0.41]], name: "Z1", columnLabels: ["h1", "h2", "h3"],
        marks: [[.firing, .suppressed, .suppressed]])),
    Example(
      "wider than the page",
      MatrixFigure(
        values: wave(6, 24), name: "E", rowLabels: words, columnLabels: (0..<24).map { "d\($0)" })),
    Example(
      "labels that are not ASCII",
      MatrixFigure(
        values: wave(3, 4), name: "Q", rowLabels: ["猫", " blue", "x"],
        columnLabels: ["a", "b", "ö", "d"], format: .decimals(3))),
    Example("tall", MatrixFigure(values: wave(60, 3), format: .decimals(1)), width: 40),
    Example(
      "ragged, odd values", MatrixFigure(values: [[1, .nan, -.infinity], [1e-7]]), width: 40),
    Example("empty", MatrixFigure(values: [], name: "nothing")),
  ]

  private static let x = MatrixFigure(values: [[0.80, -0.30]], name: "X")
  private static let w1 = MatrixFigure(
    values: [[0.70, 0.20, -0.40], [0.10, 0.90, 0.30]], name: "W1")
  private static let z1 = MatrixFigure(
    values: [[0.53, -0.11, -0.41]], name: "Z1", marks: [[.firing, .suppressed, .suppressed]])

  static let equations = [
    Example(
      "side by side",
      MatrixEquation([.matrix(x), .sign("·"), .matrix(w1), .sign("="), .matrix(z1)])),
    Example(
      "stacked",
      MatrixEquation([.matrix(x), .sign("·"), .matrix(w1), .sign("="), .matrix(z1)]), width: 40),
    Example("empty", MatrixEquation([])),
  ]

  private static func chain(_ count: Int) -> Graph {
    Graph(
      nodes: (0..<count).map { .init("n\($0)", lines: ["value \($0)", "grad 0.\($0)"]) },
      edges: (1..<count).flatMap { node in
        [
          Graph.Edge(from: node - 1, to: node, label: "0.5"),
          Graph.Edge(from: node / 2, to: node, label: "x"),
        ]
      })
  }

  static let graphs = [
    Example(
      "backpropagation",
      Graph(
        nodes: [
          .init("a", lines: ["2.00", "grad -0.30"]), .init("b", lines: ["-3.00", "grad 0.20"]),
          .init("c", lines: ["10.0", "grad 0.10"]), .init("a*b", lines: ["-6.00", "grad 0.10"]),
          .init("+", lines: ["4.00", "grad 0.10"]), .init("tanh", lines: ["0.99", "grad 1.00"]),
        ],
        edges: [
          .init(from: 0, to: 3, label: "-3.00"), .init(from: 1, to: 3, label: "2.00"),
          .init(from: 3, to: 4, label: "1"), .init(from: 2, to: 4, label: "1"),
          .init(from: 4, to: 5, label: "0.10"),
        ], subject: "computation graph", edgeLegend: "local derivative")),
    Example(
      "a node used three times",
      Graph(
        nodes: [
          .init("a", lines: ["2.00"]), .init("a*a", lines: ["4.00"]), .init("a+1", lines: ["3.00"]),
          .init("product", lines: ["12.00"]), .init("out", lines: ["14.00"]),
        ],
        edges: [
          .init(from: 0, to: 1, label: "2"), .init(from: 0, to: 1, label: "2"),
          .init(from: 0, to: 2, label: "1"), .init(from: 1, to: 3, label: "3"),
          .init(from: 2, to: 3, label: "4"), .init(from: 3, to: 4), .init(from: 0, to: 4),
        ])),
    Example(
      "a neuron",
      Graph(
        nodes: [
          .init("x1 = 0.70"), .init("x2 = -0.25"), .init("x3 = 0.45"),
          .init("sum", lines: ["z = 1.23"]), .init("GELU", lines: ["1.0953"]),
        ],
        edges: [
          .init(from: 0, to: 3, label: "1.10"), .init(from: 1, to: 3, label: "-0.85"),
          .init(from: 2, to: 3, label: "0.55"), .init(from: 3, to: 4),
        ], subject: "neuron", edgeLegend: "weights")),
    Example(
      "a feed-forward layer",
      Graph(
        nodes: ["x1", "x2", "h1", "h2", "h3", "y1", "y2"].map { .init($0) },
        edges: [0, 1].flatMap { from in [2, 3, 4].map { Graph.Edge(from: from, to: $0) } }
          + [2, 3, 4].flatMap { from in [5, 6].map { Graph.Edge(from: from, to: $0) } })),
    Example("too large: a list", chain(30)),
    Example(
      "a cycle, text that is not ASCII",
      Graph(
        nodes: [.init("猫"), .init("b", lines: ["ß"])],
        edges: [.init(from: 0, to: 1), .init(from: 1, to: 0)])),
    Example(
      "text that is not ASCII",
      Graph(
        nodes: [.init("猫"), .init("b", lines: ["ß"])], edges: [.init(from: 0, to: 1, label: "é")])),
    Example("empty", Graph(nodes: [], edges: [])),
  ]

  private static let steps = [
    FlowDiagram.Step("tokenizer", output: "[8]"),
    FlowDiagram.Step("embedding", lines: ["V×d"], output: "[8×4096]"),
    FlowDiagram.Step("32 blocks", output: "[8×4096]"),
  ]

  static let flows = [
    Example("to the right", FlowDiagram(steps: steps)),
    Example("down", FlowDiagram(input: "The car", steps: steps, result: " hit"), width: 60),
    Example("empty", FlowDiagram(steps: [])),
  ]

  private static let block: [BlockDiagram.Stage] = [
    .box(.init("embedding", lines: ["128,256 × 4096"], output: "[8×4096]")),
    .branch(
      [
        .init("RMSNorm", output: "[8×4096]"),
        .init("attention", lines: ["32 query heads", "8 KV heads"], output: "[8×4096]"),
      ], output: "[8×4096]"),
    .branch(
      [
        .init("RMSNorm", output: "[8×4096]"),
        .init("SwiGLU", lines: ["4096 → 14336 → 4096"], output: "[8×4096]"),
      ], output: "[8×4096]"),
    .box(.init("RMSNorm", output: "[8×4096]")),
  ]

  static let blocks = [
    Example(
      "a decoder",
      BlockDiagram(
        input: "8 token ids", stages: block, repeated: .init(from: 1, to: 2, count: 32),
        output: "logits")),
    Example(
      "narrow", BlockDiagram(input: "x", stages: Array(block[1...1]), output: "y"), width: 40),
    Example("empty", BlockDiagram(input: "x", stages: [])),
  ]
}

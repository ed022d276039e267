import Bedrock
import Figures

extension Gallery {
  private static let z = (0...60).map { Double($0) / 10 - 3 }

  private static func gelu(_ x: Double) -> Double {
    0.5 * x * (1 + Elementary.tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)))
  }

  private static let decay = (0..<9).map { 3.3 * Elementary.exp(-Double($0) / 3) }

  private static let steps = (0..<600).map { Double($0) }
  private static let losses = steps.map { step in
    2.2 * Elementary.exp(-step / 80) + (step > 300 ? 0.2 : 0.9) + 0.1 * Elementary.sin(step * 1.7)
  }

  static let lineCharts = [
    Example(
      "activation curves",
      LineChart(
        series: [
          .init("GELU", x: z, y: z.map(gelu)), .init("ReLU", x: z, y: z.map { max(0, $0) }),
        ], x: .init("z"), y: .init("activation"),
        markers: [.init(x: 1.23, y: 1.0953, "z = 1.23, GELU(z) = 1.0953")])),
    Example(
      "three optimizers, one gap",
      LineChart(
        series: [
          .init("SGD", y: decay), .init("momentum", y: decay.map { $0 * 0.6 + 0.3 }),
          .init("Adam", y: decay.enumerated().map { $0.offset == 4 ? .nan : $0.element * 0.4 }),
        ], x: .init("step"), y: .init("loss"))),
    Example(
      "a training run with events and phases",
      LineChart(
        series: [
          .init("training", x: steps, y: losses),
          .init(
            "validation", x: stride(from: 0, to: 600, by: 50).map { Double($0) },
            y: stride(from: 0, to: 600, by: 50).map { losses[$0] + 0.3 }),
        ], x: .init("step"), y: .init("loss"),
        events: [.init(x: 301, "induction"), .init(x: 450, "出现")],
        phases: [
          .init(from: 0, to: 100, "frequencies"), .init(from: 100, to: 301, "bigrams"),
          .init(from: 301, to: 599, "copying"),
        ])),
    Example(
      "logarithmic axes",
      LineChart(
        series: [.init("loss", x: steps.map { $0 + 1 }, y: losses.map { $0 * $0 * 0.01 })],
        x: .init("step", isLogarithmic: true), y: .init("loss", isLogarithmic: true)), width: 60),
    Example(
      "five series",
      LineChart(
        series: (1...5).map { k in .init("s\(k)", y: (0..<5).map { Double($0 * k) }) },
        x: .init("x"), y: .init("y"), height: 8), width: 60),
    Example(
      "a window on the data",
      LineChart(
        series: [.init("s", x: [0, 10], y: [-5, 5])], x: .init("x", low: 4, high: 8),
        y: .init("y", low: -1, high: 1), height: 8), width: 40),
    Example(
      "constant", LineChart(series: [.init("s", y: [3, 3, 3])], x: .init("x"), y: .init("y")),
      width: 40),
    Example(
      "one point", LineChart(series: [.init("s", y: [3])], x: .init("x"), y: .init("y")), width: 40),
    Example(
      "huge and not finite",
      LineChart(
        series: [.init("s", y: [-1.7e308, 1.7e308, .nan, .infinity])], x: .init("x"),
        y: .init("y"), height: 8), width: 40),
    Example("empty", LineChart(series: [], x: .init("x"), y: .init("y"), height: 5), width: 40),
  ]

  static let chips = [
    Example(
      "a sentence",
      Chips(
        tokens: zip(
          [
            "If", " the", " human", " brain", " were", " so", " simple", " that", " we", " could",
            " understand", " it", ",",
          ], [3335, 290, 5396, 12891, 1504, 813, 4705, 484, 581, 2023, 4218, 480, 11]
        ).map { .init($0.0, id: $0.1) })),
    Example(
      "some tokens that are not ASCII",
      Chips(tokens: [
        .init("Je", id: 1), .init(" suis", id: 22333), .init(" allé", id: 5), .init(" au", id: 9),
        .init("\r\n\n", id: 9), .init(bytes: [0x20, 0xF0, 0x9F, 0x98], id: 3),
        .init(bytes: [0x80], id: 5), .init("x"), .init("\\n", id: 77),
        .init(String(repeating: " ", count: 83), id: 99),
      ])),
    Example(
      "a line each",
      Chips(
        tokens: "猫は美しい。 the".unicodeScalars.map { .init(String($0), id: Int($0.value)) })),
    Example("without ids", Chips(tokens: [.init("un"), .init("believ"), .init("able")])),
    Example("thousands", Chips(tokens: (0..<5000).map { .init(" w\($0)", id: $0 * 7) }, limit: 40)),
    Example("empty", Chips(tokens: [])),
  ]

  static let arcs = [
    Example(
      "over a sentence",
      AttentionArcs(
        tokens: sentence, query: 9,
        weights: [0.02, 0.12, 0.46, 0.04, 0.02, 0.01, 0.03, 0.16, 0.02, 0.07, 0.02, 0.03, 0]),
      width: 100),
    Example(
      "masked, to both sides",
      AttentionArcs(
        tokens: words, query: 3, weights: [0.1, 0.2, 0.4, 0.1, 0.2, 0],
        masked: [false, false, false, false, false, true])),
    Example(
      "as a list",
      AttentionArcs(
        tokens: ["猫"] + words, query: 2, weights: [0.3, 0.1, 0.2, 0.4],
        masked: [false, false, false, false, true, true, true])),
    Example("empty", AttentionArcs(tokens: [], query: 0, weights: [])),
  ]
}

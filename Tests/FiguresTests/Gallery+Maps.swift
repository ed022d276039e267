import Bedrock
import Figures

extension Gallery {
  static let heatmaps = [
    Example(
      "attention, no mask",
      Heatmap(
        values: attention, rowLabels: words, columnLabels: words, rowAxis: "query",
        columnAxis: "key", quantity: "attention weight", format: .percent(decimals: 0))),
    Example(
      "causal, a token that is not ASCII",
      Heatmap(
        values: attention, rowLabels: ["猫"] + words.dropFirst(),
        columnLabels: ["猫"] + words.dropFirst(), rowAxis: "query", columnAxis: "key",
        quantity: "attention weight", format: .percent(decimals: 1), masked: causal(6))),
    Example(
      "cosines",
      Heatmap(
        values: wave(5, 5), rowLabels: ["puppy", "dog", "kitten", "cat", "car"],
        columnLabels: ["puppy", "dog", "kitten", "cat", "car"], rowAxis: "word",
        columnAxis: "word", quantity: "cosine", scale: .diverging(limit: 1))),
    Example(
      "too wide for numbers",
      Heatmap(
        values: wave(8, 24), rowLabels: words + ["x", "é"], rowAxis: "token",
        columnAxis: "dimension", title: "Embeddings")),
    Example(
      "narrow page",
      Heatmap(
        values: attention, rowLabels: words, columnLabels: words, rowAxis: "query",
        columnAxis: "key", quantity: "attention weight", format: .percent(decimals: 0),
        masked: causal(6)), width: 40),
    Example(
      "larger than the page",
      Heatmap(values: head(120, 30), rowAxis: "query", columnAxis: "key", quantity: "weight")),
    Example("odd values", Heatmap(values: [[.nan, .infinity, 0], [1e300, -1e-300, -.infinity]])),
    Example("all zero", Heatmap(values: [[0, 0], [0, 0]])),
    Example("one entry", Heatmap(values: [[42]])),
    Example("empty", Heatmap(values: [])),
  ]

  static let multiples = [
    Example(
      "six heads",
      SmallMultiples(
        panels: (1...6).map {
          .init("head \($0 - 1)", values: head(6, $0), masked: causal(6))
        }, rowLabels: words, columnLabels: words, rowAxis: "query", columnAxis: "key",
        quantity: "attention weight", format: .percent(decimals: 0))),
    Example(
      "both signs, labels that are not ASCII",
      SmallMultiples(
        panels: (1...3).map { .init("layer \($0)", values: wave(4, 4 + $0)) },
        rowLabels: ["猫", "a", "b", "c"], rowAxis: "token", columnAxis: "dimension"), width: 60),
    Example(
      "larger than the page",
      SmallMultiples(
        panels: [
          .init("head 0", values: head(64, 3)), .init("head 1", values: head(64, 20)),
        ], rowAxis: "query", columnAxis: "key", format: .percent(decimals: 0))),
    Example("empty", SmallMultiples(panels: [])),
  ]

  static let scatters = [
    Example(
      "a map of embeddings",
      ScatterPlot(
        points: [
          .init("puppy", x: 1.2, y: 0.5), .init("dog", x: 1.0, y: 0.45),
          .init("kitten", x: 1.21, y: -0.6), .init("cat", x: 0.98, y: -0.62),
          .init("rabbit", x: 0.7, y: -0.2), .init("car", x: -1.9, y: 0.1),
          .init(" 猫", x: 0.9, y: -0.7), .init("wall", x: -1.85, y: 0.15),
        ], xName: "component 1", yName: "component 2",
        note: "The map shows 63.2% of the variance.",
        arrows: [.init(from: 1, to: 3), .init(from: 0, to: 2)])),
    Example(
      "unequal scales, points in one place, one not finite",
      ScatterPlot(
        points: [
          .init("a", x: 0, y: 1000), .init("b", x: 0, y: 1000), .init("c", x: 1, y: -500),
          .init("d", x: .nan, y: 0),
        ], hasEqualScales: false, height: 8), width: 50),
    Example("one point", ScatterPlot(points: [.init("a", x: 3, y: 3)]), width: 40),
    Example("empty", ScatterPlot(points: [])),
  ]

  private static func valley(_ x: Double, _ y: Double) -> Double {
    let bend = y - x * x
    return (1 - x) * (1 - x) + 5 * bend * bend + 0.05
  }

  private static let surface: [[Double]] = (0...30).map { row in
    (0...40).map { column in valley(Double(column) / 10 - 2, Double(row) / 10 - 1) }
  }

  private static func descent(_ rate: Double, _ momentum: Double, _ steps: Int) -> [ContourMap
    .Point]
  {
    var (x, y, vx, vy) = (-1.5, 1.5, 0.0, 0.0)
    var points = [ContourMap.Point(x: x, y: y)]
    for _ in 0..<steps {
      let gx = -2 * (1 - x) - 20 * x * (y - x * x)
      let gy = 10 * (y - x * x)
      vx = momentum * vx - rate * gx
      vy = momentum * vy - rate * gy
      x += vx
      y += vy
      points.append(.init(x: x, y: y))
    }
    return points
  }

  static let contours = [
    Example(
      "three optimizers",
      ContourMap(
        values: surface, x: .init("w1", low: -2, high: 2), y: .init("w2", low: -1, high: 2),
        paths: [
          .init("SGD", points: descent(0.01, 0, 60)),
          .init("momentum", points: descent(0.01, 0.8, 60)),
          .init("a rate too large", points: descent(0.09, 0, 60)),
        ], minima: [.init(x: 1, y: 1)], isLogarithmic: true)),
    Example(
      "the surface alone",
      ContourMap(
        values: [[0, 1, 2], [1, .nan, 3], [2, 3, 4]], x: .init("x", low: 0, high: 1),
        y: .init("y", low: 0, high: 1)), width: 40),
    Example(
      "flat",
      ContourMap(
        values: [[1, 1], [1, 1]], x: .init("x", low: 0, high: 1),
        y: .init("y", low: 0, high: 1)), width: 40),
    Example(
      "empty",
      ContourMap(values: [], x: .init("x", low: 0, high: 1), y: .init("y", low: 0, high: 1))),
  ]
}

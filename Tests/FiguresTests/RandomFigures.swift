import Bedrock
import Figures

/// Seeded random data for every kind of figure, with the values and texts that break things.
struct RandomFigures {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  /// SplitMix64 (Steele, Lea and Flood 2014).
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(max(1, count))) }

  private mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  private mutating func pick<T>(_ items: [T]) -> T { items[below(items.count)] }

  static let texts = [
    "The", " blue", " car", "wall", "", " ", "   ", "\n", "\r\n", "\t", "a|b", "`", "<b>", "\\n",
    "·",
    "猫", "漢字かな交じり文", "e\u{301}", "\u{301}", "👩‍👩‍👧", "🇩🇪", "👍🏽", "שלום", "العربية",
    "\u{200B}", "\u{202E}abc", "\u{FEFF}", "\u{0}", "x y z", "ﷺ", "क्षि", "a b",
    "a rather long label that goes on and on, past any column", "ÄÖÜ", "\u{1F1E9}", "\u{FE0F}", "½",
  ]

  mutating func text() -> String { pick(Self.texts) }

  mutating func value() -> Double {
    switch below(14) {
    case 0:
      pick([
        .nan, .infinity, -.infinity, 0, -0.0, 1e300, -1e300, 1e-300, .leastNonzeroMagnitude, 1, -1,
      ])
    case 1: unit() * 1e6
    case 2: unit() * 1e-6
    default: unit() * 2 - 1
    }
  }

  mutating func values(_ count: Int) -> [Double] { (0..<count).map { _ in value() } }
  mutating func texts(_ count: Int) -> [String] { (0..<count).map { _ in text() } }

  private mutating func count(_ most: Int) -> Int {
    pick([0, 1, 2, 3, below(most + 1), below(most + 1)])
  }

  private mutating func matrix(_ most: Int) -> [[Double]] {
    let (rows, columns) = (count(most), count(most))
    if below(10) == 0 { return (0..<rows).map { _ in values(below(columns + 1)) } }
    if below(10) == 0 {
      return Array(repeating: Array(repeating: value(), count: columns), count: rows)
    }
    return (0..<rows).map { _ in values(columns) }
  }

  private mutating func labels(_ count: Int) -> [String]? { below(3) == 0 ? nil : texts(count) }

  private mutating func mask(_ values: [[Double]]) -> [[Bool]]? {
    below(2) == 0 ? nil : values.map { $0.map { _ in below(4) == 0 } }
  }

  private mutating func format() -> ValueFormat {
    pick([.automatic, .decimals(below(5)), .percent(decimals: below(3)), .significant(3)])
  }

  private mutating func heatScale() -> HeatScale {
    pick([
      .automatic, .range(low: value(), high: value()), .diverging(limit: value()),
      .range(low: 0, high: 1),
    ])
  }

  private mutating func axis() -> LineChart.Axis {
    .init(
      text(), isLogarithmic: below(2) == 0, low: below(3) == 0 ? value() : nil,
      high: below(3) == 0 ? value() : nil)
  }
}

extension RandomFigures {
  mutating func figure(_ kind: String) -> any Figure {
    switch kind {
    case Heatmap.kind, SmallMultiples.kind, MatrixFigure.kind, MatrixEquation.kind, ContourMap.kind:
      matrixFigure(kind)
    case BarChart.kind, PairedBars.kind, Histogram.kind, Timeline.kind, ResidualTrace.kind:
      barFigure(kind)
    case LineChart.kind, ScatterPlot.kind: chart(kind)
    case Chips.kind, AttentionArcs.kind: tokenFigure(kind)
    default: diagram(kind)
    }
  }

  private mutating func matrixFigure(_ kind: String) -> any Figure {
    let values = matrix(30)
    let (rows, columns) = (values.count, values.map(\.count).max() ?? 0)
    switch kind {
    case Heatmap.kind:
      return Heatmap(
        values: values, rowLabels: labels(rows), columnLabels: labels(columns), rowAxis: text(),
        columnAxis: text(), quantity: text(), title: text(), format: format(), scale: heatScale(),
        masked: mask(values))
    case SmallMultiples.kind:
      return SmallMultiples(
        panels: (0..<count(6)).map { _ in
          let values = matrix(20)
          return .init(text(), values: values, masked: mask(values))
        }, rowLabels: labels(rows), columnLabels: labels(columns), quantity: text(),
        format: format(), scale: heatScale())
    case MatrixFigure.kind: return matrixTerm(values)
    case MatrixEquation.kind:
      return MatrixEquation(
        (0..<count(4)).map { _ in below(2) == 0 ? .sign(text()) : .matrix(matrixTerm(matrix(6))) })
    default:
      let (low, high) = (value(), value())
      return ContourMap(
        values: values, x: .init(text(), low: low, high: high), y: .init(text(), low: -1, high: 1),
        paths: (0..<count(4)).map { _ in
          .init(text(), points: (0..<count(40)).map { _ in .init(x: value(), y: value()) })
        }, minima: (0..<below(3)).map { _ in .init(x: value(), y: value()) }, quantity: text(),
        isLogarithmic: below(2) == 0)
    }
  }

  private mutating func matrixTerm(_ values: [[Double]]) -> MatrixFigure {
    MatrixFigure(
      values: values, name: text(), rowLabels: labels(values.count),
      columnLabels: labels(values.map(\.count).max() ?? 0), format: format(),
      marks: below(2) == 0
        ? nil : values.map { $0.map { _ in pick([.none, .firing, .suppressed, .highlighted]) } })
  }

  private mutating func barFigure(_ kind: String) -> any Figure {
    let count = count(50)
    switch kind {
    case BarChart.kind:
      return BarChart(
        entries: (0..<count).map { _ in
          .init(text(), value(), kept: below(3) > 0, note: below(4) == 0 ? text() : "")
        }, cuts: below(2) == 0 ? [] : [.init(after: below(count + 2), text())], format: format(),
        columns: pick([[], [.rank], [.rank, .value], [.rank, .value, .total]]), valueName: text(),
        labelName: text(), title: text(), full: below(3) == 0 ? value() : nil)
    case PairedBars.kind:
      return PairedBars(
        entries: (0..<count).map { _ in
          .init(text(), before: value(), after: value(), kept: below(3) > 0)
        }, beforeName: text(), afterName: text(), format: format())
    case Histogram.kind:
      if below(2) == 0 { return Histogram(samples: values(count * 4), bins: 1 + below(20)) }
      return Histogram(
        bins: (0..<count).map { _ in
          .init(text(), count: below(1000), expected: below(2) == 0 ? nil : value())
        }, countName: text())
    case Timeline.kind:
      return Timeline(
        passes: (0..<count).map { _ in .init(text(), cached: below(100), computed: below(9)) })
    default:
      return ResidualTrace(
        layers: (0..<count).map { _ in
          .init(
            text(), size: value(), attention: below(2) == 0 ? nil : value(),
            feedForward: below(2) == 0 ? nil : value())
        }, quantity: text(), format: format())
    }
  }

  private mutating func chart(_ kind: String) -> any Figure {
    if kind == ScatterPlot.kind {
      let points = count(30)
      return ScatterPlot(
        points: (0..<points).map { _ in .init(text(), x: value(), y: value()) }, xName: text(),
        yName: text(), title: text(), note: text(),
        arrows: (0..<count(5)).map { _ in .init(from: below(points + 1), to: below(points + 1)) },
        hasEqualScales: below(2) == 0, height: below(40))
    }
    return LineChart(
      series: (0..<count(6)).map { _ in
        let y = values(count(80))
        return .init(text(), x: below(2) == 0 ? [] : values(y.count), y: y)
      }, x: axis(), y: axis(), title: text(),
      events: (0..<count(3)).map { _ in .init(x: value(), text()) },
      phases: (0..<count(3)).map { _ in .init(from: value(), to: value(), text()) },
      markers: (0..<count(3)).map { _ in .init(x: value(), y: value(), text()) },
      height: below(30))
  }

  private mutating func tokenFigure(_ kind: String) -> any Figure {
    let count = count(40)
    if kind == Chips.kind {
      return Chips(
        tokens: (0..<count).map { _ in
          let bytes =
            below(4) == 0 ? (0..<below(5)).map { _ in UInt8(below(256)) } : Array(text().utf8)
          return .init(bytes: bytes, id: below(5) == 0 ? nil : below(200_000))
        }, title: text(), limit: below(50))
    }
    let isSafe = below(2) == 0
    return AttentionArcs(
      tokens: isSafe ? (0..<count).map { _ in pick([" a", "the", "."]) } : texts(count),
      query: below(count + 1), weights: values(count),
      masked: below(2) == 0 ? nil : (0..<count).map { _ in below(3) == 0 })
  }

  private mutating func diagram(_ kind: String) -> any Figure {
    switch kind {
    case Graph.kind:
      let count = count(12)
      // Mostly forwards, now and then a cycle or an end that does not exist.
      let edges = (0..<(count * 2)).map { _ -> Graph.Edge in
        let (a, b) = (below(count + (below(20) == 0 ? 1 : 0)), below(count))
        let isForward = below(40) > 0
        return .init(
          from: isForward ? min(a, b) : a, to: isForward ? max(a, b) : b,
          label: below(2) == 0 ? "" : pick(["0.5", "-1.25", "é", "a long label here"]))
      }.filter { $0.from != $0.to || below(20) == 0 }
      return Graph(
        nodes: (0..<count).map { _ in .init(text(), lines: texts(below(3))) }, edges: edges,
        direction: pick([.automatic, .right, .down]))
    case FlowDiagram.kind:
      return FlowDiagram(
        input: text(),
        steps: (0..<count(7)).map { _ in .init(text(), lines: texts(below(3)), output: text()) },
        result: text())
    default:
      func box(_ me: inout RandomFigures) -> BlockDiagram.Box {
        .init(me.text(), lines: me.texts(me.below(3)), output: me.text())
      }
      let stages = (0..<count(6)).map { _ -> BlockDiagram.Stage in
        if below(2) == 0 { return .box(box(&self)) }
        return .branch((0..<below(4)).map { _ in box(&self) }, output: text())
      }
      return BlockDiagram(
        input: text(), stages: stages,
        repeated: below(2) == 0 ? nil : .init(from: below(6), to: below(6), count: below(100)),
        output: text())
    }
  }
}

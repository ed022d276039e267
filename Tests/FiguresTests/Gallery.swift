import Bedrock
import Figures

/// The figures that the golden pictures show: one list a kind, each example with the width it is
/// drawn at.
enum Gallery {
  struct Example {
    var name: String
    var figure: any Figure
    var width: Int

    init(_ name: String, _ figure: any Figure, width: Int = 80) {
      self.name = name
      self.figure = figure
      self.width = width
    }
  }

  static let kinds: [String] = FigureRegister.types.map { $0.kind }

  static func examples(of kind: String) -> [Example] {
    switch kind {
    case AttentionArcs.kind: arcs
    case BarChart.kind: bars
    case BlockDiagram.kind: blocks
    case Chips.kind: chips
    case ContourMap.kind: contours
    case FlowDiagram.kind: flows
    case Graph.kind: graphs
    case Heatmap.kind: heatmaps
    case Histogram.kind: histograms
    case LineChart.kind: lineCharts
    case MatrixEquation.kind: equations
    case MatrixFigure.kind: matrices
    case PairedBars.kind: pairs
    case ResidualTrace.kind: traces
    case ScatterPlot.kind: scatters
    case SmallMultiples.kind: multiples
    case Timeline.kind: timelines
    default: []
    }
  }

  static var all: [Example] { kinds.flatMap(examples) }

  // MARK: Numbers that several examples share

  static let words = ["The", " blue", " car", " hit", " the", " wall"]

  /// Softmax rows of the course's 6×6 scores, rounded.
  static let attention: [[Double]] = [
    [0.16, 0.17, 0.19, 0.16, 0.16, 0.16], [0.079, 0.086, 0.564, 0.118, 0.077, 0.076],
    [0.10, 0.24, 0.20, 0.16, 0.10, 0.20], [0.13, 0.15, 0.19, 0.20, 0.13, 0.20],
    [0.16, 0.16, 0.17, 0.18, 0.16, 0.17], [0.10, 0.14, 0.19, 0.18, 0.10, 0.29],
  ]

  static func causal(_ count: Int) -> [[Bool]] {
    (0..<count).map { row in (0..<count).map { $0 > row } }
  }

  static func wave(_ rows: Int, _ columns: Int) -> [[Double]] {
    (0..<rows).map { row in
      (0..<columns).map { column in
        let step: Int = (row * 7 + column * 13 + row * column * 3) % 17
        return Double(step) / 8 - 1
      }
    }
  }

  /// A head that looks back by multiples of `stride`.
  static func head(_ count: Int, _ stride: Int) -> [[Double]] {
    (0..<count).map { row in
      let scores = (0...row).map { Elementary.exp(-Double((row - $0) % (stride + 1))) }
      let sum = scores.reduce(0, +)
      return scores.map { $0 / sum } + Array(repeating: 0, count: count - 1 - row)
    }
  }

  static let sentence = [
    "A", " blue", " car", " crashed", " into", " a", " concrete", " wall", ",", " it", " was",
    " speeding", ".",
  ]

  static let tokens = ["calm", " outside", " inside", ",", ".", " cold", " angry"]
  static let probabilities = [0.272, 0.197, 0.170, 0.117, 0.114, 0.077, 0.053]
}

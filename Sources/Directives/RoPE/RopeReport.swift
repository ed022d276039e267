import Bedrock
import Engine
import Figures
import Notebook

/// What `rope` shows: how fast each pair turns, the angles seen from one token, and the scores.
struct RopeReport {
  let tokens: RopeTokens
  let rotary: ScalarRotary
  /// The token that the others are seen from, and the one whose key is worked out.
  let reference: Int
  let key: Int
  /// The pair that is drawn.
  let pair: Int
  let scores: RopeScores?
  let distances: RopeCurves?
  /// The frequencies before scaling; `nil` without.
  let unscaled: ScalarRotary?

  var steps: [OutcomeBlock] { [.table(speeds)] + angles + workedPair + scored + curves }

  /// The query of the reference and one key, pair by pair.
  var workedPair: [OutcomeBlock] { scores.map { RopePairReport(self, $0).blocks } ?? [] }

  /// All scores, and what is mixed by them.
  var scored: [OutcomeBlock] { scores.map { matrices($0) + mixed($0) } ?? [] }

  // MARK: - Angles

  /// The most pairs that are listed.
  private static let longestTable = 12
  /// The most tokens that are drawn on the circle.
  private static let mostHands = 16

  private var isListed: Bool { rotary.pairCount <= Self.longestTable }

  /// The pairs that are listed: all, or the first and the last of many.
  private var listed: [Int] {
    let all = Array(0..<rotary.pairCount)
    return isListed ? all : Array(all.prefix(Self.longestTable - 3) + all.suffix(3))
  }

  /// A line a pair: its numbers, its angle from one position to the next, and a whole turn.
  private var speeds: Table {
    let rows = listed.map { pair -> [String] in
      let places = rotary.places(ofPair: pair)
      return [String(pair), "\(places.0), \(places.1)"]
        + (unscaled.map { [NumberText.significant($0.frequencies[pair], digits: 4)] } ?? [])
        + [
          NumberText.significant(rotary.frequencies[pair], digits: 4),
          NumberText.significant(Self.degrees(rotary.frequencies[pair]), digits: 3),
          Self.count(rotary.wavelengths[pair]),
        ]
    }
    return Table(
      columns: [.init("pair", .right), .init("numbers", .right)]
        + (unscaled == nil ? [] : [.init("radians a position, unscaled", .right)])
        + [
          .init("radians a position", .right), .init("degrees a position", .right),
          .init("positions a turn", .right),
        ], rows: rows,
      title: "How fast each pair turns"
        + (isListed ? "" : " (\(Self.longestTable) of \(rotary.pairCount) pairs)"),
      summary: span)
  }

  /// How many positions the fastest pair needs for a turn, and the slowest.
  private var span: String {
    let (first, last) = (
      Self.count(rotary.wavelengths[0]), Self.count(rotary.wavelengths[rotary.pairCount - 1])
    )
    return rotary.pairCount == 1
      ? "One pair, which turns once in \(first) positions."
      : "\(rotary.pairCount) pairs: the fastest turns once in \(first) positions, the slowest in"
        + " \(last)."
  }

  /// How many positions: whole ones, if they are many.
  private static func count(_ positions: Double) -> String {
    (1000..<1e15).contains(positions)
      ? NumberText.grouped(Int(positions.rounded())) : NumberText.significant(positions, digits: 4)
  }

  private static func degrees(_ radians: Double) -> Double { radians * 180 / Double.pi }

  private var offsets: [Double] {
    tokens.positions.map { $0 - tokens.positions[reference] }
  }

  /// Each token's angles against those of the reference, and one pair of them on a circle.
  private var angles: [OutcomeBlock] {
    guard tokens.texts != nil else { return [] }
    let degrees = offsets.map { offset in
      listed.map { Self.degrees(offset * rotary.frequencies[$0]) }
    }
    let table = Table(
      columns: [.init("token"), .init("offset", .right)]
        + listed.map { .init("pair \($0)", .right) },
      rows: tokens.labels.enumerated().map { index, label in
        [label, index == reference ? "0" : NumberText.signed(Int(offsets[index]))]
          + degrees[index].map { NumberText.fixed($0, decimals: 1) }
      },
      title: "Angles in degrees, seen from \(tokens.name(reference))")
    return [.table(table)] + (offsets.count <= Self.mostHands ? [.figure(hands)] : [])
  }

  /// Where a pair of each token points, if that of the reference points to the right.
  private var hands: ScatterPlot {
    let frequency = rotary.frequencies[pair]
    return ScatterPlot(
      points: tokens.labels.enumerated().map { index, label in
        let (sine, cosine) = Elementary.sincos(offsets[index] * frequency)
        return .init(label, x: cosine, y: sine)
      },
      xName: "cos", yName: "sin",
      title: "pair \(pair) on its circle: \(tokens.name(reference)) points to the right",
      note: "one position on is \(NumberText.significant(Self.degrees(frequency), digits: 3))"
        + " degrees, counter-clockwise", height: 16)
  }

  // MARK: - Scores

  /// The scores of all pairs of tokens, three ways, where there are a few tokens.
  private func matrices(_ scores: RopeScores) -> [OutcomeBlock] {
    guard (3...24).contains(tokens.positions.count) else { return [] }
    let panels = [
      ("no positions", scores.plain), ("turned (RoPE)", scores.turned),
      ("positions added", scores.added),
    ]
    if tokens.positions.count > 8 { return [.figure(multiples(panels.map(\.1)))] }
    // Turning changes no length, so the first two are on one scale; what adds positions has its own.
    let largest = (scores.plain.elements + scores.turned.elements).map(\.magnitude).max() ?? 0
    let shared = HeatScale.diverging(limit: largest == 0 ? 1 : largest)
    return zip(panels, [shared, shared, .automatic]).map { panel, scale in
      .figure(heatmap(panel.0, panel.1, scale))
    }
  }

  private func heatmap(_ name: String, _ scores: DoubleMatrix, _ scale: HeatScale) -> Heatmap {
    Heatmap(
      values: scores.rows, rowLabels: tokens.labels, columnLabels: tokens.labels,
      rowAxis: "query", columnAxis: "key", quantity: "score", title: "scores, \(name)",
      format: .decimals(2), scale: scale)
  }

  private func multiples(_ scores: [DoubleMatrix]) -> SmallMultiples {
    SmallMultiples(
      panels: zip(["no positions", "turned (RoPE)", "positions added"], scores).map {
        .init($0, values: $1.rows)
      },
      rowLabels: tokens.labels, columnLabels: tokens.labels, rowAxis: "query",
      columnAxis: "key", quantity: "score", title: "the score of every query with every key")
  }

  /// The values mixed by the weights that turned queries and keys give.
  private func mixed(_ scores: RopeScores) -> [OutcomeBlock] {
    guard let attention = scores.attention, let output = attention.output else { return [] }
    let text =
      scores.turnsValues
      ? "The values were turned, too, on purpose: what is handed on now depends on where the tokens"
        + " stand, and not only on how far apart."
      : "The values are mixed as they are: positions decide who is listened to, and not what is said."
    return [
      .figure(
        MatrixFigure(
          values: output.rows, name: "output = weights times V", rowLabels: tokens.texts)),
      .paragraph(text),
    ]
  }

  // MARK: - Distances

  var curves: [OutcomeBlock] {
    guard let distances else { return [] }
    var series = [
      LineChart.Series("q = k", y: distances.same),
      LineChart.Series("random q, k", y: distances.random),
      LineChart.Series("typical size", y: distances.randomSize),
    ]
    if let given = distances.given { series.append(.init("given q, k", y: given)) }
    return [
      .figure(
        LineChart(
          series: series, x: .init("positions between query and key"), y: .init("score"),
          title: "scores over the lengths of q and k, as the key moves away", height: 17)),
      .paragraph(
        "\"q = k\" is the mean of \(counted: distances.samples, "drawn vector") with themselves;"
          + " \"random q, k\" is one drawn pair, and \"typical size\" the root of the mean square of"
          + " \(distances.samples) of them."),
    ]
  }
}

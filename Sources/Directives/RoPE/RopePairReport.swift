import Bedrock
import Engine
import Figures
import Notebook

/// One query and one key, pair by pair: before they are turned, and after.
struct RopePairReport {
  private let report: RopeReport
  private let scores: RopeScores
  private let rotary: ScalarRotary
  private let query: [Double]
  private let key: [Double]
  private let turnedQuery: [Double]
  private let turnedKey: [Double]

  /// The most pairs that are listed.
  private static let longestTable = 16

  init(_ report: RopeReport, _ scores: RopeScores) {
    self.report = report
    self.scores = scores
    rotary = report.rotary
    query = scores.vectors.queries.row(report.reference)
    key = scores.vectors.keys.row(report.key)
    turnedQuery = scores.queries.row(report.reference)
    turnedKey = scores.keys.row(report.key)
  }

  var blocks: [OutcomeBlock] {
    (rotary.pairCount <= Self.longestTable ? [.table(table)] : [])
      + [.figure(arrows), .paragraph(sentence)]
  }

  private var names: (query: String, key: String) {
    (report.tokens.name(report.reference), report.tokens.name(report.key))
  }

  private var positions: (query: Double, key: Double) {
    (report.tokens.positions[report.reference], report.tokens.positions[report.key])
  }

  /// A line a pair: what it adds to the dot product before and after.
  private var table: Table {
    let rows = (0..<rotary.pairCount).map { pair -> [String] in
      let (q, k) = (rotary.pair(pair, of: query), rotary.pair(pair, of: key))
      let (r, s) = (rotary.pair(pair, of: turnedQuery), rotary.pair(pair, of: turnedKey))
      let angle = (positions.key - positions.query) * rotary.frequencies[pair]
      return [
        String(pair), Self.text(q), Self.text(k), Self.number(q.0 * k.0 + q.1 * k.1),
        NumberText.fixed(angle * 180 / Double.pi, decimals: 1), Self.text(r), Self.text(s),
        Self.number(r.0 * s.0 + r.1 * s.1),
      ]
    }
    let sum = [
      "sum", "", "", Self.number(scores.plain[report.reference, report.key]), "", "", "",
      Self.number(scores.turned[report.reference, report.key]),
    ]
    return Table(
      columns: [
        .init("pair", .right), .init("q", .right), .init("k", .right), .init("q·k", .right),
        .init("degrees between", .right), .init("q turned", .right), .init("k turned", .right),
        .init("turned q·k", .right),
      ], rows: rows + [sum],
      title: "The query of \(names.query) and the key of \(names.key), pair by pair")
  }

  private static func number(_ x: Double) -> String { NumberText.fixed(x, decimals: 3) }

  private static func text(_ pair: (Double, Double)) -> String {
    "(\(NumberText.fixed(pair.0, decimals: 2)), \(NumberText.fixed(pair.1, decimals: 2)))"
  }

  /// One pair as arrows from the origin, before and after.
  private var arrows: ScatterPlot {
    let pairs = [
      ("q", query), ("k", key), ("q turned", turnedQuery), ("k turned", turnedKey),
    ].map { ($0.0, rotary.pair(report.pair, of: $0.1)) }
    return ScatterPlot(
      points: [.init("0", x: 0, y: 0)] + pairs.map { .init($0.0, x: $0.1.0, y: $0.1.1) },
      xName: "first number", yName: "second number",
      title: "pair \(report.pair): q by \(degrees(positions.query)), k by \(degrees(positions.key))"
        + " degrees",
      arrows: (1...4).map { .init(from: 0, to: $0) }, height: 16)
  }

  private func degrees(_ position: Double) -> String {
    NumberText.fixed(position * rotary.frequencies[report.pair] * 180 / Double.pi, decimals: 1)
  }

  private var sentence: String {
    let distance = positions.query - positions.key
    let place =
      distance == 0
      ? "at the same position"
      : "\(counted: Int(distance.magnitude), "position") \(distance > 0 ? "before" : "after") it"
    let at = report.tokens.texts == nil ? "" : " (position \(Wording.short(positions.query)))"
    return "The query of \(names.query)\(at) and the key of \(names.key), \(place): q·k is"
      + " \(NumberText.signed(scores.plain[report.reference, report.key], decimals: 3)) before they"
      + " are turned and \(NumberText.signed(scores.turned[report.reference, report.key], decimals: 3))"
      + " after."
  }
}

import Bedrock
import Engine
import Figures
import Notebook

/// A grid of trainings and the law that they follow.
struct ScalingResult {
  let grid: ScalingGrid
  let law: ScalingLaw
  /// Whether the largest and longest training was not among what the law was fitted to.
  let isHeldOut: Bool
  private let isFloorKnown: Bool

  /// Nil if no law fits.
  init?(_ grid: ScalingGrid, floor: Double?, isHeldOut: Bool) {
    self.grid = grid
    self.isHeldOut = isHeldOut
    isFloorKnown = floor != nil
    var points: [ScalingLaw.Point] = []
    for (row, losses) in grid.losses.enumerated() {
      for (column, loss) in losses.enumerated() {
        points.append(
          .init(
            parameters: Double(grid.parameters[row]), tokens: Double(grid.tokens[column]),
            loss: loss))
      }
    }
    if isHeldOut { points.removeLast() }
    guard let law = ScalingLaw(fitting: points, floor: floor) else { return nil }
    self.law = law
  }

  private func fitted(_ row: Int, _ column: Int) -> Double {
    law.loss(parameters: Double(grid.parameters[row]), tokens: Double(grid.tokens[column]))
  }

  private var fits: [[Double]] {
    grid.losses.indices.map { row in grid.steps.indices.map { fitted(row, $0) } }
  }

  /// The largest share by which the law misses what it was fitted to.
  private var fitError: Double {
    var errors = zip(grid.losses.joined(), fits.joined()).map { ($1 - $0).magnitude / $0 }
    if isHeldOut { errors.removeLast() }
    return errors.max() ?? 0
  }

  private var last: (predicted: Double, measured: Double) {
    (fits.last?.last ?? .nan, grid.losses.last?.last ?? .nan)
  }

  var values: Record {
    var record = Record([
      "widths": .integers(grid.widths), "steps": .integers(grid.steps),
      "parameters": .integers(grid.parameters), "tokens": .integers(grid.tokens),
      "losses": .array(NumericArray(rows: grid.losses)),
      "fitted": .array(NumericArray(rows: fits)),
      "floor": .double(law.floor), "alpha": .double(law.alpha), "beta": .double(law.beta),
      "parameter_factor": .double(law.parameterFactor),
      "token_factor": .double(law.tokenFactor), "fit_error": .double(fitError),
    ])
    if isHeldOut {
      record["predicted"] = .double(last.predicted)
      record["measured"] = .double(last.measured)
    }
    return record
  }

  // MARK: - What is shown

  var blocks: [OutcomeBlock] {
    [.figure(chart), .table(table), .paragraph(sentence)]
  }

  /// What lies above the floor, over the tokens read; both axes logarithmic, so that a power law is a
  /// line.
  private var chart: LineChart {
    let shown = LineChart.seriesLimit(grid.widths.count)
    return LineChart(
      series: shown.map { row in
        .init(
          "width \(grid.widths[row])", x: grid.tokens.map { Double($0) },
          y: grid.losses[row].map { $0 - law.floor })
      },
      x: .init("tokens read", isLogarithmic: true),
      y: .init("loss above the floor (nats)", isLogarithmic: true),
      title: "Loss above \(text(law.floor)) nats a token", height: 12)
  }

  private var table: Table {
    let isLast = { (row: Int, column: Int) in
      row == grid.widths.count - 1 && column == grid.steps.count - 1
    }
    return Table(
      columns: [.init("width", .right), .init("N", .right)]
        + grid.tokens.map { .init("\(NumberText.grouped($0)) tokens", .right) },
      rows: grid.widths.indices.map { row in
        ["\(grid.widths[row])", NumberText.grouped(grid.parameters[row])]
          + grid.steps.indices.map { column in
            let mark = isHeldOut && isLast(row, column) ? " (predicted)" : ""
            return "\(text(grid.losses[row][column])) / \(text(fitted(row, column)))" + mark
          }
      },
      title: "Loss measured / by the law")
  }

  private var sentence: String {
    let terms =
      "L = \(text(law.floor)) + \(Wording.value(law.parameterFactor)) / N^\(text(law.alpha))"
      + " + \(Wording.value(law.tokenFactor)) / D^\(text(law.beta))"
    let fit =
      "\(terms); the floor is \(isFloorKnown ? "known" : "fitted, too"). It misses no loss that it was"
      + " fitted to by more than \(NumberText.percent(fitError, decimals: 1))."
    guard isHeldOut else { return fit }
    let miss = (last.predicted - last.measured).magnitude / last.measured
    return fit
      + " For the largest and longest training, which it did not see, it says"
      + " \(text(last.predicted)); measured were \(text(last.measured)),"
      + " \(NumberText.percent(miss, decimals: 1)) away."
  }

  private func text(_ x: Double) -> String { NumberText.fixed(x, decimals: 3) }
}

extension LineChart {
  /// The positions of at most four of so many series: the first, the last and some between.
  fileprivate static func seriesLimit(_ count: Int) -> [Int] {
    guard count > 4 else { return Array(0..<count) }
    return (0..<4).map { $0 * (count - 1) / 3 }
  }
}

import Bedrock
import Engine
import Figures
import Notebook

/// What `optimize` shows: a map for each optimizer, the losses over the steps, and a table.
struct OptimizeReport {
  let function: LossFunction
  let runs: [OptimizerRun]
  /// What the map was asked to show.
  let window: MapWindow?
  /// How many steps are written out.
  let traced: Int
  /// The standard deviation of the gradients' noise.
  let noise: Double

  var all: [OutcomeBlock] { map + losses }

  var map: [OutcomeBlock] {
    switch function.start.count {
    case 1: [.figure(LossLine(function: function, runs: runs).chart)]
    case 2: [.figure(LossMap(function: function, runs: runs, asked: window).figure)]
    default: []
    }
  }

  var losses: [OutcomeBlock] { lossCharts.map(OutcomeBlock.figure) + result }

  var result: [OutcomeBlock] { traces + [.table(table), .paragraph(conclusion)] }

  // MARK: - Losses

  /// The most curves of one chart.
  private static let mostCurves = 4

  private var lossCharts: [LineChart] {
    stride(from: 0, to: runs.count, by: Self.mostCurves).map { first in
      let shown = runs[first..<min(first + Self.mostCurves, runs.count)]
      return LineChart(
        series: shown.map { .init($0.method.rawValue, y: $0.descent.losses) },
        x: .init("step"), y: .init("loss", isLogarithmic: isSpread), title: "loss, step by step")
    }
  }

  /// Whether the losses are positive and of very different sizes.
  private var isSpread: Bool {
    let losses = runs.flatMap(\.descent.losses)
    guard let low = losses.min(), let high = losses.max(), low >= 0 else { return false }
    return high > 20 * (losses.filter { $0 > 0 }.min() ?? high)
  }

  /// A line an optimizer: where its loss began, where it ended, and how far apart that is.
  private var table: Table {
    let rows = runs.map { run in
      [
        run.method.rawValue, Wording.short(run.descent.optimizer.learningRate),
        Wording.value(run.start), Wording.value(run.end), Wording.value(run.end - run.start),
        note(run),
      ]
    }
    let best = runs.min { $0.end < $1.end }
    return Table(
      columns: [
        .init("optimizer"), .init("learning rate", .right), .init("loss at the start", .right),
        .init("loss at the end", .right), .init("change", .right), .init("steps"),
      ], rows: rows, title: "where each of them ends",
      summary: runs.count == 1
        ? nil
        : best.map {
          "\($0.method.rawValue) ends lowest of \(runs.count), at \(Wording.value($0.end))."
        })
  }

  private func note(_ run: OptimizerRun) -> String {
    let steps = run.descent.points.count - 1
    switch run.descent.stop {
    case .ranAway?: return "\(steps), ran away"
    case .leftTheDomain?: return "\(steps), left the loss's domain"
    case nil: return run.descent.hasDiverged ? "\(steps), ended higher" : String(steps)
    }
  }

  // MARK: - Step by step

  private var traces: [OutcomeBlock] {
    traced == 0 ? [] : runs.map { .table(StepTrace(run: $0, count: traced, function).table) }
  }

  // MARK: - In words

  private var conclusion: String {
    var sentences = ["The loss is \(function.text)."]
    if noise > 0 {
      sentences.append(
        "Every gradient has noise of size \(Wording.short(noise)) added, the same for all.")
    }
    for run in runs {
      switch run.descent.stop {
      case .ranAway?:
        sentences.append(
          "\(run.method.rawValue) diverges: each step overshoots by more than the last, and after"
            + " \(counted: run.descent.points.count - 1, "step") the loss is"
            + " \(Wording.value(run.end)).")
      case .leftTheDomain(let why)?:
        sentences.append(
          "\(run.method.rawValue) steps to where the loss does not exist: \(why).")
      case nil where run.descent.hasDiverged:
        sentences.append("\(run.method.rawValue) ends higher than it started.")
      case nil: break
      }
    }
    if runs.contains(where: { !$0.descent.optimizer.correctsBias && $0.method.isCorrected }) {
      sentences.append("Bias correction is off.")
    }
    return sentences.joined(separator: " ")
  }
}

extension Optimize.Method {
  /// Whether averages that begin at 0 are made up for.
  var isCorrected: Bool { self == .adam || self == .adamw }
}

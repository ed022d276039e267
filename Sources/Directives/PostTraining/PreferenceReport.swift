import Bedrock
import Engine
import Figures
import Notebook

/// What `dpo` shows: both answers' probabilities, their implicit rewards, and the margin.
struct PreferenceReport {
  let losses: [Float]
  let curve: PreferenceCurve

  var values: Record {
    func vector(_ points: [PreferenceCurve.Point], _ path: KeyPath<PreferenceCurve.Point, Double>)
      -> Value
    {
      .vector(points.map { $0[keyPath: path] })
    }
    var record = Record([
      "losses": .array(NumericArray(floats: losses, shape: [losses.count])),
      "steps": .integers(curve.points.map(\.step)),
      "chosen": vector(curve.points, \.chosen),
      "rejected": vector(curve.points, \.rejected),
      "chosen_rewards": vector(curve.points, \.chosenReward),
      "rejected_rewards": vector(curve.points, \.rejectedReward),
      "margins": vector(curve.points, \.margin),
      "accuracy": vector(curve.points, \.accuracy),
      "chosen_changes": .vector(curve.points.last?.chosenChanges ?? []),
      "rejected_changes": .vector(curve.points.last?.rejectedChanges ?? []),
      "chosen_raised": .integer((curve.points.last?.chosenChanges ?? []).count { $0 > 0 }),
    ])
    if !curve.held.isEmpty {
      record["held_chosen"] = vector(curve.held, \.chosen)
      record["held_rejected"] = vector(curve.held, \.rejected)
      record["held_margins"] = vector(curve.held, \.margin)
    }
    return record
  }

  var blocks: [OutcomeBlock] {
    [.figure(rewards), .table(table), .paragraph(verdict)]
  }

  private var steps: [Double] { curve.points.map { Double($0.step) } }

  private var rewards: LineChart {
    LineChart(
      series: [
        .init("chosen", x: steps, y: curve.points.map(\.chosenReward)),
        .init("rejected", x: steps, y: curve.points.map(\.rejectedReward)),
        .init("margin", x: steps, y: curve.points.map(\.margin)),
      ], x: .init("step"), y: .init("reward"),
      title: "Implicit rewards, beta ln p/p_ref, and their difference, the margin", height: 12)
  }

  private var table: Table {
    func text(_ value: Double) -> String { NumberText.fixed(value, decimals: 2) }
    func row(_ name: String, _ point: PreferenceCurve.Point) -> [String] {
      [
        name, text(point.chosen), text(point.rejected), text(point.margin),
        Wording.percent(point.accuracy, decimals: 0),
      ]
    }
    let (count, held) = (curve.pairs.count, curve.heldPairs.count)
    let ends = [curve.points.first, curve.points.last].compactMap { $0 }
    let heldEnds = [curve.held.first, curve.held.last].compactMap { $0 }
    return Table(
      columns: [
        .init("pairs"), .init("ln p chosen", .right), .init("ln p rejected", .right),
        .init("margin", .right), .init("chosen ahead", .right),
      ],
      rows: ends.map { row("\(count) trained, step \($0.step)", $0) }
        + heldEnds.map { row("\(held) kept back, step \($0.step)", $0) })
  }

  /// What became of the chosen answers, in words: pair by pair, for a mean hides who moved it.
  private var verdict: String {
    guard let changes = curve.points.last?.chosenChanges, !changes.isEmpty else { return "" }
    let raised = changes.count { $0 > 0 }
    let fallen = changes.count { $0 < 0 }
    let farthest = changes.min() ?? 0
    return
      "Of the \(counted: changes.count, "chosen answer") \(raised) became likelier and \(fallen)"
      + " less likely"
      + (farthest < 0
        ? "; the one that fell farthest, by a factor of e^\(NumberText.fixed(-farthest, decimals: 1))."
        : ".")
  }
}

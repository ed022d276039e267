import Bedrock
import Engine
import Figures
import Notebook

/// What `ablate` shows and binds where it takes out every head and every MLP in turn.
struct AblationScanReport {
  let modelName: String
  let study: AblationStudy
  let scan: AblationStudy.Scan
  let measured: Measured
  let top: Int

  /// A part of the scan with its effect.
  private struct Part {
    let name: String
    let effect: AblationStudy.Effect
  }

  /// The head whose loss costs the target most, the first of equals.
  var mostImportantHead: (layer: Int, head: Int) {
    var found = (layer: 0, head: 0)
    for (layer, row) in scan.heads.enumerated() {
      for (head, effect) in row.enumerated()
      where effect.change < scan.heads[found.layer][found.head].change {
        found = (layer, head)
      }
    }
    return found
  }

  /// The layer whose MLP's loss costs the target most, the first of equals.
  var mostImportantMLP: Int {
    var found = 0
    for (layer, effect) in scan.feedForwards.enumerated()
    where effect.change < scan.feedForwards[found].change { found = layer }
    return found
  }

  var record: Record {
    let (layer, head) = mostImportantHead
    let effect = scan.heads[layer][head]
    func matrix(_ value: (AblationStudy.Effect) -> Double) -> Value {
      .array(NumericArray(rows: scan.heads.map { $0.map(value) }))
    }
    return Record([
      "layer": .integer(layer), "head": .integer(head), "mlp_layer": .integer(mostImportantMLP),
      "effects": matrix(\.change), "mlp_effects": .vector(scan.feedForwards.map(\.change)),
      "divergences": matrix(\.divergence),
      "mlp_divergences": .vector(scan.feedForwards.map(\.divergence)),
      "before": .double(measured.value(study.whole.prediction)),
      "after": .double(measured.value(effect.run.prediction)),
      "effect": .double(effect.change),
      "probability_before": .double(
        study.whole.prediction.probability(of: measured.measure.target)),
      "probability_after": .double(effect.run.prediction.probability(of: measured.measure.target)),
      "divergence": .double(effect.divergence), "loss_before": .double(study.whole.loss),
      "loss_after": .double(effect.run.loss), "target": .string(measured.target),
    ])
  }

  var blocks: [OutcomeBlock] { [.figure(heatmap), .table(table)] }

  private var heatmap: Heatmap {
    let rows = zip(scan.heads, scan.feedForwards).map { $0.map(\.change) + [$1.change] }
    let before = NumberText.fixed(measured.value(study.whole.prediction), decimals: 2)
    return Heatmap(
      values: rows, rowLabels: rows.indices.map { String($0) },
      columnLabels: (rows.first?.indices.dropLast() ?? 0..<0).map { "head \($0)" } + ["MLP"],
      rowAxis: "layer", columnAxis: "part", quantity: "change of \(measured.shortName)",
      title: "\(modelName), one part out at a time: \(measured.name), whole \(before)",
      format: .decimals(2), scale: .diverging(limit: limit(rows)))
  }

  private func limit(_ rows: [[Double]]) -> Double {
    rows.joined().reduce(0) { Elementary.maximum($0, $1.magnitude) }
  }

  /// The parts whose loss changes most, in either direction.
  private var table: Table {
    let heads = scan.heads.enumerated().flatMap { layer, row in
      row.enumerated().map { Part(name: "layer \(layer) head \($0)", effect: $1) }
    }
    let feedForwards = scan.feedForwards.enumerated().map {
      Part(name: "layer \($0) MLP", effect: $1)
    }
    let parts = heads + feedForwards
    let order = parts.indices.sorted {
      let (a, b) = (parts[$0].effect.change.magnitude, parts[$1].effect.change.magnitude)
      return a == b ? $0 < $1 : a > b
    }
    let rows = order.prefix(top).map { index -> [String] in
      let effect = parts[index].effect
      return [
        parts[index].name, Wording.signed(effect.change, decimals: 2),
        NumberText.fixed(measured.value(effect.run.prediction), decimals: 2),
        Wording.percent(effect.run.prediction.probability(of: measured.measure.target)),
        NumberText.fixed(effect.divergence, decimals: 3),
      ]
    }
    let whole = Wording.percent(study.whole.prediction.probability(of: measured.measure.target))
    return Table(
      columns: [
        .init("without"), .init("change", .right), .init("\(measured.shortName) left", .right),
        .init("p(\(Measured.shown(measured.target)))", .right), .init("KL, nats", .right),
      ], rows: rows, title: "the largest changes; whole, the target has \(whole)")
  }
}

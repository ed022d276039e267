import Bedrock
import Engine
import Figures
import Notebook

/// What `lens` shows and binds.
struct LensReport {
  let model: LanguageModel
  let modelName: String
  let text: ModelText
  let lens: LogitLens
  /// The model's own distribution at the position.
  let own: Prediction
  let map: LensMap?
  let measured: Measured
  let top: Int

  /// A probability that is written as 0.0%, and how many depths with such ones make one bar.
  private static let quiet = 0.0005
  private static let leastFolded = 3

  private var target: Int { measured.measure.target }

  private var depths: [String] {
    lens.predictions.indices.map { $0 == 0 ? "embedding" : "layer \($0 - 1)" }
  }

  private func best(of prediction: Prediction) -> [Int] {
    Array(LogitFilter.ranking(prediction.logits.map { Double($0) }).prefix(top))
  }

  var record: Record {
    let predictions = lens.predictions
    let ranked = predictions.map(best)
    func floats(_ values: [Float], _ labels: [String]? = nil) -> Value {
      .array(NumericArray(vector: values.map { Double($0) }, width: .float, labels: labels))
    }
    var record = Record([
      "top_ids": .array(NumericArray(rows: ranked.map { $0.map(Double.init) }, rowLabels: depths)),
      "top_probabilities": .array(
        NumericArray(
          rows: zip(predictions, ranked).map { prediction, ids in
            ids.map { prediction.probability(of: $0) }
          }, rowLabels: depths)),
      "top_tokens": .strings(predictions.map { model.label(of: $0.best) }),
      "target_logits": floats(predictions.map { $0.logits[target] }, depths),
      "target_probabilities": .vector(
        predictions.map { $0.probability(of: target) }, labels: depths),
      "target_ranks": .integers(predictions.map { $0.rank(of: target) + 1 }, labels: depths),
      "measures": .vector(predictions.map(measured.value), labels: depths),
      "divergences": .vector(predictions.map { own.divergence(to: $0) }, labels: depths),
      "last": floats(predictions.last?.logits ?? []), "logits": floats(lens.logits),
      "target": .string(measured.target),
    ])
    if let map {
      record["map"] = .array(
        NumericArray(rows: map.probabilities, rowLabels: depths, columnLabels: text.labels))
    }
    return record
  }

  func blocks(_ shown: Lens.Shown) -> [OutcomeBlock] {
    switch shown {
    case .all: [.table(table), .figure(bars)] + (map.map { [.figure(heatmap($0))] } ?? [])
    case .table: [.table(table)]
    case .bars: [.figure(bars)]
    case .none: []
    }
  }

  /// Whether a rival is there whose distance is worth a column.
  private var hasRival: Bool { measured.alternative != nil }

  /// A line a depth: the highest tokens, and the target's rank.
  private var table: Table {
    let rows = zip(depths, lens.predictions).map { depth, prediction -> [String] in
      let words = best(of: prediction).map { id in
        Wording.percent(prediction.probability(of: id)) + " "
          + TokenText.visible(model.label(of: id))
      }
      return [
        depth, String(prediction.rank(of: target) + 1),
      ] + (hasRival ? [NumberText.fixed(measured.value(prediction), decimals: 2)] : []) + words
    }
    let place = TokenText.visible(text.labels[lens.position])
    return Table(
      columns: [
        .init("after"), .init("rank of \(Measured.shown(measured.target))", .right),
      ] + (hasRival ? [.init(measured.shortName, .right)] : [])
        + (0..<top).map { .init($0 == 0 ? "most likely next" : "\($0 + 1).") }, rows: rows,
      title: "\(modelName) read after every layer, at \(place)")
  }

  /// A bar a depth; depths in a row at which the target has next to no probability are one bar.
  private var bars: BarChart {
    let probabilities = lens.predictions.map { $0.probability(of: target) }
    var entries: [BarChart.Entry] = []
    var depth = 0
    while depth < depths.count {
      let quiet = probabilities[depth...].prefix { $0 < Self.quiet }.count
      if quiet >= Self.leastFolded {
        let last = depth + quiet - 1
        let largest = probabilities[depth...last].reduce(0) { Elementary.maximum($0, $1) }
        entries.append(
          .init("\(depths[depth]) to \(last - 1)", largest, note: "largest of \(quiet)"))
        depth = last + 1
      } else {
        entries.append(.init(depths[depth], probabilities[depth]))
        depth += 1
      }
    }
    return BarChart(
      entries: entries,
      columns: [.value], valueName: "p", labelName: "depth",
      title: "probability of \(Measured.shown(measured.target)), depth by depth", full: 1)
  }

  private func heatmap(_ map: LensMap) -> Heatmap {
    Heatmap(
      values: map.probabilities, rowLabels: depths, columnLabels: text.labels, rowAxis: "depth",
      columnAxis: "token", quantity: "p of the final choice",
      title: "how early each position knows what the model will say there",
      format: .percent(decimals: 0), scale: .range(low: 0, high: 1))
  }
}

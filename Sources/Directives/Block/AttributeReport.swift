import Bedrock
import Engine
import Figures
import Notebook

/// What `attribute` shows and binds.
struct AttributeReport {
  let modelName: String
  let heads: [[Double]]
  let feedForwards: [Double]
  let embedding: Double
  let biases: Double
  let attribution: LogitAttribution
  let measured: Measured
  let top: Int

  init(
    modelName: String, configuration: ModelConfiguration, attribution: LogitAttribution,
    measured: Measured, top: Int
  ) {
    let zeros = [Double](repeating: 0, count: configuration.heads)
    var heads = [[Double]](repeating: zeros, count: configuration.layers)
    var feedForwards = [Double](repeating: 0, count: configuration.layers)
    var (embedding, biases) = (0.0, 0.0)
    for (part, value) in zip(attribution.parts, attribution.contributions) {
      switch part {
      case .embedding: embedding = value
      case .head(let layer, let head): heads[layer][head] = value
      case .feedForward(let layer): feedForwards[layer] = value
      case .attentionBias, .normBias: biases += value
      }
    }
    (self.modelName, self.heads, self.feedForwards) = (modelName, heads, feedForwards)
    (self.embedding, self.biases) = (embedding, biases)
    (self.attribution, self.measured, self.top) = (attribution, measured, top)
  }

  private var difference: Double { attribution.sum - attribution.value }

  /// The head that adds most, the first of equals.
  private var largestHead: (layer: Int, head: Int) {
    var found = (layer: 0, head: 0)
    for (layer, row) in heads.enumerated() {
      for (head, value) in row.enumerated() where value > heads[found.layer][found.head] {
        found = (layer, head)
      }
    }
    return found
  }

  var record: Record {
    let largest = largestHead
    return Record([
      "heads": .array(NumericArray(rows: heads)), "mlps": .vector(feedForwards),
      "embedding": .double(embedding), "biases": .double(biases),
      "sum": .double(attribution.sum), "value": .double(attribution.value),
      "difference": .double(difference), "layer": .integer(largest.layer),
      "head": .integer(largest.head), "target": .string(measured.target),
    ])
  }

  /// What is taken apart: a logit itself where nothing is held against it.
  private var name: String {
    measured.alternative == nil ? "logit(\(Measured.shown(measured.target)))" : measured.name
  }

  var blocks: [OutcomeBlock] {
    [.figure(heatmap), .figure(bars), .paragraph(check)]
  }

  private var heatmap: Heatmap {
    let rows = zip(heads, feedForwards).map { $0 + [$1] }
    let limit = rows.joined().reduce(0) { Elementary.maximum($0, $1.magnitude) }
    return Heatmap(
      values: rows, rowLabels: rows.indices.map { String($0) },
      columnLabels: (heads.first ?? []).indices.map { "head \($0)" } + ["MLP"],
      rowAxis: "layer", columnAxis: "part", quantity: "added to \(name)",
      title: "\(modelName): who adds what to \(name)", format: .decimals(2),
      scale: .diverging(limit: limit))
  }

  /// The largest parts, in either direction, and the rest together.
  private var bars: BarChart {
    var parts = [("embedding", embedding)]
    for (layer, row) in heads.enumerated() {
      parts += row.enumerated().map { ("layer \(layer) head \($0)", $1) }
      parts.append(("layer \(layer) MLP", feedForwards[layer]))
    }
    if biases != 0 { parts.append(("biases", biases)) }
    let order = parts.indices.sorted {
      let (a, b) = (parts[$0].1.magnitude, parts[$1].1.magnitude)
      return a == b ? $0 < $1 : a > b
    }
    let kept = Set(order.prefix(top))
    let shown = order.prefix(top).sorted {
      parts[$0].1 == parts[$1].1 ? $0 < $1 : parts[$0].1 > parts[$1].1
    }
    var entries = shown.map { BarChart.Entry(parts[$0].0, parts[$0].1) }
    let rest = parts.indices.filter { !kept.contains($0) }
    if !rest.isEmpty {
      let sum = rest.reduce(0) { $0 + parts[$1].1 }
      entries.append(.init("\(rest.count) others", sum, isRest: true))
    }
    return BarChart(
      entries: entries, format: .decimals(2), columns: [.value], valueName: "contribution",
      labelName: "part", title: "the parts that weigh most")
  }

  private var check: String {
    let sum = NumberText.fixed(attribution.sum, decimals: 4)
    let value = NumberText.fixed(attribution.value, decimals: 4)
    return "All \(attribution.parts.count) parts add up to \(sum); the model's own"
      + " \(measured.alternative == nil ? "logit" : "difference") is \(value). What is left is"
      + " rounding: \(NumberText.significant(difference, digits: 2))."
  }
}

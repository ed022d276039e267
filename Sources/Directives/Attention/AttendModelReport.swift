import Bedrock
import Engine
import Figures
import Notebook

/// What `attend` shows of a model's head.
struct ModelAttentionReport {
  let attention: ModelAttention
  /// The query that is looked at alone.
  let query: Int?

  private var labels: [String] { attention.text.labels }

  func blocks(_ shown: [Attend.Shown]) -> [OutcomeBlock] { shown.flatMap(blocks) }

  private func blocks(_ shown: Attend.Shown) -> [OutcomeBlock] {
    switch shown {
    case .all: [.figure(heatmap)] + steps
    case .scores: [.figure(scoreMap)]
    case .weights: [.figure(heatmap)]
    case .steps: steps
    case .output: [.figure(outputs)]
    case .none: []
    }
  }

  private var steps: [OutcomeBlock] {
    query.map { [.figure(arcs(of: $0)), .table(table(of: $0))] } ?? []
  }

  private var title: String {
    "\(attention.modelName), layer \(attention.layer), head \(attention.head)"
  }

  /// A position's text as a sentence says it.
  private func name(_ position: Int) -> String { Wording.bare(labels[position]) }

  private var masked: [[Bool]] {
    let count = attention.text.count
    return (0..<count).map { query in (0..<count).map { $0 > query } }
  }

  private var heatmap: Heatmap {
    Heatmap(
      values: attention.weights.rows, rowLabels: labels, columnLabels: labels, rowAxis: "query",
      columnAxis: "key", quantity: "attention weight", title: title,
      format: .percent(decimals: 0), scale: .range(low: 0, high: 1), masked: masked,
      precision: .float)
  }

  private var scoreMap: Heatmap {
    Heatmap(
      values: attention.scores.rows, rowLabels: labels, columnLabels: labels, rowAxis: "query",
      columnAxis: "key", quantity: "score", title: "\(title): scores before the softmax",
      format: .decimals(1), masked: masked, precision: .float)
  }

  /// The first numbers of what the head takes to each position.
  private var outputs: MatrixFigure {
    let width = attention.output.columnCount
    let shown = min(6, width)
    return MatrixFigure(
      values: attention.output.rows.map { Array($0.prefix(shown)) },
      name: "\(title): the first \(shown) of \(width) numbers of each output",
      rowLabels: labels, format: .decimals(3), precision: .float)
  }

  private func arcs(of query: Int) -> AttentionArcs {
    AttentionArcs(
      tokens: labels, query: query, weights: attention.weights.row(query),
      masked: labels.indices.map { $0 > query }, title: "where \(name(query)) looks; \(title)",
      precision: .float)
  }

  /// A line a key: how much is looked at it, how long its value is, and the product, which is what
  /// arrives.
  private func table(of query: Int) -> Table {
    let norms = attention.valueNorms
    let rows = (0...query).map { key -> [String] in
      let weight = attention.weights[query, key]
      return [
        Wording.percent(weight), NumberText.fixed(norms[key], decimals: 2),
        NumberText.fixed(weight * norms[key], decimals: 3), labels[key],
      ]
    }
    return Table(
      columns: [
        .init("weight", .right), .init("length of value", .right),
        .init("weight × length", .right), .init("key"),
      ], rows: rows, title: "what \(name(query)) takes from each position")
  }
}

import Bedrock
import Engine
import Figures
import Notebook

/// What `attend` shows: the weights of all queries, and the steps of one.
struct AttendReport {
  let inputs: AttendInputs
  let attention: ScalarAttention
  let names: AttendLabels
  /// The query whose steps are shown.
  let query: Int?

  func blocks(_ shown: [Attend.Shown]) -> [OutcomeBlock] { shown.flatMap(blocks) }

  private func blocks(_ shown: Attend.Shown) -> [OutcomeBlock] {
    switch shown {
    case .all: [.figure(heatmap)] + seeded + (query.map(steps) ?? [])
    case .scores: [.figure(scoreMap)]
    case .weights: [.figure(heatmap)] + seeded
    case .steps: query.map(steps) ?? []
    case .output: outputs.map { [.figure($0)] } ?? []
    case .none: []
    }
  }

  /// Says so where the numbers are nobody's work.
  private var seeded: [OutcomeBlock] {
    guard let projection = inputs.projection, projection.isSeeded else { return [] }
    return [
      .paragraph(
        "Vectors (\(projection.x.shapeText)) and projections (\(projection.wq.shapeText)) are drawn"
          + " at random from the lab's seed. Nobody trained them: how attention is computed is to be"
          + " seen here, and no meaning.")
    ]
  }

  /// The keys that a query does not see; `nil` where all see all.
  private var masked: [[Bool]]? {
    if attention.mask == .none { return nil }
    return (0..<attention.scores.rowCount).map { query in
      (0..<attention.scores.columnCount).map { $0 >= attention.visibleKeys(query: query) }
    }
  }

  private var heatmap: Heatmap {
    Heatmap(
      values: attention.weights.rows, rowLabels: names.rows, columnLabels: names.keys,
      rowAxis: "query", columnAxis: "key", quantity: "attention weight",
      format: .percent(decimals: 0), scale: .range(low: 0, high: 1), masked: masked)
  }

  /// What the softmax is taken of.
  private var scoreMap: Heatmap {
    let scaled = attention.divisor == 1 ? "" : ", divided by \(divisor)"
    return Heatmap(
      values: attention.scores.rows, rowLabels: names.rows, columnLabels: names.keys,
      rowAxis: "query", columnAxis: "key", quantity: "score",
      title: "scores before the softmax\(scaled)", format: .decimals(2), masked: masked)
  }

  private var outputs: MatrixFigure? {
    attention.output.map {
      MatrixFigure(
        values: $0.rows, name: "output: each query's mixture of the values",
        rowLabels: names.rows)
    }
  }

  // MARK: - One query

  private func steps(of query: Int) -> [OutcomeBlock] {
    var blocks: [OutcomeBlock] = projected(query).map { [.figure($0)] } ?? []
    blocks += [.table(table(of: query)), .figure(look(of: query))]
    if let mix = mix(of: query) { blocks.append(.figure(mix)) }
    return blocks
  }

  /// x · wq = q for one position, where the numbers were given and are few.
  private func projected(_ query: Int) -> MatrixEquation? {
    guard let projection = inputs.projection, !projection.isSeeded, let queries = inputs.queries,
      max(projection.wq.rowCount, projection.wq.columnCount) <= Self.largestMix.width
    else { return nil }
    return MatrixEquation(
      [
        .matrix(MatrixFigure(values: [projection.x.row(query)], name: "x")), .sign("·"),
        .matrix(MatrixFigure(values: projection.wq.rows, name: "wq")), .sign("="),
        .matrix(MatrixFigure(values: [queries.row(query)], name: "q")),
      ], title: "what \(names.query(query)) asks")
  }

  /// A line a key: dot product, scaled, exponential, weight.
  private func table(of query: Int) -> Table {
    let visible = attention.visibleKeys(query: query)
    let scores = attention.scores.row(query)
    var largest = -Double.infinity
    for score in scores.prefix(visible) where score > largest { largest = score }
    let isScaled = attention.divisor != 1
    let rows = scores.indices.map { key -> [String] in
      let seen = key < visible
      let exponential = seen ? Elementary.exp(scores[key] - largest) : 0
      return [NumberText.fixed(attention.dotProducts[query, key], decimals: 3)]
        + (isScaled ? [NumberText.fixed(scores[key], decimals: 3)] : [])
        + [
          seen ? NumberText.fixed(exponential, decimals: 3) : "masked",
          seen ? Wording.percent(attention.weights[query, key]) : "-", names.key(key),
        ]
    }
    return Table(
      columns: [.init(inputs.scores == nil ? "q·k" : "score", .right)]
        + (isScaled ? [.init("/ \(divisor)", .right)] : [])
        + [.init("exp(score - max)", .right), .init("weight", .right), .init("key")],
      rows: rows, title: "\(names.query(query)) asks every key")
  }

  /// `sqrt(4)`, the width under the root that the scores were divided by.
  private var divisor: String {
    "sqrt(\(Wording.short((attention.divisor * attention.divisor).rounded())))"
  }

  /// Arcs over the sentence where the query is one of its positions, else bars.
  private func look(of query: Int) -> any Figure {
    guard names.areOneSequence, let keys = names.keys else { return bars(of: query) }
    let visible = attention.visibleKeys(query: query)
    return AttentionArcs(
      tokens: keys, query: keys.count - attention.scores.rowCount + query,
      weights: attention.weights.row(query), masked: keys.indices.map { $0 >= visible },
      title: "where \(names.query(query)) looks")
  }

  private func bars(of query: Int) -> BarChart {
    let visible = attention.visibleKeys(query: query)
    return BarChart(
      entries: (0..<visible).map { .init(names.key($0), attention.weights[query, $0]) },
      columns: [.value], valueName: "weight", labelName: "key",
      title: "where \(names.query(query)) looks")
  }

  /// The most keys, and the widest values, that are written out as matrices.
  private static let largestMix = (keys: 12, width: 8)

  /// weights · V = output, for one query and the keys that it sees.
  private func mix(of query: Int) -> MatrixEquation? {
    let visible = attention.visibleKeys(query: query)
    guard let values = inputs.values, let output = attention.output,
      visible <= Self.largestMix.keys, values.columnCount <= Self.largestMix.width
    else { return nil }
    let weights = Array(attention.weights.row(query).prefix(visible))
    return MatrixEquation(
      [
        .matrix(MatrixFigure(values: [weights], name: "weights")), .sign("·"),
        .matrix(
          MatrixFigure(
            values: Array(values.rows.prefix(visible)), name: "V",
            rowLabels: names.keys.map { Array($0.prefix(visible)) })), .sign("="),
        .matrix(MatrixFigure(values: [output.row(query)], name: "output")),
      ], title: "the values, mixed by these weights")
  }
}

import Bedrock
import Engine
import Figures
import Notebook

/// What `multihead` shows.
struct MultiHeadReport {
  let heads: HeadSet
  /// The position for which the heads are compared.
  let query: Int?

  // MARK: - Shapes

  /// A line a step, from the input to the output.
  var shapes: [OutcomeBlock] {
    let table = Table(
      columns: [.init("step"), .init("computed as"), .init("shape")], rows: steps,
      title: heads.title.isEmpty ? "shapes, step by step" : "shapes in \(heads.title)")
    return [.table(table)] + seeded
  }

  private var seeded: [OutcomeBlock] {
    guard heads.isSeeded else { return [] }
    return [
      .paragraph(
        "Vectors and projections are drawn at random from the lab's seed. Nobody trained them: the"
          + " shapes and the arithmetic are to be seen here, and no meaning.")
    ]
  }

  private var steps: [[String]] {
    var rows: [[String]] = []
    func add(_ name: String, _ how: String, _ shape: String) { rows.append([name, how, shape]) }
    if let input = heads.input {
      let normed = heads.numberWidth == .float ? "the layer's input, normed" : "a row a position"
      add("X", normed, shape(input))
    }
    if let query = heads.queries.first, let key = heads.keys.first {
      let turned = heads.numberWidth == .float ? ", rotated" : ""
      add("Q", "X Wq, cut into heads\(turned)", shape(query, times: heads.count))
      add("K", "X Wk, cut into heads\(turned)", shape(key, times: heads.keyValueHeads))
    }
    if let value = heads.values.first {
      let how = heads.input == nil ? "given" : "X Wv, cut into heads"
      add("V", how, shape(value, times: heads.keyValueHeads))
    }
    if let scores = heads.scores.first {
      let how = heads.queries.isEmpty ? "given\(divided)" : "Q K^T\(divided)"
      add("scores", how, shape(scores, times: heads.count))
      let mask = heads.isCausal ? ", later keys left out" : ""
      add("weights", "softmax of each row\(mask)", shape(scores, times: heads.count))
    }
    if let output = heads.outputs.first {
      add("head outputs", "weights V", shape(output, times: heads.count))
    }
    if let joined = heads.concatenated { add("concat", "the heads side by side", shape(joined)) }
    if let output = heads.output { add("output", "concat Wo", shape(output)) }
    return rows
  }

  private var divided: String {
    heads.divisor == 1
      ? "" : " / sqrt(\(Wording.short((heads.divisor * heads.divisor).rounded())))"
  }

  private func shape(_ matrix: DoubleMatrix) -> String {
    "\(matrix.rowCount) x \(matrix.columnCount)"
  }

  private func shape(_ matrix: DoubleMatrix, times count: Int) -> String {
    "\(counted: count, "head") of \(shape(matrix))"
  }

  // MARK: - Weights

  /// Every head on one scale; a single one with its numbers.
  var weights: [OutcomeBlock] {
    let masked = heads.weights[0].rows.indices.map { query in
      (0..<heads.weights[0].columnCount).map { heads.isCausal && $0 > query + ahead }
    }
    let rows = heads.weights[0].rowCount == heads.weights[0].columnCount ? heads.labels : nil
    if heads.count == 1 {
      return [
        .figure(
          Heatmap(
            values: heads.weights[0].rows, rowLabels: rows, columnLabels: heads.labels,
            rowAxis: "query", columnAxis: "key", quantity: "attention weight", title: heads.title,
            format: .percent(decimals: 0), scale: .range(low: 0, high: 1),
            masked: heads.isCausal ? masked : nil, precision: precision))
      ]
    }
    let panels = heads.weights.enumerated().map { head, matrix in
      SmallMultiples.Panel(
        "head \(head)", values: matrix.rows, masked: heads.isCausal ? masked : nil)
    }
    return [
      .figure(
        SmallMultiples(
          panels: panels, rowLabels: rows, columnLabels: heads.labels, rowAxis: "query",
          columnAxis: "key", quantity: "attention weight", title: heads.title,
          format: .percent(decimals: 0), scale: .range(low: 0, high: 1), precision: precision))
    ]
  }

  private var precision: ValuePrecision { heads.numberWidth == .float ? .float : .double }

  /// How many keys there are before the first query's own.
  private var ahead: Int { heads.weights[0].columnCount - heads.weights[0].rowCount }

  // MARK: - Groups

  /// Who reads which keys and values, and what sharing saves.
  var groups: [OutcomeBlock] {
    guard heads.keyValueHeads < heads.count else { return [] }
    let group = heads.count / heads.keyValueHeads
    let sharing = (0..<heads.keyValueHeads).map { shared -> [String] in
      let readers = (shared * group..<(shared + 1) * group).map { String($0) }
      return ["KV head \(shared)", "query heads \(Wording.list(readers))"]
    }
    let table = Table(
      columns: [.init("keys and values of"), .init("are read by")], rows: sharing,
      title: "grouped-query attention: \(counted: group, "query head") share one KV head")
    return [.table(table)] + (costs.map { [.table($0)] } ?? [])
  }

  private var costs: Table? {
    guard let costs = AttentionCosts(heads) else { return nil }
    let variants = [
      ("MHA: each its own", heads.count), ("GQA: as here", heads.keyValueHeads),
      ("MQA: one for all", 1),
    ].filter { $0.1 != heads.keyValueHeads || $0.0.utf8.first == UInt8(ascii: "G") }
    let most = Double(costs.operations(heads.count))
    let rows = variants.map { name, count in
      [
        name, String(count), NumberText.grouped(costs.cacheBytes(count)),
        NumberText.grouped(costs.parameters(count)), NumberText.grouped(costs.operations(count)),
        Wording.percent(Double(costs.operations(count)) / most, decimals: 0),
      ]
    }
    return Table(
      columns: [
        .init("variant"), .init("KV heads", .right), .init("cache bytes/token", .right),
        .init("parameters", .right), .init("operations", .right), .init("of MHA", .right),
      ], rows: rows, title: "one layer, \(counted: costs.tokens, "token"), 4-byte floats")
  }

  // MARK: - One query

  /// What each head does with one position.
  var asked: [OutcomeBlock] {
    guard let query else { return [] }
    let name = heads.queryLabels.map { TokenText.visible($0[query]) } ?? "query \(query)"
    let isShared = heads.keyValueHeads < heads.count
    let rows = heads.weights.indices.map { head -> [String] in
      let row = heads.weights[head].row(query)
      var key = 0
      for index in row.indices where row[index] > row[key] { key = index }
      let output = heads.outputs.isEmpty ? nil : heads.outputs[head].row(query)
      return ["head \(head)"] + (isShared ? ["KV head \(heads.keyValueHead(of: head))"] : [])
        + [
          Wording.percent(row[key]),
          output.map { NumberText.fixed(VectorSpace.norm($0), decimals: 2) } ?? "-",
          heads.labels?[key] ?? "key \(key)",
        ]
    }
    let table = Table(
      columns: [.init("head")] + (isShared ? [.init("reads")] : []) + [
        .init("largest weight", .right), .init("length of output", .right), .init("on"),
      ], rows: rows, title: "what every head does with \(name)")
    return [.table(table)] + (joining(query, name).map { [.figure($0)] } ?? [])
  }

  /// concat · Wo = output for one position, where the numbers are few.
  private func joining(_ query: Int, _ name: String) -> MatrixEquation? {
    guard let joined = heads.concatenated, let map = heads.outputMap, let output = heads.output,
      joined.columnCount <= 8, map.columnCount <= 8
    else { return nil }
    let width = joined.columnCount / heads.count
    let names = (0..<joined.columnCount).map { "head \($0 / width)" }
    return MatrixEquation(
      [
        .matrix(MatrixFigure(values: [joined.row(query)], name: "concat")), .sign("·"),
        .matrix(MatrixFigure(values: map.rows, name: "Wo", rowLabels: names)), .sign("="),
        .matrix(MatrixFigure(values: [output.row(query)], name: "output")),
      ], title: "\(name): the heads side by side, then mixed")
  }
}

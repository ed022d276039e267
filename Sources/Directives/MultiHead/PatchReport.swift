import Bedrock
import Engine
import Figures
import Notebook

/// What `patch` shows and binds.
struct PatchReport {
  let modelName: String
  let study: PatchStudy
  let measured: Measured
  let places: PatchPlaces
  let top: Int

  private func value(_ run: TextRun) -> Double { measured.value(run.prediction) }

  private var common: Record {
    [
      "before": .double(value(study.plain)), "source": .double(value(study.source)),
      "target": .string(measured.target),
    ]
  }

  private func add(_ run: TextRun, to record: inout Record) {
    let target = measured.measure.target
    record["after"] = .double(value(run))
    record["effect"] = .double(value(run) - value(study.plain))
    record["recovered"] = .double(study.recovered(run))
    record["probability_before"] = .double(study.plain.prediction.probability(of: target))
    record["probability_after"] = .double(run.prediction.probability(of: target))
  }

  // MARK: - One place

  func record(_ run: TextRun) -> Record {
    var record = common
    add(run, to: &record)
    return record
  }

  func blocks(_ run: TextRun, name: String) -> [OutcomeBlock] {
    let target = measured.measure.target
    let shown = Measured.shown(measured.target)
    func row(_ name: String, _ run: TextRun) -> [String] {
      [
        name, NumberText.fixed(value(run), decimals: 2),
        Wording.probability(run.prediction.probability(of: target)),
        NumberText.fixed(study.recovered(run), decimals: 2),
      ]
    }
    let table = Table(
      columns: [
        .init("run"), .init(measured.shortName, .right), .init("p(\(shown))", .right),
        .init("recovered", .right),
      ],
      rows: [
        row("the prompt as it is", study.plain), row("with the other's \(name)", run),
        row("the other prompt", study.source),
      ], title: "\(modelName): \(measured.name)")
    return [.table(table)]
  }

  // MARK: - A scan

  private func recovered(_ scan: PatchScan) -> [[Double]] {
    scan.runs.map { $0.map(study.recovered) }
  }

  /// The place that brings back most, the first of equals.
  private func best(_ scan: PatchScan) -> (row: Int, column: Int) {
    let values = recovered(scan)
    var found = (row: 0, column: 0)
    for (row, line) in values.enumerated() {
      for (column, value) in line.enumerated() where value > values[found.row][found.column] {
        found = (row, column)
      }
    }
    return found
  }

  func record(_ scan: PatchScan) -> Record {
    var record = common
    let best = best(scan)
    record["layer"] = .integer(best.row - (scan.hasEmbedding ? 1 : 0))
    record[scan.columnName == "head" ? "head" : "position"] = .integer(best.column)
    func matrix(_ rows: [[Double]]) -> Value {
      .array(
        NumericArray(
          rows: rows, rowLabels: scan.rowLabels,
          columnLabels: scan.columnName == "head" ? nil : scan.columnLabels))
    }
    record["recovered_map"] = matrix(recovered(scan))
    record["effects"] = matrix(scan.runs.map { $0.map { value($0) - value(study.plain) } })
    add(scan.runs[best.row][best.column], to: &record)
    return record
  }

  func blocks(_ scan: PatchScan, _ shown: Patch.Shown) -> [OutcomeBlock] {
    if shown == .none { return [] }
    var blocks: [OutcomeBlock] = [.figure(heatmap(scan))]
    if shown == .all { blocks.append(.table(table(scan))) }
    if !places.differences.isEmpty {
      blocks.append(
        .paragraph("The prompts differ at \(Wording.list(places.differences))."))
    }
    return blocks
  }

  private func heatmap(_ scan: PatchScan) -> Heatmap {
    let before = NumberText.fixed(value(study.plain), decimals: 2)
    let source = NumberText.fixed(value(study.source), decimals: 2)
    return Heatmap(
      values: recovered(scan), rowLabels: scan.rowLabels, columnLabels: scan.columnLabels,
      rowAxis: "depth", columnAxis: scan.columnName, quantity: "share recovered",
      title: "\(measured.name): \(before) here, \(source) there",
      format: .decimals(2), scale: .diverging(limit: 1))
  }

  private func table(_ scan: PatchScan) -> Table {
    let values = recovered(scan)
    let places = values.indices.flatMap { row in values[row].indices.map { (row, $0) } }
    let order = places.sorted { a, b in
      let (x, y) = (values[a.0][a.1], values[b.0][b.1])
      return x == y ? a < b : x > y
    }
    let target = measured.measure.target
    let rows = order.prefix(top).map { row, column -> [String] in
      let run = scan.runs[row][column]
      let place =
        scan.columnName == "head"
        ? "head \(column)"
        : "position \(column), \(TokenText.visible(scan.columnLabels[column]))"
      return [
        "\(scan.rowLabels[row]), \(place)", NumberText.fixed(values[row][column], decimals: 2),
        NumberText.fixed(value(run), decimals: 2),
        Wording.probability(run.prediction.probability(of: target)),
      ]
    }
    return Table(
      columns: [
        .init("put over"), .init("recovered", .right), .init("\(measured.shortName) then", .right),
        .init("p(\(Measured.shown(measured.target))) then", .right),
      ], rows: rows, title: "the places that carry most", summary: recoveredMeans)
  }

  /// What the column `recovered` is.
  private var recoveredMeans: String {
    "Recovered is how far one activation of the other run, put over, moves \(measured.name): 0 is"
      + " this prompt's own \(NumberText.fixed(value(study.plain), decimals: 2)), 1 the other's"
      + " \(NumberText.fixed(value(study.source), decimals: 2))."
  }
}

import Bedrock
import Engine
import Figures
import Notebook

/// What `embed` shows: the lookup, the values, and how the vectors lie to each other.
struct EmbedReport {
  let rows: EmbedRows
  let space: EmbedSpace

  /// The most tokens that are listed, or compared in one picture.
  private static let longestList = 40

  // MARK: - Lookup

  var lookup: [OutcomeBlock] {
    var blocks: [OutcomeBlock] = []
    if rows.count > 1 || rows.ids != nil { blocks.append(.table(table)) }
    blocks.append(.figure(rows.count == 1 ? singleVector : values))
    if let sentence = repetition { blocks.append(.paragraph(sentence)) }
    if rows.isSeeded { blocks.append(.paragraph(Self.seeded)) }
    return blocks
  }

  private static let seeded =
    "The table is drawn at random from the lab's seed. Nobody trained it: a lookup is to be seen"
    + " here, and no meaning."

  /// A line a token: its id and how its row begins.
  private var table: Table {
    let shown = min(rows.count, Self.longestList)
    let lines = (0..<shown).map { position -> [String] in
      let vector = rows.vectors.row(position)
      let start = vector.prefix(4).map { NumberText.signed($0, decimals: 3) }
      let text = "[\(start.joined(separator: ", "))\(vector.count > 4 ? ", ..." : "")]"
      return (rows.ids.map { [String($0[position])] } ?? [])
        + [text, NumberText.fixed(VectorSpace.norm(vector), decimals: 3), rows.label(position)]
    }
    let more = rows.count > shown ? " (the first \(shown) of \(rows.count))" : ""
    return Table(
      columns: (rows.ids == nil ? [] : [.init("id", .right)])
        + [
          .init("row of \(counted: rows.vectors.columnCount, "value")"), .init("length", .right),
          .init("token"),
        ], rows: lines, title: "Each token's row\(more)")
  }

  private var singleVector: BarChart {
    BarChart(
      entries: rows.vectors.row(0).enumerated().map { .init(String($0.offset), $0.element) },
      format: .decimals(4), columns: [.value], valueName: "value", labelName: "dimension",
      title: "the vector of \(Wording.bare(rows.label(0)))", limit: 64)
  }

  private var values: Heatmap {
    let shown = min(rows.count, Self.longestList)
    return Heatmap(
      values: Array(rows.vectors.rows.prefix(shown)),
      rowLabels: rows.labels.map { Array($0.prefix(shown)) },
      rowAxis: "token", columnAxis: "dimension", quantity: "value", title: "the vectors as strips")
  }

  /// Says of the first token that occurs again that its vector does, too.
  private var repetition: String? {
    for first in rows.distinct {
      let places = (0..<rows.count).filter { rows.areSame($0, first) }
      guard places.count > 1 else { continue }
      return "\(LabText.quoted(rows.label(first))) stands at positions "
        + Wording.list(places.map { String($0) })
        + ": it is one row of the table, so the vectors are the same, whatever stands around it."
    }
    return nil
  }

  // MARK: - Comparisons

  func cosine(_ cosines: DoubleMatrix) -> [OutcomeBlock] {
    [
      .figure(
        Heatmap(
          values: cosines.rows, rowLabels: rows.labels, columnLabels: rows.labels,
          rowAxis: "token", columnAxis: "token", quantity: "cosine", format: .decimals(2),
          scale: .diverging(limit: 1)))
    ]
  }

  func neighbours(_ found: [VectorSpace.Neighbour], of row: Int) -> BarChart {
    bars(found, title: "nearest to \(Wording.bare(space.label(row)))")
  }

  func analogy(
    _ analogy: EmbedAnalogy, _ open: [VectorSpace.Neighbour], _ closed: [VectorSpace.Neighbour]
  ) -> [OutcomeBlock] {
    let names = analogy.inputs.map { Wording.bare(space.label($0)) }
    let sum = "\(names[0]) - \(names[1]) + \(names[2])"
    return [
      .figure(bars(open, title: "nearest to \(sum), its inputs included")),
      .figure(bars(closed, title: "nearest to \(sum), its inputs left out")),
    ]
  }

  private func bars(_ found: [VectorSpace.Neighbour], title: String) -> BarChart {
    BarChart(
      entries: found.map { .init(space.label($0.row), $0.cosine) }, format: .decimals(3),
      columns: [.rank, .value], valueName: "cosine", title: title, full: 1)
  }

  // MARK: - Map

  /// Different tokens as points; an analogy as two arrows that should be alike.
  func map(_ map: PrincipalMap, _ analogy: EmbedAnalogy?) -> ScatterPlot {
    let distinct = rows.distinct
    let points = distinct.map { position in
      ScatterPlot.Point(
        rows.label(position), x: map.points[position].x, y: map.points[position].y)
    }
    let shares = map.varianceShares.map { Wording.percent($0) }
    return ScatterPlot(
      points: points, xName: "first direction (\(shares[0]))",
      yName: "second direction (\(shares[1]))", title: "the vectors on a plane",
      note:
        "The two directions show \(Wording.percent(map.varianceShare)) of the variance; what lies"
        + " along all others is not to be seen.",
      arrows: analogy.map { arrows($0, points) } ?? [])
  }

  private func arrows(_ analogy: EmbedAnalogy, _ points: [ScatterPlot.Point]) -> [ScatterPlot.Arrow]
  {
    let ends = analogy.inputs + (analogy.withoutInputs.first.map { [$0.row] } ?? [])
    let places = ends.map { row in points.firstIndex { $0.label == space.label(row) } }
    guard places.count == 4, let a = places[0], let b = places[1], let c = places[2],
      let answer = places[3]
    else { return [] }
    return [.init(from: b, to: a), .init(from: c, to: answer)]
  }
}

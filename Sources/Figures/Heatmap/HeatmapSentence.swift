import Bedrock

/// The one sentence of a heatmap.
struct HeatmapSentence {
  let text: String

  init(_ map: Heatmap) {
    let grid = HeatGrid(values: map.values, masked: map.masked)
    if grid.rows == 0 || grid.columns == 0 {
      text = "An empty heatmap."
      return
    }
    let names = HeatNames(
      rows: AxisLabels(map.rowLabels, count: grid.rows),
      columns: AxisLabels(map.columnLabels, count: grid.columns), rowAxis: map.rowAxis,
      columnAxis: map.columnAxis,
      isSymmetric: grid.news == .offDiagonal && map.rowAxis == map.columnAxis)
    let verdict = Self.verdict(grid, map.format.resolved(for: grid.present), names)
    text = "\(names.subject(map.quantity)): \(verdict)."
  }

  private static func verdict(_ grid: HeatGrid, _ format: ValueFormat, _ names: HeatNames) -> String
  {
    guard let most = grid.largest(1).first, let least = grid.largest(1, by: { -$0 }).first else {
      return "no finite value"
    }
    let finite = grid.present.filter(\.isFinite)
    if finite.allSatisfy({ $0 == most.value }) {
      return "every value is \(format.full(most.value))"
    }
    let among =
      switch grid.news {
      case .all: ""
      case .offDiagonal: "off the diagonal "
      case .choices: "where a \(names.rowAxis) has a choice, "
      }
    if most.value == least.value {
      return "\(among)every value is \(format.full(most.value))"
    }
    // A minus that rounding takes away is not worth a word.
    if least.value < 0,
      format.text(least.value).utf8.contains(where: { (0x31...0x39).contains($0) })
    {
      return "\(among)from \(places(of: least, grid, format, names)) to "
        + places(of: most, grid, format, names)
    }
    return "\(among)the largest is \(places(of: most, grid, format, names))"
  }

  /// A value with the place where it stands: `0.56 (query "blue", key "car")`; of several equal ones
  /// how many there are: `0.56 (2 places)`.
  private static func places(
    of cell: HeatGrid.Cell, _ grid: HeatGrid, _ format: ValueFormat, _ names: HeatNames
  ) -> String {
    let count = grid.count { Ties.areEqual($0, cell.value) }
    let place = count > 1 ? "\(counted: count, "place")" : names.place(cell.row, cell.column)
    return "\(format.full(cell.value)) (\(place))"
  }
}

/// What the rows and columns of a heatmap are called in a sentence.
struct HeatNames {
  let rows: AxisLabels
  let columns: AxisLabels
  let rowAxis: String
  let columnAxis: String
  /// Whether rows and columns are the same things, and a value is that of a pair of them.
  let isSymmetric: Bool

  /// `Attention weight, 13 queries by 13 keys`; of a single row or column the other axis alone.
  func subject(_ quantity: String) -> String {
    let quantity = quantity == "value" ? "Values" : Spoken.opening(quantity)
    let (down, across) = (
      CountedNoun.text(rows.count, rowAxis), CountedNoun.text(columns.count, columnAxis)
    )
    if isSymmetric { return "\(quantity) of \(down), each with each" }
    if rows.count == 1 { return "\(quantity) at \(across)" }
    return columns.count == 1 ? "\(quantity) at \(down)" : "\(quantity), \(down) by \(across)"
  }

  /// `query "it", key "car"`, or `"cat" and "dog"` where both axes are the same.
  func place(_ row: Int, _ column: Int) -> String {
    if rowAxis == columnAxis, let rows = rows.labels, let columns = columns.labels {
      return Spoken.name(rows[row], of: rowAxis) + " and "
        + Spoken.name(columns[column], of: columnAxis)
    }
    let (down, across) = (
      Spoken.place(rows.labels?[row], row, on: rowAxis),
      Spoken.place(columns.labels?[column], column, on: columnAxis)
    )
    if rows.count == 1 && columns.count > 1 { return across }
    return columns.count == 1 && rows.count > 1 ? down : "\(down), \(across)"
  }
}

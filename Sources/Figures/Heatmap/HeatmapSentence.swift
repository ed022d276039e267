/// The one sentence of a heatmap.
struct HeatmapSentence {
  let text: String

  init(_ map: Heatmap) {
    let grid = HeatGrid(values: map.values, masked: map.masked)
    let size = "\(grid.rows)×\(grid.columns) \(map.quantity)"
    let ranked = grid.ranked()
    guard let most = ranked.first, let least = ranked.last else {
      text = grid.rows == 0 || grid.columns == 0 ? "An empty heatmap." : "\(size): no finite value."
      return
    }
    let format = map.format.resolved(for: ranked.lazy.map(\.value))
    let rows = AxisLabels(map.rowLabels, count: grid.rows)
    let columns = AxisLabels(map.columnLabels, count: grid.columns)
    func place(_ cell: (row: Int, column: Int, value: Double)) -> String {
      "\(map.rowAxis) \(rows.name(cell.row)), \(map.columnAxis) \(columns.name(cell.column))"
    }
    if most.value == least.value {
      text = "\(size): every value is \(format.full(most.value))."
    } else if least.value < 0 {
      text =
        "\(size): from \(format.full(least.value)) (\(place(least))) to "
        + "\(format.full(most.value)) (\(place(most)))."
    } else {
      text = "\(size): the largest is \(format.full(most.value)), at \(place(most))."
    }
  }
}

/// The one sentence of a heatmap.
struct HeatmapSentence {
  let text: String

  init(_ map: Heatmap) {
    let grid = HeatGrid(values: map.values, masked: map.masked)
    let size = "\(grid.rows)×\(grid.columns) \(map.quantity)"
    guard let most = grid.largest(1).first, let least = grid.largest(1, by: { -$0 }).first else {
      text = grid.rows == 0 || grid.columns == 0 ? "An empty heatmap." : "\(size): no finite value."
      return
    }
    let format = map.format.resolved(for: grid.present)
    let rows = AxisLabels(map.rowLabels, count: grid.rows)
    let columns = AxisLabels(map.columnLabels, count: grid.columns)
    func place(_ cell: HeatGrid.Cell) -> String {
      "\(map.rowAxis) \(rows.spoken(cell.row)), \(map.columnAxis) \(columns.spoken(cell.column))"
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

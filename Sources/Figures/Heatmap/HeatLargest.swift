/// A list of a map's largest entries, with what they belong to.
struct HeatLargest {
  let map: Heatmap
  let grid: HeatGrid
  let format: ValueFormat
  /// Whether size counts, whatever the sign.
  let isDiverging: Bool

  private static let count = 3

  func lines(_ style: FigureStyle) -> [String] {
    func key(_ x: Double) -> Double { isDiverging ? x.magnitude : x }
    let extremes = grid.largest(Self.count, by: key)
    guard let last = extremes.last else { return [] }
    let rows = AxisLabels(map.rowLabels, count: grid.rows)
    let columns = AxisLabels(map.columnLabels, count: grid.columns)
    let subject = isDiverging ? "largest in size" : "largest"
    let numbers = extremes.map { format.full($0.value) }
    let width = numbers.map(\.utf8.count).max() ?? 0
    let hasNames = map.rowLabels != nil || map.columnLabels != nil
    var lines = TextFit.wrapped(grid.listHeading(subject, rowAxis: map.rowAxis), style)
    for (cell, number) in zip(extremes, numbers) {
      let names = hasNames ? "  \(rows.name(cell.row)) -> \(columns.name(cell.column))" : ""
      lines.append("  \(TextFit.right(number, width))  (\(cell.row), \(cell.column))\(names)")
    }
    let ties = grid.count { Ties.areEqual(key($0), key(last.value)) }
    let listed = extremes.count { Ties.areEqual(key($0.value), key(last.value)) }
    if ties > listed {
      lines.append("  and \(ties - listed) more of \(numbers[numbers.count - 1])")
    }
    return lines
  }
}

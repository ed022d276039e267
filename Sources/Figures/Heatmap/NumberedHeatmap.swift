/// A heatmap with each number on its shade: `@@56@@`.
struct NumberedHeatmap {
  private let map: Heatmap
  private let grid: HeatGrid
  private let style: FigureStyle
  private let rowLabels: AxisLabels
  private let columnLabels: AxisLabels
  private let format: ValueFormat
  private let numberWidth: Int
  private let corner: String
  private let layout: NumberedLayout

  private static let mostRows = 40

  /// Nil if the numbers do not fit the page.
  init?(_ map: Heatmap, grid: HeatGrid, style: FigureStyle) {
    self.map = map
    self.grid = grid
    self.style = style
    rowLabels = AxisLabels(map.rowLabels, count: grid.rows)
    columnLabels = AxisLabels(map.columnLabels, count: grid.columns)
    let format = map.format.resolved(for: grid.present)
    self.format = format
    numberWidth = grid.present.map { format.text($0).utf8.count }.max() ?? 1
    corner = TextFit.escaped("\(map.rowAxis) \\ \(map.columnAxis)")
    let layout = NumberedLayout.fitting(
      rows: rowLabels, columns: columnLabels,
      areShared: map.rowLabels != nil && map.rowLabels == map.columnLabels,
      numberWidth: numberWidth, corner: corner, style)
    guard let layout, grid.rows <= Self.mostRows else { return nil }
    self.layout = layout
  }

  var lines: [String] {
    let scale = ShadeScale(map.scale, values: grid.present, style.charset)
    let gap = TextFit.blanks(layout.gap)
    let heads = layout.columnHeads.map { gap + TextFit.centre($0, layout.cell) }.joined()
    var lines = layout.hasCorner ? [] : [corner]
    lines.append(TextFit.left(layout.hasCorner ? corner : "", layout.head) + heads)
    for (row, values) in grid.entries.enumerated() {
      let cells = values.map { gap + cell($0, scale) }.joined()
      let hasTail = !layout.rowsHaveLabels && map.rowLabels != nil
      let tail = hasTail ? "   " + rowLabels.name(row) : ""
      lines.append(TextFit.right(layout.rowHeads[row], layout.head) + cells + tail)
    }
    let notes = HeatNotes(
      quantity: map.quantity, grids: [grid], scale: scale, format: format, isPaired: false)
    lines += [""] + notes.lines(style)
    if !layout.columnsHaveLabels, map.columnLabels != nil, map.columnLabels != map.rowLabels {
      lines += columnLabels.legend(map.columnAxis)
    }
    return lines
  }

  private func cell(_ value: Double?, _ scale: ShadeScale) -> String {
    guard let value else { return TextFit.blanks(layout.cell) }
    let text = TextFit.right(format.text(value), numberWidth)
    guard value.isFinite else { return TextFit.centre(text, layout.cell) }
    let shade = scale.shade(value)
    let left = String(repeating: String(shade.left), count: layout.pad)
    let right = String(repeating: String(shade.right), count: layout.pad)
    return TextFit.centre(left + text + right, layout.cell)
  }
}

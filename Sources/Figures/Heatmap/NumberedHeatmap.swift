/// A heatmap with each number on its shade: `@@56@@`.
struct NumberedHeatmap {
  private let map: Heatmap
  private let grid: HeatGrid
  private let style: FigureStyle
  private let rowLabels: AxisLabels
  private let columnLabels: AxisLabels
  private let format: ValueFormat
  private let numberWidth: Int
  private let rowHeads: (texts: [String], areLabels: Bool)
  private let corner: String
  private let layout: Layout

  private struct Layout {
    /// Blanks between cells, shades on each side of a number, columns of a cell.
    var gap: Int
    var pad: Int
    var cell: Int
    /// Columns of the row heads.
    var head: Int
    /// Whether the axes' names stand in the corner, or on a line of their own.
    var hasCorner: Bool
  }

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
    rowHeads = rowLabels.heads(max(8, style.width / 5), style.charset)
    let heads = rowHeads.texts.map { TextFit.width($0) }.max() ?? 0
    corner = TextFit.escaped("\(map.rowAxis) \\ \(map.columnAxis)")
    let tail = rowHeads.areLabels || map.rowLabels == nil ? 0 : 3 + min(rowLabels.longest, 8)
    let wanted = columnLabels.areSafe ? min(columnLabels.longest, 10) : 0
    var chosen: Layout?
    for (gap, pad) in [(2, 2), (1, 2), (1, 1)] {
      for hasCorner in [true, false] where chosen == nil {
        let head = hasCorner ? max(heads, TextFit.width(corner)) : heads
        let least = numberWidth + 2 * pad
        let cell = min(max(least, wanted), (style.width - head - tail) / grid.columns - gap)
        if cell >= least {
          chosen = Layout(gap: gap, pad: pad, cell: cell, head: head, hasCorner: hasCorner)
        }
      }
    }
    guard let chosen, grid.rows <= Self.mostRows else { return nil }
    layout = chosen
  }

  var lines: [String] {
    let scale = ShadeScale(map.scale, values: grid.present, style.charset)
    let columnHeads = columnLabels.heads(layout.cell + layout.gap - 1, style.charset)
    let gap = TextFit.blanks(layout.gap)
    let heads = columnHeads.texts.map { gap + TextFit.centre($0, layout.cell) }.joined()
    var lines = layout.hasCorner ? [] : [corner]
    lines.append(TextFit.left(layout.hasCorner ? corner : "", layout.head) + heads)
    for (row, values) in grid.entries.enumerated() {
      let cells = values.map { gap + cell($0, scale) }.joined()
      let tail = rowHeads.areLabels || map.rowLabels == nil ? "" : "   " + rowLabels.name(row)
      lines.append(TextFit.right(rowHeads.texts[row], layout.head) + cells + tail)
    }
    lines.append("")
    lines += notes(scale)
    if !columnHeads.areLabels, map.columnLabels != nil,
      map.columnLabels != map.rowLabels || rowHeads.areLabels
    {
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

  private func notes(_ scale: ShadeScale) -> [String] {
    HeatNotes(
      quantity: map.quantity, grids: [grid], scale: scale, format: format, isPaired: false
    ).lines(style)
  }
}

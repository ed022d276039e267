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
  private let headWidth: Int
  private let layout: Layout

  private struct Layout {
    var gap: Int
    var pad: Int
    var cell: Int
  }

  /// Nil if the numbers do not fit the page.
  init?(_ map: Heatmap, grid: HeatGrid, style: FigureStyle) {
    self.map = map
    self.grid = grid
    self.style = style
    rowLabels = AxisLabels(map.rowLabels, count: grid.rows)
    columnLabels = AxisLabels(map.columnLabels, count: grid.columns)
    let present = grid.present
    let format = map.format.resolved(for: present)
    self.format = format
    numberWidth = present.map { format.text($0).utf8.count }.max() ?? 1
    rowHeads = rowLabels.heads(max(8, style.width / 5), style.charset)
    let corner = TextFit.width(Self.corner(map))
    headWidth = max(
      rowHeads.texts.map { TextFit.width($0) }.max() ?? 0, min(corner, style.width / 4))
    let tail = rowHeads.areLabels || map.rowLabels == nil ? 0 : 8
    let room = style.width - headWidth - tail
    let candidates = [(2, 2), (1, 2), (1, 1)]
    let wanted = columnLabels.areSafe ? min(columnLabels.longest, 10) : 0
    var chosen: Layout?
    for (gap, pad) in candidates where chosen == nil {
      let least = numberWidth + 2 * pad
      let cell = min(max(least, wanted), room / grid.columns - gap)
      if cell >= least { chosen = Layout(gap: gap, pad: pad, cell: cell) }
    }
    guard let chosen, grid.rows <= 40 else { return nil }
    layout = chosen
  }

  private static func corner(_ map: Heatmap) -> String {
    TextFit.plain("\(map.rowAxis) \\ \(map.columnAxis)")
  }

  var lines: [String] {
    let scale = ShadeScale(map.scale, values: grid.present, style.charset)
    let columnHeads = columnLabels.heads(layout.cell + layout.gap - 1, style.charset)
    let corner = TextFit.cut(Self.corner(map), to: headWidth, style.charset)
    let gap = TextFit.blanks(layout.gap)
    var lines = [
      TextFit.left(TextFit.isSafe(corner) ? corner : "", headWidth)
        + columnHeads.texts.map { gap + Self.head($0, layout) }.joined()
    ]
    for (row, values) in grid.entries.enumerated() {
      let cells = values.map { gap + cell($0, scale) }.joined()
      let tail = rowHeads.areLabels || map.rowLabels == nil ? "" : "   " + rowLabels.name(row)
      lines.append(TextFit.right(rowHeads.texts[row], headWidth) + cells + tail)
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

  /// A head over the middle of its cell; a longer one runs into the gap.
  private static func head(_ text: String, _ layout: Layout) -> String {
    TextFit.centre(text, layout.cell)
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

/// What stands below a heatmap: its scale, and what the odd cells mean.
struct HeatNotes {
  let quantity: String
  let grid: HeatGrid
  let scale: ShadeScale
  let format: ValueFormat
  let isPaired: Bool
  private let hasMask: Bool

  init(_ map: Heatmap, grid: HeatGrid, scale: ShadeScale, format: ValueFormat, isPaired: Bool) {
    quantity = map.quantity
    self.grid = grid
    self.scale = scale
    self.format = format
    self.isPaired = isPaired
    hasMask = grid.entries.joined().contains { $0 == nil }
  }

  func lines(_ style: FigureStyle) -> [String] {
    var notes: [String] = []
    if hasMask { notes.append("empty: masked") }
    if format.isPercent && grid.rowsSumToOne { notes.append("each row sums to 100 %") }
    if isPaired, grid.present.contains(where: { $0.isNaN }) { notes.append("??: not a number") }
    if isPaired, grid.present.contains(where: { $0.isInfinite }) { notes.append("!!: infinite") }
    let unit = format.isPercent ? ", %" : ""
    let legend = TextFit.plain(quantity) + unit + "  " + scale.legend(format, isPaired: isPaired)
    let note = notes.joined(separator: "; ")
    if !note.isEmpty, TextFit.width(legend) + 4 + TextFit.width(note) <= style.width {
      return [legend + "    " + note]
    }
    return [TextFit.cut(legend, to: style.width, style.charset)] + TextFit.wrapped(note, style)
  }
}

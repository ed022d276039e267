/// Where a label beside a point covers nothing.
enum LabelPlacement {
  /// Writes a label at the first free place around a cell: right, left, above, below, and the
  /// corners; false if there is none.
  static func place(
    _ text: String, at cell: (x: Int, y: Int), _ frame: PlotFrame, on canvas: inout Canvas
  ) -> Bool {
    let width = TextFit.width(text)
    let middle = cell.x - width / 2
    let places = [
      (cell.x + 2, cell.y), (cell.x - 1 - width, cell.y), (middle, cell.y - 1),
      (middle, cell.y + 1),
      (cell.x + 1, cell.y - 1), (cell.x + 1, cell.y + 1), (cell.x - width, cell.y - 1),
      (cell.x - width, cell.y + 1), (cell.x + 1, cell.y),
    ]
    for (x, y) in places {
      let isInside =
        x > frame.left && x + width <= canvas.width
        && (frame.top..<frame.top + frame.rows).contains(y)
      // A blank on both sides keeps a label apart from its neighbours, but not from its own point.
      let from = y == cell.y && x > cell.x ? x : x - 1
      let count = width + (x - from) + (y == cell.y && x < cell.x ? 0 : 1)
      if isInside, canvas.isBlank(x: from, y: y, count: min(count, canvas.width - from)) {
        canvas.writeLabel(text, x: x, y: y)
        return true
      }
    }
    return false
  }
}

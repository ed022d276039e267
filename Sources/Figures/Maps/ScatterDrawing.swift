/// The canvas of a scatter plot.
struct ScatterDrawing {
  private let plot: ScatterPlot
  private let style: FigureStyle
  private let frame: PlotFrame
  /// The cell of each point; nil if it cannot be drawn.
  private let cells: [(x: Int, y: Int)?]

  init(_ plot: ScatterPlot, _ style: FigureStyle) {
    self.plot = plot
    self.style = style
    let xs = plot.points.map(\.x)
    let ys = plot.points.map(\.y)
    var x = AxisScale(showing: xs)
    var y = AxisScale(showing: ys)
    var height = min(max(plot.height, 5), 60)
    let margin = min(TextFit.width(plot.xName) + 2, style.width / 5)
    let width = style.width - margin
    if plot.hasEqualScales { (x, y, height) = Self.equalized(x, y, columns: width - 8) }
    let frame = PlotFrame(x: x, y: y, width: width, height: height, top: 1, charset: style.charset)
    self.frame = frame
    cells = plot.points.map { point in
      frame.share(point.x, point.y).flatMap { frame.cell($0) }.map {
        ($0.column + frame.left + 1, $0.row + frame.top)
      }
    }
  }

  /// Scales on which a unit is as long up as across: the shorter range is widened around its
  /// middle, or the plot is made lower.
  private static func equalized(
    _ x: AxisScale, _ y: AxisScale, columns: Int
  ) -> (AxisScale, AxisScale, Int) {
    let (wide, high) = (x.high - x.low, y.high - y.low)
    guard wide.isFinite, high.isFinite, wide > 0, high > 0 else { return (x, y, 20) }
    let most = 24.0
    let least = 9.0
    let rows = high / wide * Double(columns) / 2
    if rows > most {
      let widened = high * Double(columns) / 2 / most
      return (
        AxisScale(low: x.low - (widened - wide) / 2, high: x.high + (widened - wide) / 2), y,
        Int(most)
      )
    }
    if rows < least {
      let raised = least / Double(columns) * 2 * wide
      return (
        x, AxisScale(low: y.low - (raised - high) / 2, high: y.high + (raised - high) / 2),
        Int(least)
      )
    }
    return (x, y, Int(rows.rounded()))
  }

  var lines: [String] {
    var canvas = Canvas(width: style.width, height: frame.top + frame.rows)
    for case let cell? in cells { canvas[cell.x, cell.y] = "*" }
    let shared = groups.filter { $0.count > 1 }
    for group in shared { if let cell = cells[group[0]] { canvas[cell.x, cell.y] = "@" } }
    let numbered = placeLabels(on: &canvas)
    drawArrows(on: &canvas)
    frame.drawAxes(on: &canvas, xName: plot.xName, yName: plot.yName)
    return canvas.lines(style) + legend(numbered, shared)
  }

  /// The positions of the points by their cells, in the order of their first points.
  private var groups: [[Int]] {
    var groups: [[Int]] = []
    var seen: [Int: Int] = [:]
    for (index, cell) in cells.enumerated() {
      guard let cell else { continue }
      let key = cell.y * style.width + cell.x
      if let group = seen[key] {
        groups[group].append(index)
      } else {
        seen[key] = groups.count
        groups.append([index])
      }
    }
    return groups
  }

  /// Writes each label beside its point; gives the points that are numbered instead.
  private func placeLabels(on canvas: inout Canvas) -> [Int] {
    var numbered: [Int] = []
    for (index, point) in plot.points.enumerated() {
      guard let cell = cells[index] else { continue }
      let label = TokenLabel(point.label)
      let text = label.elided(to: 16, style.charset)
      if label.isSafe, LabelPlacement.place(text, at: cell, frame, on: &canvas) { continue }
      numbered.append(index)
      _ = LabelPlacement.place("\(index)", at: cell, frame, on: &canvas)
    }
    return numbered
  }

  private func drawArrows(on canvas: inout Canvas) {
    for arrow in plot.arrows {
      guard let from = cells.entry(arrow.from) ?? nil, let to = cells.entry(arrow.to) ?? nil,
        from != to
      else { continue }
      var raster = Raster(columns: canvas.width, rows: canvas.height, charset: .ascii)
      raster.line(from: from, to: to)
      var last: (x: Int, y: Int)?
      for y in 0..<raster.rows {
        for x in 0..<raster.columns where raster.glyph(column: x, row: y, mark: ".") != nil {
          if canvas[x, y] == " " { canvas[x, y] = style.charset.glyphs.dot }
          let distance = max(abs(x - to.x), abs(y - to.y))
          if distance == 1 { last = (x, y) }
        }
      }
      if let last { drawHead(last, to, on: &canvas) }
    }
  }

  private func drawHead(_ cell: (x: Int, y: Int), _ to: (x: Int, y: Int), on canvas: inout Canvas) {
    guard [" ", ".", "·"].contains(canvas[cell.x, cell.y]) else { return }
    canvas[cell.x, cell.y] =
      if cell.y == to.y { cell.x < to.x ? ">" : "<" } else { cell.y < to.y ? "v" : "^" }
  }

  private func legend(_ numbered: [Int], _ shared: [[Int]]) -> [String] {
    var lines: [String] = []
    for index in numbered { lines.append("\(index)  \(TokenLabel(plot.points[index].label).text)") }
    for group in shared {
      lines.append(
        "@ in one place: "
          + group.map { TokenLabel(plot.points[$0].label).text }.joined(separator: ", "))
    }
    let missing = cells.indices.filter { cells[$0] == nil }
    if !missing.isEmpty {
      lines.append(
        "not drawn, for not being finite: "
          + missing.map { TokenLabel(plot.points[$0].label).text }.joined(separator: ", "))
    }
    if !plot.note.isEmpty { lines.append(plot.note) }
    return lines.isEmpty ? [] : [""] + lines.flatMap { TextFit.wrapped($0, style, indent: 2) }
  }
}

/// The axes of a plot on a canvas: ticks and labels outside, the plot's cells inside.
struct PlotFrame {
  let x: AxisScale
  let y: AxisScale
  /// The plot's cells across and down.
  let columns: Int
  let rows: Int
  /// The canvas's column of the y axis; the plot begins behind it.
  let left: Int
  /// The canvas's row of the plot's first line; the first line of all has the y axis's name.
  let top: Int
  private let yTicks: [AxisScale.Tick]
  private let charset: FigureStyle.Charset

  /// - Parameters:
  ///   - width: columns from the page's left edge to the plot's right one.
  ///   - height: about how many rows the plot should have; ticks of a linear axis fall on rows.
  init(
    x: AxisScale, y: AxisScale, width: Int, height: Int, top: Int, charset: FigureStyle.Charset
  ) {
    self.x = x
    self.y = y
    self.top = top
    self.charset = charset
    // Three at least, where there is room for them: two say little about a scale.
    yTicks = y.ticks(about: max(height < 7 ? 2 : 3, min(6, height / 3)))
    let labels = yTicks.map(\.label.utf8.count).max() ?? 0
    left = labels + 1
    columns = max(4, width - left - 1)
    let parts = y.isLogarithmic ? 1 : max(1, yTicks.count - 1)
    let isWhole = yTicks.first?.value == y.low && yTicks.last?.value == y.high
    rows = isWhole && parts > 1 ? max(1, (height + parts / 2) / parts) * parts + 1 : max(2, height)
  }

  /// The plot's cell of a share of the way along each axis.
  func cell(_ share: (x: Double, y: Double)) -> (column: Int, row: Int)? {
    guard (0...1).contains(share.x), (0...1).contains(share.y) else { return nil }
    return (
      Int((share.x * Double(columns - 1)).rounded()),
      rows - 1 - Int((share.y * Double(rows - 1)).rounded())
    )
  }

  /// Where a point lies along both axes, 0 to 1 inside; nil if it cannot be drawn.
  func share(_ px: Double, _ py: Double) -> (x: Double, y: Double)? {
    guard let u = x.place(px), let v = y.place(py) else { return nil }
    return (u, v)
  }

  func drawAxes(on canvas: inout Canvas, xName: String, yName: String) {
    let glyphs = charset.glyphs
    let yName = Self.named(yName, y)
    canvas.end(TextFit.cut(yName, to: canvas.width, charset), x: 0, y: 0)
    for row in 0..<rows { canvas[left, top + row] = glyphs.vertical }
    for tick in yTicks {
      guard let share = y.place(tick.value), let cell = cell((0, share)) else { continue }
      let width = tick.label.utf8.count
      if canvas[left - 2, top + cell.row] == " " {
        canvas.write(tick.label, x: left - 1 - width, y: top + cell.row)
        canvas[left, top + cell.row] = glyphs.leftTick
      }
    }
    drawBottom(on: &canvas, xName: xName)
  }

  /// An axis' name, which says so where equal steps along it are equal factors.
  private static func named(_ name: String, _ axis: AxisScale) -> String {
    let name = TextFit.plain(name)
    guard axis.isLogarithmic else { return name }
    return name.utf8.last == UInt8(ascii: ")")
      ? TextFit.dropLast(name) + ", log scale)" : name + " (log scale)"
  }

  /// The row below the plot and the one with the labels of its ticks.
  private func drawBottom(on canvas: inout Canvas, xName: String) {
    let bottom = top + rows
    let glyphs = charset.glyphs
    canvas[left, bottom] = glyphs.corner
    for column in 0..<columns { canvas[left + 1 + column, bottom] = glyphs.horizontal }
    for tick in x.ticks(about: max(2, min(8, columns / 10))) {
      guard let share = x.place(tick.value), let cell = cell((share, 0)) else { continue }
      let place = left + 1 + cell.column
      canvas[place, bottom] = glyphs.bottomTick
      let width = tick.label.utf8.count
      let start = max(0, min(place - width / 2, canvas.width - width))
      if canvas.isBlank(
        x: max(0, start - 1), y: bottom + 1, count: min(width + 2, canvas.width - max(0, start - 1))
      ) {
        canvas.write(tick.label, x: start, y: bottom + 1)
      }
    }
    let name = Self.named(xName, x)
    let room = canvas.width - left - columns - 2
    if TextFit.width(name) <= room {
      canvas.end(name, x: left + columns + 2, y: bottom)
    } else {
      let start = left + 1 + max(0, (columns - TextFit.width(name)) / 2)
      canvas.end(TextFit.cut(name, to: canvas.width - start, charset), x: start, y: bottom + 2)
    }
  }
}

import Bedrock

/// How a grid of cells is laid out in a picture.
struct SVGGrid {
  let columns: Int
  let rows: Int
  let cell: (width: Double, height: Double)
  let origin: SVGPoint

  func box(_ row: Int, _ column: Int) -> SVGBox {
    SVGBox(
      origin.x + Double(column) * cell.width, origin.y + Double(row) * cell.height, cell.width,
      cell.height)
  }
}

/// The colours of a heatmap's values.
struct SVGHeat {
  let scale: ShadeScale

  init(_ scale: HeatScale, _ values: [Double], isGeometric: Bool = false) {
    self.scale = ShadeScale(scale, values: values, .ascii, isGeometric: isGeometric)
  }

  func ink(_ x: Double) -> SVGInk {
    guard x.isFinite else { return .grid }
    if scale.isDiverging { return .signed(Int((scale.share(x) * 6).rounded())) }
    if scale.isGeometric {
      var (bound, level) = (scale.high / 2, 11)
      while level > 0, !(x >= bound && x > 0) { (bound, level) = (bound / 2, level - 1) }
      return .level(level)
    }
    return .level(Int((scale.share(x) * 11).rounded()))
  }

  /// The scale as a row of colours with its ends and what it shows.
  func legend(_ format: ValueFormat, _ quantity: String, on scene: inout SVGScene) {
    let inks: [SVGInk] =
      scale.isDiverging ? (-6...6).map { .signed($0) } : (0...11).map { .level($0) }
    let low =
      scale.isGeometric ? "" : SVGText.fitted(format.text(scale.low), to: 80, SVGText.small)
    var x = low.isEmpty ? 0 : SVGText.width(low, SVGText.small) + 6
    scene.y += 8
    let middle = scene.y + 6
    scene.text(low, 0, middle: middle, size: SVGText.small, ink: .muted)
    for ink in inks {
      scene.rectangle(SVGBox(x, middle - 6, 12, 12), fill: ink)
      x += 12
    }
    let steps = scale.isGeometric ? ", each colour from half of the next on" : ""
    let text = "\(format.full(scale.high))\(steps)   \(TextFit.sentence(quantity))"
    let lines = SVGText.wrapped(text, to: max(120, scene.width - x - 6), SVGText.small)
    for (index, line) in lines.enumerated() {
      scene.text(
        SVGText.fitted(line, to: scene.width - x - 6, SVGText.small), x + 6,
        middle: middle + Double(index) * 16, size: SVGText.small, ink: .muted)
    }
    scene.y = middle + Double(max(1, lines.count)) * 16 - 6
  }
}

extension Heatmap: DrawnAsSVG {
  private static let most = (rows: 64, columns: 64)

  func draw(on scene: inout SVGScene) {
    scene.title(title)
    let whole = HeatGrid(values: values, masked: masked)
    guard whole.rows > 0, whole.columns > 0 else {
      scene.note("(empty: no \(CountedNoun.plural(rowAxis)))")
      return
    }
    let block = (
      rows: (whole.rows + Self.most.rows - 1) / Self.most.rows,
      columns: (whole.columns + Self.most.columns - 1) / Self.most.columns
    )
    let isSampled = block.rows > 1 || block.columns > 1
    let grid = isSampled ? whole.extremes(of: block) : whole
    let heat = SVGHeat(scale, grid.present, isGeometric: isSampled)
    let format = format.resolved(for: whole.present)
    let names = (
      rows: AxisLabels(rowLabels, count: whole.rows),
      columns: AxisLabels(columnLabels, count: whole.columns)
    )
    let drawing = SVGHeatDrawing(
      grid: grid, block: block, rows: names.rows, columns: names.columns, format: format,
      heat: heat, axes: (rowAxis, columnAxis))
    drawing.draw(on: &scene)
    heat.legend(format, quantity, on: &scene)
    if grid.hasMask { scene.note("no cell: masked") }
    if isSampled {
      scene.note(
        "each cell is the largest of \(block.rows) by \(block.columns) entries of \(whole.rows) by "
          + "\(whole.columns)")
    }
  }
}

/// The cells of one heatmap with their labels.
struct SVGHeatDrawing {
  let grid: HeatGrid
  let block: (rows: Int, columns: Int)
  let rows: AxisLabels
  let columns: AxisLabels
  let format: ValueFormat
  let heat: SVGHeat
  let axes: (row: String, column: String)

  func draw(on scene: inout SVGScene) {
    let size = SVGText.small
    let heads = (0..<grid.rows).map { rows.name($0 * block.rows) }
    let left = min((heads.map { SVGText.width($0, size) }.max() ?? 0) + 6, scene.width * 0.3)
    let width = min(56, (scene.width - left - 2) / Double(grid.columns))
    let numbers = grid.present.map { SVGText.width(format.text($0), size) }.max() ?? 0
    let hasNumbers = numbers + 4 <= width
    let height = hasNumbers ? 22 : min(max(width, 7), 22)
    let tops = (0..<grid.columns).map { columns.name($0 * block.columns) }
    let axis = "\(TextFit.sentence(axes.row)) ↓   \(TextFit.sentence(axes.column)) →"
    scene.text(
      SVGText.fitted(axis, to: scene.width, size), 0, middle: scene.y + 9, size: size, ink: .muted)
    let top = scene.y + 20
    let origin = SVGPoint(left, top + headHeight(tops, width))
    let layout = SVGGrid(
      columns: grid.columns, rows: grid.rows, cell: (width, height), origin: origin)
    drawHeads(tops, layout, top, on: &scene)
    var free = -Double.infinity
    for (row, values) in grid.entries.enumerated() {
      let middle = layout.box(row, 0).middle.y
      if middle - 6.5 >= free {
        scene.text(
          SVGText.fitted(heads[row], to: left - 6, size), left - 6, middle: middle, .end,
          size: size)
        free = middle + 7
      }
      for (column, value) in values.enumerated() {
        draw(value, row, column, layout, hasNumbers, on: &scene)
      }
    }
    scene.y = layout.box(grid.rows - 1, 0).bottom
  }

  private func draw(
    _ value: Double?, _ row: Int, _ column: Int, _ layout: SVGGrid, _ hasNumbers: Bool,
    on scene: inout SVGScene
  ) {
    guard let value else { return }
    let box = layout.box(row, column)
    let ink = heat.ink(value)
    let place =
      "\(TextFit.sentence(axes.row)) \(rows.spoken(row * block.rows)), "
      + "\(TextFit.sentence(axes.column)) \(columns.spoken(column * block.columns))"
    scene.rectangle(
      SVGBox(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1), fill: ink,
      stroke: ink == .level(0) ? .grid : nil,
      tip: "\(place): \(format.full(value))")
    if hasNumbers {
      scene.text(
        format.text(value), box.middle.x, middle: box.middle.y, .middle, size: SVGText.small,
        ink: .on(ink))
    }
  }

  /// Whether column heads fit side by side, and if not the height that they take turned.
  private func headHeight(_ tops: [String], _ width: Double) -> Double {
    let longest = tops.map { SVGText.width($0, SVGText.small) }.max() ?? 0
    return longest + 4 <= width ? 18 : min(longest, 90) + 6
  }

  private func drawHeads(
    _ tops: [String], _ layout: SVGGrid, _ top: Double, on scene: inout SVGScene
  ) {
    let size = SVGText.small
    let isFlat = (tops.map { SVGText.width($0, size) }.max() ?? 0) + 4 <= layout.cell.width
    var free = -Double.infinity
    for (column, text) in tops.enumerated() {
      let middle = layout.box(0, column).middle.x
      if isFlat {
        scene.text(text, middle, middle: layout.origin.y - 9, .middle, size: size)
      } else if middle - 6.5 >= free, middle + 6 <= scene.width {
        scene.text(
          SVGLabel(
            text: SVGText.fitted(text, to: 90, size), x: middle + size * 0.3,
            y: layout.origin.y - 4, size: size, isTurned: true))
        free = middle + 7
      }
    }
  }
}

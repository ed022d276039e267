import Bedrock

extension SmallMultiples: DrawnAsSVG {
  func draw(on scene: inout SVGScene) {
    scene.title(title)
    let whole = grids
    let (rows, columns) = (whole.map(\.rows).max() ?? 0, whole.map(\.columns).max() ?? 0)
    guard rows > 0, columns > 0 else { return scene.note("(empty: no panels)") }
    let side = (max(rows, columns) + 39) / 40
    let block = (rows: side, columns: side)
    let shown = side > 1 ? whole.map { $0.extremes(of: block) } : whole
    let heat = SVGHeat(scale, shown.flatMap(\.present), isGeometric: side > 1)
    let format = format.resolved(for: whole.flatMap(\.present))
    let axis = "\(TextFit.sentence(rowAxis)) ↓   \(TextFit.sentence(columnAxis)) →"
    scene.text(
      SVGText.fitted(axis, to: scene.width, SVGText.small), 0, middle: scene.y + 9,
      size: SVGText.small, ink: .muted)
    scene.y += 20
    let across = shown.map(\.columns).max() ?? 1
    let cell = min(18, max(3, (min(scene.width, 250) - 12) / Double(max(1, across))))
    let panelWidth = max(cell * Double(across), 60) + 12
    let perRow = max(1, Int(scene.width / panelWidth))
    let names = SVGHeatNames(
      rows: AxisLabels(rowLabels, count: rows), columns: AxisLabels(columnLabels, count: columns),
      axes: (rowAxis, columnAxis), block: block)
    for start in stride(from: 0, to: shown.count, by: perRow) {
      let band = start..<min(shown.count, start + perRow)
      let top = scene.y
      for (place, panel) in band.enumerated() {
        let left = Double(place) * panelWidth
        let name = TextFit.sentence(panels[panel].name)
        scene.text(
          SVGText.fitted(name, to: panelWidth - 12, SVGText.small), left, middle: top + 9,
          size: SVGText.small)
        let layout = SVGGrid(
          columns: shown[panel].columns, rows: shown[panel].rows, cell: (cell, cell),
          origin: SVGPoint(left, top + 18))
        draw(shown[panel], layout, heat, format, names, on: &scene)
      }
      scene.y = top + 18 + Double(band.map { shown[$0].rows }.max() ?? 0) * cell + 8
    }
    heat.legend(format, quantity, on: &scene)
    if shown.contains(where: \.hasMask) { scene.note("no cell: masked") }
    if side > 1 { scene.note("each cell is the largest of \(side) by \(side) entries") }
  }

  private func draw(
    _ grid: HeatGrid, _ layout: SVGGrid, _ heat: SVGHeat, _ format: ValueFormat,
    _ names: SVGHeatNames, on scene: inout SVGScene
  ) {
    let frame = SVGBox(
      layout.origin.x, layout.origin.y, layout.cell.width * Double(layout.columns),
      layout.cell.height * Double(layout.rows))
    scene.rectangle(frame, fill: nil, stroke: .grid)
    for (row, values) in grid.entries.enumerated() {
      for (column, value) in values.enumerated() {
        guard let value else { continue }
        let box = layout.box(row, column)
        scene.rectangle(
          SVGBox(box.x + 0.25, box.y + 0.25, box.width - 0.5, box.height - 0.5),
          fill: heat.ink(value), tip: "\(names.place(row, column)): \(format.full(value))")
      }
    }
  }
}

/// What the cells of a picture are called.
struct SVGHeatNames {
  let rows: AxisLabels
  let columns: AxisLabels
  let axes: (row: String, column: String)
  let block: (rows: Int, columns: Int)

  func place(_ row: Int, _ column: Int) -> String {
    "\(TextFit.sentence(axes.row)) \(rows.spoken(row * block.rows)), "
      + "\(TextFit.sentence(axes.column)) \(columns.spoken(column * block.columns))"
  }
}

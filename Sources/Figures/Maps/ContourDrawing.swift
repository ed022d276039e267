/// The panels of a contour map.
struct ContourDrawing {
  private let map: ContourMap
  private let surface: Surface
  private let style: FigureStyle
  private let panelWidth: Int
  private let perBand: Int

  private static let gap = 3

  init(_ map: ContourMap, _ surface: Surface, _ style: FigureStyle) {
    self.map = map
    self.surface = surface
    self.style = style
    let fitting = max(1, (style.width + Self.gap) / (36 + Self.gap))
    perBand = min(fitting, max(1, map.paths.count))
    panelWidth = min((style.width + Self.gap) / perBand - Self.gap, 72)
  }

  var lines: [String] {
    let panels = map.paths.isEmpty ? [panel(nil)] : map.paths.map { panel($0) }
    var lines: [String] = []
    for start in stride(from: 0, to: panels.count, by: perBand) {
      if start > 0 { lines.append("") }
      lines += Self.joined(Array(panels[start..<min(panels.count, start + perBand)]), panelWidth)
    }
    return lines + [""] + notes
  }

  /// Panels side by side.
  private static func joined(_ panels: [[String]], _ width: Int) -> [String] {
    (0..<(panels.map(\.count).max() ?? 0)).map { row in
      panels.map { TextFit.left($0.entry(row) ?? "", width + gap) }.joined()
    }
  }

  private func panel(_ path: ContourMap.Path?) -> [String] {
    let x = AxisScale(low: map.x.low, high: map.x.high)
    let y = AxisScale(low: map.y.low, high: map.y.high)
    let frame = PlotFrame(
      x: x, y: y, width: panelWidth, height: max(8, panelWidth * 2 / 5), top: 1,
      charset: style.charset)
    var canvas = Canvas(width: panelWidth, height: frame.top + frame.rows)
    for row in 0..<frame.rows {
      for column in 0..<frame.columns {
        let u = Double(column) / Double(max(1, frame.columns - 1))
        let v = 1 - Double(row) / Double(max(1, frame.rows - 1))
        canvas[frame.left + 1 + column, frame.top + row] = surface.bands.glyph(
          surface.height(u, v), style.charset)
      }
    }
    if let path { draw(path, frame, on: &canvas) }
    for minimum in map.minima { put("X", minimum, frame, on: &canvas) }
    frame.drawAxes(
      on: &canvas, xName: TextFit.escaped(map.x.name), yName: TextFit.escaped(map.y.name))
    let lines = canvas.lines(FigureStyle(charset: style.charset, width: panelWidth))
    guard let path else { return lines }
    let name = TextFit.cut(TextFit.escaped(path.name), to: panelWidth, style.charset)
    return [name] + lines
  }

  private func draw(_ path: ContourMap.Path, _ frame: PlotFrame, on canvas: inout Canvas) {
    var raster = Raster(columns: frame.columns, rows: frame.rows, charset: .ascii)
    let shares = path.points.map { frame.share($0.x, $0.y) }
    for (from, to) in zip(shares, shares.dropFirst()) {
      guard let from, let to, let clipped = Clipping.clip(from, to),
        let a = frame.cell(clipped.0), let b = frame.cell(clipped.1)
      else { continue }
      raster.line(from: (a.column, a.row), to: (b.column, b.row))
    }
    for row in 0..<frame.rows {
      for column in 0..<frame.columns where raster.glyph(column: column, row: row, mark: "#") != nil
      {
        canvas[frame.left + 1 + column, frame.top + row] = "#"
      }
    }
    var taken: Set<[Int]> = []
    if path.points.isEmpty { return }
    let last = path.points.count - 1
    for step in [0, last] + Array(stride(from: 10, to: last, by: 10)) {
      let text = step == 0 ? "S" : step == last ? "E" : "\(step)"
      number(text, path.points[step], frame, &taken, on: &canvas)
    }
  }

  /// Writes a step's number at its point, if no other one stands there or beside it.
  private func number(
    _ text: String, _ point: ContourMap.Point, _ frame: PlotFrame, _ taken: inout Set<[Int]>,
    on canvas: inout Canvas
  ) {
    guard let cell = frame.share(point.x, point.y).flatMap({ frame.cell($0) }) else { return }
    let start = min(cell.column, frame.columns - text.utf8.count)
    let cells = (start - 1...start + text.utf8.count).map { [$0, cell.row] }
    guard taken.isDisjoint(with: cells) else { return }
    taken.formUnion(cells)
    canvas.write(text, x: frame.left + 1 + start, y: frame.top + cell.row)
  }

  private func put(
    _ glyph: Unicode.Scalar, _ point: ContourMap.Point, _ frame: PlotFrame, on canvas: inout Canvas
  ) {
    guard let cell = frame.share(point.x, point.y).flatMap({ frame.cell($0) }) else { return }
    canvas[frame.left + 1 + cell.column, frame.top + cell.row] = glyph
  }

  private var notes: [String] {
    var lines = TextFit.wrapped(
      "\(surface.bands.legend(style.charset))  \(TextFit.plain(map.quantity))", style, indent: 2)
    var marks: [String] = []
    if !map.paths.isEmpty { marks += ["S start", "# path", "10, 20, .. that step", "E end"] }
    if !map.minima.isEmpty { marks.append(map.minima.count == 1 ? "X minimum" : "X minima") }
    if map.values.joined().contains(where: { !$0.isFinite }) { marks.append("? not finite") }
    lines += Legend.flow(marks, style)
    for path in map.paths {
      let outside = path.points.firstIndex { point in
        !(map.x.low...map.x.high).contains(point.x) || !(map.y.low...map.y.high).contains(point.y)
      }
      if let outside {
        lines += TextFit.wrapped(
          "\(TextFit.plain(path.name)) leaves the map at step \(outside)", style)
      }
    }
    return lines
  }
}

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
    let page = min(style.width, Page.panels)
    let fitting = max(1, (page + Self.gap) / (36 + Self.gap))
    perBand = min(fitting, max(1, map.paths.count))
    panelWidth = min((page + Self.gap) / perBand - Self.gap, 72)
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
    let lines = drawLines(frame, on: &canvas)
    if let path { draw(path, frame, on: &canvas) }
    for minimum in map.minima { put("X", minimum, frame, on: &canvas) }
    nameLines(lines, frame, on: &canvas)
    frame.drawAxes(
      on: &canvas, xName: TextFit.escaped(map.x.name), yName: TextFit.escaped(map.y.name))
    let drawn = canvas.lines(FigureStyle(charset: style.charset, width: panelWidth))
    guard let path else { return drawn }
    let name = TextFit.cut(TextFit.escaped(path.name), to: panelWidth, style.charset)
    return [name] + drawn
  }

  // MARK: Lines of equal height

  /// Draws the lines, and gives the cells of each.
  ///
  /// A line passes between two neighbouring dots of the raster that lie on different sides of its
  /// height; the one nearer to it is drawn.
  private func drawLines(_ frame: PlotFrame, on canvas: inout Canvas) -> [[Cell]] {
    var raster = Raster(columns: frame.columns, rows: frame.rows, charset: style.charset)
    let heights = (0..<raster.height).map { y in
      (0..<raster.width).map { x in
        surface.height(
          Double(x) / Double(max(1, raster.width - 1)),
          1 - Double(y) / Double(max(1, raster.height - 1)))
      }
    }
    var cells = surface.levels.heights.map { _ in [Cell]() }
    for y in 0..<raster.height {
      for x in 0..<raster.width {
        for (nextX, nextY) in [(x + 1, y), (x, y + 1)]
        where nextX < raster.width && nextY < raster.height {
          let (here, there) = (heights[y][x], heights[nextY][nextX])
          guard here.isFinite, there.isFinite else { continue }
          for (index, level) in surface.levels.heights.enumerated()
          where (here >= level) != (there >= level) {
            let isHere = (here - level).magnitude <= (there - level).magnitude
            let dot = isHere ? (x, y) : (nextX, nextY)
            raster.set(dot.0, dot.1)
            cells[index].append(
              Cell(
                column: dot.0 * frame.columns / raster.width,
                row: dot.1 * frame.rows / raster.height))
          }
        }
      }
    }
    for row in 0..<frame.rows {
      for column in 0..<frame.columns {
        let x = frame.left + 1 + column
        canvas[x, frame.top + row] = raster.glyph(column: column, row: row, mark: ".") ?? " "
        if !heights[row * raster.height / frame.rows][column * raster.width / frame.columns]
          .isFinite
        {
          canvas[x, frame.top + row] = "?"
        }
      }
    }
    return cells
  }

  private struct Cell: Hashable {
    var column: Int
    var row: Int
  }

  /// Puts each line's letter on it, far from other letters and where no path is.
  private func nameLines(_ lines: [[Cell]], _ frame: PlotFrame, on canvas: inout Canvas) {
    var named: [Cell] = []
    for (index, cells) in lines.enumerated() {
      let free = cells.filter { cell in
        (-1...1).allSatisfy { step in
          let glyph = canvas[frame.left + 1 + cell.column + step, frame.top + cell.row]
          return glyph == " " || glyph == "." || (0x2800...0x28FF).contains(glyph.value)
        }
      }
      func distance(_ cell: Cell) -> Int {
        named.map { max(abs($0.column - cell.column), 2 * abs($0.row - cell.row)) }.min() ?? 0
      }
      let best = free.max { distance($0) < distance($1) }
      guard let cell = named.isEmpty ? free.first : best, !named.contains(cell) else { continue }
      named.append(cell)
      canvas.write(
        ContourLevels.letter(index), x: frame.left + 1 + cell.column, y: frame.top + cell.row)
    }
  }

  // MARK: Paths

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
      surface.levels.legend(TextFit.plain(map.quantity)), style, indent: 2)
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

import Bedrock

/// The canvas of a line chart.
struct LineChartDrawing {
  private let chart: LineChart
  private let style: FigureStyle
  private let frame: PlotFrame
  private let drawn: ArraySlice<LineChart.Series>
  private let names: [String]
  private let headings: PlotHeadings

  static let most = 4
  static let marks: [Unicode.Scalar] = ["*", "o", "+", "x"]

  init(_ chart: LineChart, _ style: FigureStyle) {
    self.chart = chart
    self.style = style
    drawn = chart.series.prefix(Self.most)
    let points = drawn.flatMap(\.points)
    let x = Self.scale(chart.x, points.map(\.x) + chart.markers.map(\.x), isRounded: false)
    let y = Self.scale(chart.y, points.map(\.y) + chart.markers.map(\.y), isRounded: true)
    let room = max(6, style.width / 4)
    names = drawn.map { TextFit.elided(TextFit.plain($0.name), to: room, style.charset) }
    let margin = (names.map { TextFit.width($0) }.max() ?? 0) + 3
    let top = 1 + (chart.events.isEmpty ? 0 : 1)
    frame = PlotFrame(
      x: x, y: y, width: style.width - margin, height: min(max(chart.height, 3), 60), top: top,
      charset: style.charset)
    headings = PlotHeadings(frame: frame, style: style)
  }

  static func scale(_ axis: LineChart.Axis, _ values: [Double], isRounded: Bool)
    -> AxisScale
  {
    let shown = AxisScale(showing: values, isLogarithmic: axis.isLogarithmic, isRounded: isRounded)
    let (low, high) = (axis.low ?? shown.low, axis.high ?? shown.high)
    let isUsable = low.isFinite && high.isFinite && low < high && (!axis.isLogarithmic || low > 0)
    guard isUsable else { return shown }
    return AxisScale(
      low: low, high: high, isLogarithmic: axis.isLogarithmic, isWhole: shown.isWhole)
  }

  var lines: [String] {
    var canvas = Canvas(width: style.width, height: frame.top + frame.rows)
    var notes: [String] = []
    for (index, series) in drawn.enumerated().reversed() { draw(series, index, on: &canvas) }
    notes += drawMarkers(on: &canvas)
    notes += headings.draw(chart.events, on: &canvas)
    frame.drawAxes(on: &canvas, xName: chart.x.name, yName: chart.y.name)
    nameEnds(on: &canvas)
    notes += headings.draw(chart.phases, on: &canvas)
    let below = legend + notes.flatMap { TextFit.wrapped($0, style, indent: 2) }
    return canvas.lines(style) + (below.isEmpty ? [] : [""]) + below
  }

  // MARK: Curves

  private func draw(_ series: LineChart.Series, _ index: Int, on canvas: inout Canvas) {
    var raster = Raster(columns: frame.columns, rows: frame.rows, charset: style.charset)
    let shares = series.points.map { frame.share($0.x, $0.y) }
    for (from, to) in zip(shares, shares.dropFirst()) {
      guard let from, let to, let clipped = Clipping.clip(from, to) else { continue }
      raster.line(from: dot(clipped.0, raster), to: dot(clipped.1, raster))
    }
    let cells = shares.map { $0.flatMap { frame.cell($0) } }
    let isSparse = isSparse(series)
    let line: Unicode.Scalar = isSparse ? "." : Self.marks[index]
    for row in 0..<frame.rows {
      for column in 0..<frame.columns {
        if let glyph = raster.glyph(column: column, row: row, mark: line) {
          set(glyph, column, row, on: &canvas)
        }
      }
    }
    // A curve of many points in Braille has its mark here and there, or nothing would tell whose
    // it is.
    let stride = isSparse ? 1 : max(1, cells.count * 12 / max(1, frame.columns))
    for (position, cell) in cells.enumerated() {
      guard let cell else { continue }
      let isMarked =
        isSparse || style.charset == .ascii
        || (position + index * stride / 4) % stride == 0
        || isAlone(position, cells.map { $0 != nil })
      if isMarked { set(Self.marks[index], cell.column, cell.row, on: &canvas) }
    }
  }

  /// Whether a point has gaps on both sides.
  private func isAlone(_ position: Int, _ isDrawn: [Bool]) -> Bool {
    !(isDrawn.entry(position - 1) ?? false) && !(isDrawn.entry(position + 1) ?? false)
  }

  private func set(_ glyph: Unicode.Scalar, _ column: Int, _ row: Int, on canvas: inout Canvas) {
    canvas[frame.left + 1 + column, frame.top + row] = glyph
  }

  private func dot(_ share: (x: Double, y: Double), _ raster: Raster) -> (x: Int, y: Int) {
    (
      Int((share.x * Double(raster.width - 1)).rounded()),
      raster.height - 1 - Int((share.y * Double(raster.height - 1)).rounded())
    )
  }

  // MARK: Names and notes

  /// Each curve's name beside its last point: in the plot if the curve ends early and there is room,
  /// else in the margin, moved to the nearest free line.
  private func nameEnds(on canvas: inout Canvas) {
    var taken: Set<Int> = []
    for (index, series) in drawn.enumerated() {
      let ends = series.points.compactMap { frame.share($0.x, $0.y).flatMap { frame.cell($0) } }
      guard let end = ends.last else { continue }
      if writeName(names[index], behind: end, on: &canvas) { continue }
      let order = (0..<frame.rows).sorted {
        (abs($0 - end.row), $0) < (abs($1 - end.row), $1)
      }
      guard let row = order.first(where: { !taken.contains($0) }) else { continue }
      taken.insert(row)
      let column = frame.left + frame.columns + 2
      canvas.end(names[index], x: column, y: frame.top + row)
    }
  }

  /// Writes a name in the first free place of the row behind a curve's end; false if there is none.
  private func writeName(
    _ name: String, behind end: (column: Int, row: Int), on canvas: inout Canvas
  ) -> Bool {
    let width = TextFit.width(name)
    guard TextFit.isSafe(name), width > 0 else { return false }
    let (x, y) = (frame.left + 1, frame.top + end.row)
    var start = end.column + 2
    while start + width < frame.columns {
      if canvas.isBlank(x: x + start - 1, y: y, count: width + 2) {
        canvas.writeLabel(name, x: x + start, y: y)
        return true
      }
      start += 1
    }
    return false
  }

  private var legend: [String] {
    var lines: [String] = []
    let names = zip(Self.marks, drawn).map { "\($0) \(TextFit.plain($1.name))" }
    let left = chart.series.dropFirst(Self.most)
    if !left.isEmpty {
      lines.append("not drawn: " + left.map { TextFit.plain($0.name) }.joined(separator: ", "))
    }
    let missing = drawn.flatMap(\.points).count(where: { frame.share($0.x, $0.y) == nil })
    if missing > 0 {
      let why =
        chart.x.isLogarithmic || chart.y.isLogarithmic
        ? "not finite, or not positive on a logarithmic axis" : "not finite"
      lines.append("gaps: \(counted: missing, "point is", plural: "points are") \(why)")
    }
    // A single curve is named at its end.
    let isNamed =
      chart.series.count == 1 && drawn[0].points.contains { frame.share($0.x, $0.y) != nil }
    let head = isNamed ? [] : Legend.flow(names, style)
    return head + lines.flatMap { TextFit.wrapped($0, style, indent: 2) }
  }

  /// Names the markers beside their points; one that has no room there is a letter with a note.
  private func drawMarkers(on canvas: inout Canvas) -> [String] {
    var notes: [String] = []
    var cells: [(column: Int, row: Int)?] = []
    for marker in chart.markers {
      let cell = frame.share(marker.x, marker.y).flatMap { frame.cell($0) }
      cells.append(cell)
      if let cell, !hasMark(marker) { set("@", cell.column, cell.row, on: &canvas) }
    }
    var letters = 0
    for (marker, cell) in zip(chart.markers, cells) {
      let text = TextFit.plain(marker.text)
      guard let cell else {
        notes.append("not in the plot: \(text)")
        continue
      }
      if write(text, beside: cell, on: &canvas) { continue }
      let isAlone = chart.markers.count == 1
      let sign: Unicode.Scalar =
        isAlone ? "@" : Unicode.Scalar(UInt8(ascii: "A") + UInt8(letters % 26))
      letters += 1
      set(sign, cell.column, cell.row, on: &canvas)
      notes.append("\(sign)  \(text)")
    }
    return notes
  }

  /// Whether a marker's point is one of a curve of few points, each of which has its mark.
  private func hasMark(_ marker: LineChart.Marker) -> Bool {
    drawn.contains { series in
      isSparse(series) && series.points.contains { $0.x == marker.x && $0.y == marker.y }
    }
  }

  private func isSparse(_ series: LineChart.Series) -> Bool {
    series.points.count * 3 <= frame.columns
  }

  /// Writes a text to the right of a cell, to the left, above or below, where nothing else stands;
  /// false if there is no such place.
  private func write(
    _ text: String, beside cell: (column: Int, row: Int), on canvas: inout Canvas
  ) -> Bool {
    let width = TextFit.width(text)
    guard TextFit.isSafe(text), width > 0, width <= frame.columns / 3 else { return false }
    let places = [
      (cell.column + 2, cell.row), (cell.column - width - 1, cell.row),
      (cell.column + 1, cell.row - 1), (cell.column + 1, cell.row + 1),
      (cell.column - width, cell.row - 1), (cell.column - width, cell.row + 1),
    ]
    for (column, row) in places {
      guard column >= 0, column + width <= frame.columns, (0..<frame.rows).contains(row) else {
        continue
      }
      // A blank on each side keeps the text from what stands beside it.
      let (from, to) = (max(0, column - 1), min(frame.columns, column + width + 1))
      let (x, y) = (frame.left + 1, frame.top + row)
      guard canvas.isBlank(x: x + from, y: y, count: to - from) else { continue }
      canvas.writeLabel(text, x: x + column, y: y)
      return true
    }
    return false
  }
}

/// Cutting lines off at the unit square.
enum Clipping {
  /// The part of a line that lies inside (Liang and Barsky 1984).
  static func clip(
    _ from: (x: Double, y: Double), _ to: (x: Double, y: Double)
  ) -> ((x: Double, y: Double), (x: Double, y: Double))? {
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    guard dx.isFinite, dy.isFinite else { return nil }
    var (enter, leave) = (0.0, 1.0)
    for (delta, room) in [(-dx, from.x), (dx, 1 - from.x), (-dy, from.y), (dy, 1 - from.y)] {
      if delta == 0 {
        if room < 0 { return nil }
      } else if delta < 0 {
        enter = max(enter, room / delta)
      } else {
        leave = min(leave, room / delta)
      }
    }
    guard enter <= leave else { return nil }
    func bounded(_ x: Double) -> Double { min(max(x, 0), 1) }
    return (
      (bounded(from.x + enter * dx), bounded(from.y + enter * dy)),
      (bounded(from.x + leave * dx), bounded(from.y + leave * dy))
    )
  }
}

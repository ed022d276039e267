import Bedrock

extension LineChart: DrawnAsSVG {
  private static let most = LineChartDrawing.most
  private static let dashes = ["", "6 3", "2 3", "8 3 2 3"]

  func draw(on scene: inout SVGScene) {
    scene.title(title)
    let drawn = Array(series.prefix(Self.most))
    let points = drawn.flatMap(\.points)
    let xs = LineChartDrawing.scale(x, points.map(\.x) + markers.map(\.x), isRounded: false)
    let ys = LineChartDrawing.scale(y, points.map(\.y) + markers.map(\.y), isRounded: true)
    let names = drawn.map { SVGText.fitted(TextFit.sentence($0.name), to: scene.width / 4) }
    let margin = (names.map { SVGText.width($0) }.max() ?? 0) + 12
    let top = scene.y + (events.isEmpty ? 0 : 18)
    let height = min(max(scene.width * 0.42, 150), 320)
    let plot = SVGPlot(
      x: xs, y: ys, left: 0, top: top, width: scene.width, height: height, right: margin)
    var placement = SVGPlacement(plot.area)
    plot.drawAxes(on: &scene, xName: x.name, yName: y.name)
    var notes = draw(events, plot, on: &scene)
    for (index, series) in drawn.enumerated() {
      draw(series, index, plot, &placement, on: &scene)
    }
    nameEnds(names, drawn, plot, on: &scene)
    notes += drawMarkers(plot, &placement, on: &scene)
    notes += draw(phases, plot, on: &scene)
    for note in notes { scene.note(note) }
    addNotes(drawn, plot, on: &scene)
  }

  private func draw(
    _ series: Series, _ index: Int, _ plot: SVGPlot, _ placement: inout SVGPlacement,
    on scene: inout SVGScene
  ) {
    let shares = series.points.map { plot.unbounded($0.x, $0.y) }
    var lines: [[SVGPoint]] = []
    var isConnected = false
    for (from, to) in zip(shares, shares.dropFirst()) {
      guard let from, let to, let piece = plot.clipped(from, to) else {
        isConnected = false
        continue
      }
      if isConnected, lines[lines.count - 1].last == piece[0] {
        lines[lines.count - 1].append(piece[1])
      } else {
        lines.append(piece)
      }
      isConnected = true
      placement.take(
        SVGBox(
          min(piece[0].x, piece[1].x) - 1, min(piece[0].y, piece[1].y) - 1,
          min((piece[0].x - piece[1].x).magnitude, 12) + 2,
          min((piece[0].y - piece[1].y).magnitude, 12) + 2))
    }
    scene.add(
      .path(
        lines, stroke: .series(index), fill: nil, width: 2, dash: Self.dashes[index % 4]))
    let cells = series.points.map { plot.point($0.x, $0.y) }
    for (position, cell) in cells.enumerated() {
      guard let cell else { continue }
      let isAlone =
        (cells.entry(position - 1) ?? nil) == nil && (cells.entry(position + 1) ?? nil) == nil
      if cells.count <= 24 || isAlone {
        let point = series.points[position]
        scene.circle(
          cell, 3, fill: .series(index),
          tip: "\(TextFit.sentence(series.name)): \(NumberText.significant(point.x, digits: 6)), "
            + NumberText.significant(point.y, digits: 6))
      }
    }
  }

  /// Each curve's name at its end, moved apart where two ends are near.
  private func nameEnds(
    _ names: [String], _ drawn: [Series], _ plot: SVGPlot, on scene: inout SVGScene
  ) {
    let ends = drawn.enumerated().compactMap { index, series in
      series.points.reversed().lazy.compactMap { plot.point($0.x, $0.y) }.first.map { (index, $0) }
    }.sorted { ($0.1.y, $0.0) < ($1.1.y, $1.0) }
    var free = plot.area.y - 4
    let left = plot.area.right + 8
    var places: [Double] = []
    for (_, end) in ends {
      let middle = max(end.y, free + 8)
      places.append(middle)
      free = middle + 8
    }
    let excess = max(0, (places.last ?? 0) - plot.area.bottom)
    for ((index, _), middle) in zip(ends, places) {
      scene.text(
        names[index], left, middle: middle - excess, ink: .series(index))
    }
  }

  private func draw(_ events: [Event], _ plot: SVGPlot, on scene: inout SVGScene) -> [String] {
    var notes: [String] = []
    var free = -Double.infinity
    var number = 0
    let sorted = events.enumerated().sorted {
      ($0.element.x.isNaN ? .infinity : $0.element.x, $0.offset)
        < ($1.element.x.isNaN ? .infinity : $1.element.x, $1.offset)
    }
    for (_, event) in sorted {
      let text = TextFit.sentence(event.text)
      guard let point = plot.point(event.x, plot.y.low) else {
        notes.append("not in the plot: \(text)")
        continue
      }
      scene.line([point, SVGPoint(point.x, plot.area.y)], .muted, dash: "2 3")
      number += 1
      let half = SVGText.width(text, SVGText.small) / 2
      let centre = min(max(point.x, half), scene.width - half)
      let middle = plot.area.y - 27
      if half * 2 <= scene.width / 2, centre - half >= free {
        scene.text(text, centre, middle: middle, .middle, size: SVGText.small)
        free = centre + half + 8
      } else if point.x - 5 >= free {
        scene.text("\(number)", point.x, middle: middle, .middle, size: SVGText.small)
        free = point.x + 12
        notes.append("\(number)  \(text)")
      } else {
        notes.append("at \(NumberText.significant(event.x, digits: 4)): \(text)")
      }
    }
    return notes
  }

  private func drawMarkers(
    _ plot: SVGPlot, _ placement: inout SVGPlacement, on scene: inout SVGScene
  ) -> [String] {
    var notes: [String] = []
    for (index, marker) in markers.enumerated() {
      let text = TextFit.sentence(marker.text)
      guard let point = plot.point(marker.x, marker.y) else {
        notes.append("not in the plot: \(text)")
        continue
      }
      scene.circle(point, 4.5, fill: .page, stroke: .text, tip: text)
      let letter = String(Unicode.Scalar(UInt8(ascii: "A") + UInt8(index % 26)))
      let isShort = SVGText.width(text, SVGText.small) <= plot.area.width / 3
      if isShort, placement.place(text, at: point, on: &scene) { continue }
      _ = placement.place(letter, at: point, on: &scene)
      notes.append("\(letter)  \(text)")
    }
    return notes
  }

  private func draw(_ phases: [Phase], _ plot: SVGPlot, on scene: inout SVGScene) -> [String] {
    if phases.isEmpty { return [] }
    var notes: [String] = []
    var free = -Double.infinity
    let middle = scene.y + 10
    for (index, phase) in phases.enumerated() {
      let text = TextFit.sentence(phase.text)
      guard let from = plot.x.place(phase.from), let to = plot.x.place(phase.to), from <= to,
        from <= 1, to >= 0
      else {
        notes.append("not in the plot: \(text)")
        continue
      }
      let (start, end) = (plot.place(max(0, from), 0).x, plot.place(min(1, to), 0).x)
      scene.line([
        SVGPoint(start, middle - 4), SVGPoint(start, middle + 4),
      ])
      scene.line([SVGPoint(start, middle), SVGPoint(end, middle)])
      scene.line([SVGPoint(end, middle - 4), SVGPoint(end, middle + 4)])
      let fits = SVGText.width(text, SVGText.small) + 8 <= end - start
      let letter = String(Unicode.Scalar(UInt8(ascii: "a") + UInt8(index % 26)))
      let name = fits ? text : letter
      let half = SVGText.width(name, SVGText.small) / 2
      let isFree = (start + end) / 2 - half >= free
      if !fits || !isFree { notes.append(isFree ? "\(letter)  \(text)" : text) }
      if !isFree { continue }
      free = (start + end) / 2 + half + 4
      scene.text(
        name, (start + end) / 2, middle: middle + 13, .middle, size: SVGText.small, ink: .muted)
    }
    scene.y += 34
    return notes
  }

  private func addNotes(_ drawn: [Series], _ plot: SVGPlot, on scene: inout SVGScene) {
    let left = series.dropFirst(Self.most).map { TextFit.sentence($0.name) }
    if !left.isEmpty { scene.note("not drawn: \(left.joined(separator: ", "))") }
    let missing = drawn.flatMap(\.points).count { plot.unbounded($0.x, $0.y) == nil }
    if missing > 0 {
      scene.note("gaps: \(counted: missing, "point is", plural: "points are") not drawn")
    }
  }
}

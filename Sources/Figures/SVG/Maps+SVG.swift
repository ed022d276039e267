import Bedrock

extension ScatterPlot: DrawnAsSVG {
  func draw(on scene: inout SVGScene) {
    scene.title(title)
    if points.isEmpty { return scene.note("(empty: no points)") }
    var x = AxisScale(showing: points.map(\.x))
    var y = AxisScale(showing: points.map(\.y))
    let width = scene.width - 60
    var height = min(max(scene.width * 0.5, 180), 420)
    if hasEqualScales { (x, y, height) = Self.equalized(x, y, width, height) }
    let plot = SVGPlot(
      x: x, y: y, left: 0, top: scene.y, width: scene.width, height: height, right: 12)
    plot.drawAxes(on: &scene, xName: xName, yName: yName)
    let places = points.map { plot.point($0.x, $0.y) }
    drawArrows(places, on: &scene)
    drawPoints(places, plot, on: &scene)
    if !note.isEmpty { scene.note(note) }
  }

  /// Scales on which a unit is as long up as across.
  private static func equalized(
    _ x: AxisScale, _ y: AxisScale, _ width: Double, _ height: Double
  ) -> (AxisScale, AxisScale, Double) {
    let (wide, high) = (x.high - x.low, y.high - y.low)
    guard wide.isFinite, high.isFinite, wide > 0, high > 0 else { return (x, y, height) }
    let wanted = high / wide * width
    if wanted > height {
      let more = (high / height * width - wide) / 2
      return (AxisScale(low: x.low - more, high: x.high + more), y, height)
    }
    let least = 150.0
    if wanted < least {
      let more = (wide / width * least - high) / 2
      return (x, AxisScale(low: y.low - more, high: y.high + more), least)
    }
    return (x, y, wanted)
  }

  private func drawArrows(_ places: [SVGPoint?], on scene: inout SVGScene) {
    for arrow in arrows {
      guard let from = places.entry(arrow.from) ?? nil, let to = places.entry(arrow.to) ?? nil,
        from != to
      else { continue }
      scene.line([from, to], .axis)
      scene.arrowhead(at: to, from: from)
    }
  }

  private func drawPoints(_ places: [SVGPoint?], _ plot: SVGPlot, on scene: inout SVGScene) {
    var placement = SVGPlacement(
      SVGBox(plot.area.x, plot.area.y, scene.width - plot.area.x, plot.area.height))
    for case let place? in places {
      placement.take(SVGBox(place.x - 4, place.y - 4, 8, 8))
    }
    var numbered: [Int] = []
    for (index, point) in points.enumerated() {
      guard let place = places[index] else { continue }
      let label = TokenLabel(point.label).text
      scene.circle(
        place, 3.5, fill: .series(0),
        tip: "\(label): \(NumberText.significant(point.x, digits: 4)), "
          + NumberText.significant(point.y, digits: 4))
      let text = SVGText.fitted(label, to: 140, SVGText.small)
      if placement.place(text, at: place, on: &scene) { continue }
      numbered.append(index)
      _ = placement.place("\(index)", at: place, on: &scene)
    }
    if !numbered.isEmpty {
      scene.note(
        numbered.map { "\($0) \(TokenLabel(points[$0].label).text)" }.joined(separator: "   "))
    }
    let missing = points.indices.filter { places[$0] == nil }
    if !missing.isEmpty {
      scene.note(
        "not drawn, for not being finite: "
          + missing.map { TokenLabel(points[$0].label).text }.joined(separator: ", "))
    }
  }
}

extension ContourMap: DrawnAsSVG {
  func draw(on scene: inout SVGScene) {
    scene.title(title)
    guard let surface = Surface(self) else { return scene.note("(empty: no surface)") }
    let gap = 24.0
    let perRow = paths.count > 1 && scene.width >= 560 ? 2 : 1
    let width = min((scene.width - gap * Double(perRow - 1)) / Double(perRow), 560)
    let panels: [Path?] = paths.isEmpty ? [nil] : paths
    for start in stride(from: 0, to: panels.count, by: perRow) {
      let top = scene.y
      var bottom = top
      for (place, path) in panels[start..<min(panels.count, start + perRow)].enumerated() {
        scene.y = top
        draw(path, surface, left: Double(place) * (width + gap), width, on: &scene)
        bottom = max(bottom, scene.y)
      }
      scene.y = bottom + 6
    }
    let format = ValueFormat.significant(3)
    let levels = surface.levels
    if levels.heights.isEmpty {
      scene.note("\(TextFit.sentence(quantity)): \(format.text(levels.low)) everywhere")
    } else {
      scene.legend(
        levels.heights.enumerated().map {
          (Self.ink($0.offset), "\(TextFit.sentence(quantity)) \(format.text($0.element))")
        })
    }
    var marks: [String] = []
    if !paths.isEmpty { marks.append("S start, a dot every 10 steps, E end") }
    if !minima.isEmpty { marks.append(minima.count == 1 ? "× minimum" : "× minima") }
    if !marks.isEmpty { scene.note(marks.joined(separator: "; ")) }
  }

  private static func ink(_ level: Int) -> SVGInk { .level(4 + level) }

  private func draw(
    _ path: Path?, _ surface: Surface, left: Double, _ width: Double, on scene: inout SVGScene
  ) {
    if let path {
      let name = TextFit.sentence(path.name)
      scene.text(
        SVGText.fitted(name, to: width), left, middle: scene.y + 9, isBold: true)
      scene.y += 20
    }
    let axes = (AxisScale(low: x.low, high: x.high), AxisScale(low: y.low, high: y.high))
    let plot = SVGPlot(
      x: axes.0, y: axes.1, left: left, top: scene.y, width: width,
      height: min(max(width * 0.62, 150), 340), right: 10)
    let end = SVGPanel(left: left, right: left + width)
    plot.drawAxes(on: &scene, xName: x.name, yName: y.name, hasGrid: false, panel: end)
    drawLines(surface, plot, on: &scene)
    for minimum in minima {
      guard let point = plot.point(minimum.x, minimum.y) else { continue }
      for slope in [1.0, -1] {
        scene.line(
          [SVGPoint(point.x - 5, point.y - 5 * slope), SVGPoint(point.x + 5, point.y + 5 * slope)],
          .text, width: 2)
      }
    }
    if let path { draw(path, plot, on: &scene) }
  }

  /// The lines of equal height: in each square of a fine grid the piece between the places where its
  /// sides cross the height (marching squares; Lorensen and Cline 1987 in three dimensions).
  private func drawLines(_ surface: Surface, _ plot: SVGPlot, on scene: inout SVGScene) {
    let (across, down) = (Int(plot.area.width / 5), Int(plot.area.height / 5))
    let heights = (0...down).map { row in
      (0...across).map {
        surface.height(Double($0) / Double(across), Double(row) / Double(down))
      }
    }
    for (index, level) in surface.levels.heights.enumerated() {
      var pieces: [[SVGPoint]] = []
      for row in 0..<down {
        for column in 0..<across {
          let corners = [(0, 0), (1, 0), (1, 1), (0, 1)].map { step in
            (column + step.0, row + step.1, heights[row + step.1][column + step.0])
          }
          guard corners.allSatisfy(\.2.isFinite) else { continue }
          let crossings = (0..<4).compactMap { side -> SVGPoint? in
            let (a, b) = (corners[side], corners[(side + 1) % 4])
            guard (a.2 >= level) != (b.2 >= level) else { return nil }
            let part = (level - a.2) / (b.2 - a.2)
            guard part.isFinite else { return nil }
            return plot.place(
              (Double(a.0) + Double(b.0 - a.0) * part) / Double(across),
              (Double(a.1) + Double(b.1 - a.1) * part) / Double(down))
          }
          for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
            pieces.append([crossings[pair], crossings[pair + 1]])
          }
        }
      }
      scene.add(
        .path(SVGPath.joined(pieces), stroke: Self.ink(index), fill: nil, width: 1, dash: ""))
    }
  }

  private func draw(_ path: Path, _ plot: SVGPlot, on scene: inout SVGScene) {
    let shares = path.points.map { plot.unbounded($0.x, $0.y) }
    let lines = zip(shares, shares.dropFirst()).compactMap { from, to -> [SVGPoint]? in
      guard let from, let to else { return nil }
      return plot.clipped(from, to)
    }
    scene.add(
      .path(SVGPath.joined(lines), stroke: .series(1), fill: nil, width: 2, dash: ""))
    var placement = SVGPlacement(plot.area)
    let last = path.points.count - 1
    for step in path.points.indices where step == 0 || step == last || step % 10 == 0 {
      guard let point = plot.point(path.points[step].x, path.points[step].y) else { continue }
      let name = step == 0 ? "S" : step == last ? "E" : "\(step)"
      scene.circle(point, 3, fill: .series(1), tip: "step \(step)")
      placement.take(SVGBox(point.x - 3, point.y - 3, 6, 6))
      if step == 0 || step == last {
        _ = placement.place(name, at: point, size: SVGText.size, on: &scene)
      }
    }
  }
}

/// The room that one of several panels has.
struct SVGPanel {
  let left: Double
  let right: Double
}

/// Pieces of lines put together.
enum SVGPath {
  /// Pieces that begin where the one before ends are one line.
  static func joined(_ pieces: [[SVGPoint]]) -> [[SVGPoint]] {
    var lines: [[SVGPoint]] = []
    for piece in pieces {
      if let end = lines.last?.last, end == piece.first {
        lines[lines.count - 1] += piece.dropFirst()
      } else {
        lines.append(piece)
      }
    }
    return lines
  }
}

/// A plot's area in a picture, with its axes: places of data become points in pixels.
struct SVGPlot {
  let x: AxisScale
  let y: AxisScale
  let area: SVGBox

  /// - Parameters:
  ///   - top: the height at which the y axis' name stands.
  ///   - right: pixels kept free behind the area.
  init(
    x: AxisScale, y: AxisScale, left: Double, top: Double, width: Double, height: Double,
    right: Double
  ) {
    self.x = x
    self.y = y
    let labels = Self.yTicks(y, height).map { SVGText.width($0.label, SVGText.small) }
    let margin = (labels.max() ?? 0) + 8
    area = SVGBox(left + margin, top + 20, max(40, width - margin - right), height)
  }

  private static func yTicks(_ y: AxisScale, _ height: Double) -> [AxisScale.Tick] {
    y.ticks(about: max(2, min(6, Int(height / 36))))
  }

  /// Where data lie; nil for what cannot be drawn or lies outside.
  func point(_ px: Double, _ py: Double) -> SVGPoint? {
    guard let place = unbounded(px, py), (0...1).contains(place.x), (0...1).contains(place.y) else {
      return nil
    }
    return self.place(place.x, place.y)
  }

  /// Shares of the way along both axes, also beyond them.
  func unbounded(_ px: Double, _ py: Double) -> (x: Double, y: Double)? {
    guard let u = x.place(px), let v = y.place(py) else { return nil }
    return (u, v)
  }

  func place(_ u: Double, _ v: Double) -> SVGPoint {
    SVGPoint(area.x + u * area.width, area.bottom - v * area.height)
  }

  /// The visible part of a line between two shares.
  func clipped(_ from: (x: Double, y: Double), _ to: (x: Double, y: Double)) -> [SVGPoint]? {
    Clipping.clip(from, to).map { [place($0.0.x, $0.0.y), place($0.1.x, $0.1.y)] }
  }

  /// Grid, ticks and names; the scene's end is below them afterwards.
  func drawAxes(
    on scene: inout SVGScene, xName: String, yName: String, hasGrid: Bool = true,
    panel: SVGPanel? = nil
  ) {
    let panel = panel ?? SVGPanel(left: 0, right: scene.width)
    let start = max(panel.left, area.x - 40)
    scene.text(
      SVGText.fitted(Self.named(yName, y), to: panel.right - start, SVGText.small), start,
      middle: area.y - 11, size: SVGText.small, ink: .muted)
    for tick in Self.yTicks(y, area.height) {
      guard let share = y.place(tick.value), (0...1).contains(share) else { continue }
      let point = place(0, share)
      if hasGrid { scene.line([point, place(1, share)], .grid) }
      scene.text(
        tick.label, point.x - 5, middle: point.y, .end, size: SVGText.small, ink: .muted)
    }
    scene.line([place(0, 1), place(0, 0), place(1, 0)])
    drawBottom(on: &scene, xName, panel)
  }

  private func drawBottom(on scene: inout SVGScene, _ xName: String, _ panel: SVGPanel) {
    var free = -Double.infinity
    for tick in x.ticks(about: max(2, min(8, Int(area.width / 80)))) {
      guard let share = x.place(tick.value), (0...1).contains(share) else { continue }
      let point = place(share, 0)
      scene.line([point, SVGPoint(point.x, point.y + 4)])
      let half = SVGText.width(tick.label, SVGText.small) / 2
      let centre = min(max(point.x, panel.left + half), panel.right - half)
      if centre - half < free { continue }
      free = centre + half + 6
      scene.text(
        tick.label, centre, middle: point.y + 12, .middle, size: SVGText.small, ink: .muted)
    }
    let name = SVGText.fitted(Self.named(xName, x), to: area.width, SVGText.small)
    scene.text(
      name, area.middle.x, middle: area.bottom + 29, .middle, size: SVGText.small, ink: .muted)
    scene.y = area.bottom + 38
  }

  /// An axis' name, which says so where equal steps along it are equal factors.
  static func named(_ name: String, _ axis: AxisScale) -> String {
    let name = TextFit.sentence(name)
    guard axis.isLogarithmic else { return name }
    return name.utf8.last == UInt8(ascii: ")")
      ? TextFit.dropLast(name) + ", log scale)" : name + " (log scale)"
  }
}

/// Labels that keep apart: what is taken, and the first free place of several.
struct SVGPlacement {
  private(set) var taken: [SVGBox] = []
  /// What labels stay inside.
  let bounds: SVGBox

  init(_ bounds: SVGBox) { self.bounds = bounds }

  mutating func take(_ box: SVGBox) { taken.append(box) }

  /// Puts a text beside a point, where nothing stands; false if there is no such place.
  mutating func place(
    _ text: String, at point: SVGPoint, distance: Double = 7, size: Double = SVGText.small,
    ink: SVGInk = .text, on scene: inout SVGScene
  ) -> Bool {
    let half = SVGText.width(text, size) / 2
    let offsets: [(Double, Double, SVGLabel.Anchor)] = [
      (distance, 0, .start), (-distance, 0, .end), (0, -distance - 5, .middle),
      (0, distance + 5, .middle), (distance, -distance - 3, .start),
      (distance, distance + 3, .start),
      (-distance, -distance - 3, .end), (-distance, distance + 3, .end),
      (half + distance, -distance - 14, .middle), (-half, distance + 14, .middle),
    ]
    for (dx, dy, anchor) in offsets {
      let label = SVGLabel(
        text: text, x: point.x + dx, y: point.y + dy + size * 0.35, size: size, anchor: anchor,
        ink: ink, halo: .page)
      let box = label.box
      let isInside =
        box.x >= bounds.x && box.right <= bounds.right && box.y >= bounds.y
        && box.bottom <= bounds.bottom
      if isInside, !taken.contains(where: { $0.overlaps(box) }) {
        scene.text(label)
        take(box)
        return true
      }
    }
    return false
  }
}

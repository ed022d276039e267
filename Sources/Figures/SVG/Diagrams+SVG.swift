import Bedrock

extension Graph: DrawnAsSVG {
  func draw(on scene: inout SVGScene) {
    scene.title(title)
    if nodes.isEmpty { return scene.note("(empty: no nodes)") }
    let boxes = GraphBoxes(self) { SVGGraphDrawing.cells($0) }
    let orientations: [GraphLayout.Orientation] =
      switch direction {
      case .automatic: [.right, .down]
      case .right: [.right]
      case .down: [.down]
      }
    for orientation in orientations {
      if let layout = GraphLayout(self, boxes, orientation),
        let drawing = SVGGraphDrawing(GraphGeometry(layout), boxes, room: scene.width)
      {
        drawing.draw(on: &scene)
        if !edgeLegend.isEmpty { scene.note("on the arrows: \(edgeLegend)") }
        return
      }
    }
    drawListing(on: &scene)
  }

  /// Each node with what leads to it, where no picture fits.
  private func drawListing(on scene: inout SVGScene) {
    let edges = validEdges
    for (index, node) in nodes.enumerated() {
      let from = edges.filter { $0.to == index }.map { edge in
        edge.label.isEmpty ? "\(edge.from)" : "\(edge.from) (\(TokenLabel(edge.label).text))"
      }
      let name = ([node.name] + node.lines).map { TokenLabel($0).text }.joined(separator: "  ")
      scene.note(
        "\(index)  \(name)" + (from.isEmpty ? "" : "  ← \(from.joined(separator: ", "))"))
    }
  }
}

extension FlowDiagram: DrawnAsSVG {
  func draw(on scene: inout SVGScene) {
    scene.title(title)
    if steps.isEmpty { return scene.note("(empty: no steps)") }
    graph.draw(on: &scene)
  }
}

/// A laid-out graph in a picture: cells of 8 by 18 pixels.
struct SVGGraphDrawing {
  private let geometry: GraphGeometry
  private let boxes: GraphBoxes

  private static let cell = (width: 8.0, height: 18.0)
  private static let mostRows = 120

  /// The cells that a text takes across.
  static func cells(_ text: String) -> Int {
    Int((SVGText.width(text) / cell.width).rounded(.up))
  }

  /// Nil if the graph does not fit.
  init?(_ geometry: GraphGeometry, _ boxes: GraphBoxes, room: Double) {
    guard Double(geometry.width) * Self.cell.width <= room, geometry.height <= Self.mostRows,
      !geometry.isAmbiguous
    else { return nil }
    self.geometry = geometry
    self.boxes = boxes
  }

  func draw(on scene: inout SVGScene) {
    let top = scene.y
    for line in geometry.lines {
      scene.line([middle(line.from, top), middle(line.to, top)])
    }
    for box in geometry.boxes { draw(box, top, on: &scene) }
    for end in geometry.ends { draw(end, top, on: &scene) }
    scene.y = top + Double(geometry.height) * Self.cell.height + 6
  }

  private func middle(_ place: GraphGeometry.Place, _ top: Double) -> SVGPoint {
    SVGPoint(
      (Double(place.x) + 0.5) * Self.cell.width, top + (Double(place.y) + 0.5) * Self.cell.height)
  }

  private func draw(_ box: GraphGeometry.Box, _ top: Double, on scene: inout SVGScene) {
    let (w, h) = (Self.cell.width, Self.cell.height)
    let frame = SVGBox(
      Double(box.x) * w, top + Double(box.y) * h, Double(box.width) * w, Double(box.height) * h)
    let isFramed = boxes.isFramed[box.node]
    let inner = SVGBox(frame.x + 1, frame.y + 3, frame.width - 2, frame.height - 6)
    scene.rectangle(
      inner, fill: isFramed ? .level(1) : .page, stroke: isFramed ? .axis : nil, radius: 4)
    let texts = boxes.texts[box.node]
    let leading = 17.0
    let first = frame.middle.y - Double(texts.count - 1) / 2 * leading
    for (index, text) in texts.enumerated() {
      scene.text(
        SVGText.fitted(text, to: frame.width - 4), frame.middle.x,
        middle: first + Double(index) * leading, .middle, isBold: false,
        ink: isFramed ? .on(.level(1)) : .text)
    }
  }

  private func draw(_ end: GraphGeometry.End, _ top: Double, on scene: inout SVGScene) {
    let place = middle(end.place, top)
    let tip =
      geometry.isRight
      ? SVGPoint(place.x + Self.cell.width / 2, place.y)
      : SVGPoint(place.x, place.y + Self.cell.height / 2 + 2)
    let from =
      geometry.isRight ? SVGPoint(tip.x - 10, tip.y) : SVGPoint(tip.x, tip.y - 10)
    scene.line([place, tip])
    scene.arrowhead(at: tip, from: from)
    let label = TokenLabel(end.label).text
    if label.isEmpty { return }
    let width = SVGText.width(label, SVGText.small)
    if geometry.isRight {
      let right = place.x - 6
      scene.rectangle(
        SVGBox(right - width - 2, place.y - 8, width + 4, 16), fill: .page)
      scene.text(label, right, middle: place.y, .end, size: SVGText.small)
    } else {
      scene.text(
        label, place.x + 7, middle: place.y - Self.cell.height + 4, size: SVGText.small)
    }
  }
}

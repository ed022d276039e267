import Bedrock

extension BlockDiagram: DrawnAsSVG {
  func draw(on scene: inout SVGScene) {
    scene.title(title)
    if stages.isEmpty { return scene.note("(empty: no stages)") }
    var drawing = SVGBlockDrawing(self, top: scene.y, width: scene.width)
    drawing.draw(on: &scene)
  }
}

/// A stack of blocks on one line, from top to bottom.
struct SVGBlockDrawing {
  private let figure: BlockDiagram
  private let width: Double
  /// The residual line.
  private let trunk: Double
  private let margin: Double
  private var y: Double

  private static let leading = 17.0
  private static let gap = 26.0

  init(_ figure: BlockDiagram, top: Double, width: Double) {
    self.figure = figure
    self.width = width
    y = top
    margin = figure.repeated.map { SVGText.width("\($0.count)×") + 16 } ?? 0
    var widest = max(
      SVGText.width(TokenLabel(figure.input).text), SVGText.width(TokenLabel(figure.output).text))
    for case .box(let box) in figure.stages { widest = max(widest, Self.size(box, width).width) }
    trunk = margin + min(max(24, widest / 2), (width - margin) / 2)
  }

  private static func texts(_ box: BlockDiagram.Box) -> [String] {
    ([box.name] + box.lines).map { TokenLabel($0).text }
  }

  private static func size(_ box: BlockDiagram.Box, _ room: Double) -> (
    width: Double, height: Double
  ) {
    let widest = texts(box).map { SVGText.width($0) }.max() ?? 0
    return (min(widest + 16, room), Double(texts(box).count) * leading + 10)
  }

  mutating func draw(on scene: inout SVGScene) {
    y += 10
    write(figure.input, on: &scene)
    y += 10
    var spans: [(Double, Double)] = []
    for stage in figure.stages {
      let top = y
      switch stage {
      case .box(let box): draw(box, on: &scene)
      case .branch(let boxes, let output): branch(boxes, output, on: &scene)
      }
      spans.append((top + 6, y))
    }
    if !figure.output.isEmpty {
      down(Self.gap, on: &scene, hasHead: true)
      y += 10
      write(figure.output, on: &scene)
      y += 10
    }
    bracket(spans, on: &scene)
    scene.y = y + 4
  }

  private func write(_ text: String, on scene: inout SVGScene) {
    let text = SVGText.fitted(TokenLabel(text).text, to: 2 * min(trunk, width - trunk))
    scene.text(text, trunk, middle: y, .middle)
  }

  /// Goes down the line.
  private mutating func down(_ distance: Double, on scene: inout SVGScene, hasHead: Bool = false) {
    let end = SVGPoint(trunk, y + distance)
    scene.line([SVGPoint(trunk, y), end], .axis, width: 1.5)
    if hasHead { scene.arrowhead(at: end, from: SVGPoint(trunk, y)) }
    y += distance
  }

  /// The shape of what flows, beside the line above the present height.
  private func shape(_ text: String, on scene: inout SVGScene) {
    let text = SVGText.fitted(TokenLabel(text).text, to: width - trunk - 8, SVGText.small)
    scene.text(text, trunk + 8, middle: y - 9, size: SVGText.small, ink: .muted)
  }

  private func box(
    _ box: BlockDiagram.Box, _ frame: SVGBox, on scene: inout SVGScene
  ) {
    scene.rectangle(frame, fill: .level(1), stroke: .axis, radius: 4)
    for (index, text) in Self.texts(box).enumerated() {
      scene.text(
        SVGText.fitted(text, to: frame.width - 6), frame.middle.x,
        middle: frame.y + 5 + (Double(index) + 0.5) * Self.leading, .middle, ink: .on(.level(1)))
    }
  }

  /// A box on the line.
  private mutating func draw(_ box: BlockDiagram.Box, on scene: inout SVGScene) {
    down(Self.gap - 6, on: &scene, hasHead: true)
    let room = 2 * min(trunk - margin, width - trunk)
    let size = Self.size(box, room)
    self.box(box, SVGBox(trunk - size.width / 2, y, size.width, size.height), on: &scene)
    y += size.height
    if !box.output.isEmpty {
      down(18, on: &scene)
      shape(box.output, on: &scene)
    }
  }

  /// A branch: to the right if its boxes fit side by side, else each below the other.
  private mutating func branch(
    _ boxes: [BlockDiagram.Box], _ output: String, on scene: inout SVGScene
  ) {
    down(12, on: &scene)
    let labels = boxes.map { SVGText.width(TokenLabel($0.output).text, SVGText.small) }
    let between = labels.dropLast().map { $0 == 0 ? 22 : $0 + 30 }.reduce(0, +)
    let needed = 36 + boxes.map { Self.size($0, width).width }.reduce(0, +) + between + 20
    if trunk + needed <= width {
      sideways(boxes, labels, on: &scene)
    } else {
      downwards(boxes, on: &scene)
    }
    down(22, on: &scene)
    shape(output, on: &scene)
  }

  private mutating func sideways(
    _ boxes: [BlockDiagram.Box], _ labels: [Double], on scene: inout SVGScene
  ) {
    let height = boxes.map { Self.size($0, width).height }.max() ?? 20
    let middle = y + height / 2
    var x = trunk
    var gap = 30.0
    for (index, box) in boxes.enumerated() {
      let size = Self.size(box, width)
      scene.line([SVGPoint(x, middle), SVGPoint(x + gap, middle)])
      scene.arrowhead(at: SVGPoint(x + gap, middle), from: SVGPoint(x, middle))
      if index > 0, labels[index - 1] > 0 {
        let text = TokenLabel(boxes[index - 1].output).text
        scene.rectangle(SVGBox(x + 8, middle - 8, labels[index - 1] + 4, 16), fill: .page)
        scene.text(text, x + 10, middle: middle, size: SVGText.small, ink: .muted)
      }
      x += gap
      self.box(
        box, SVGBox(x, middle - size.height / 2, size.width, size.height), on: &scene)
      x += size.width
      gap = labels[index] == 0 ? 22 : labels[index] + 30
    }
    back(
      from: SVGPoint(x, middle), corner: x + 14, at: y + height + 22, boxes.last?.output ?? "",
      on: &scene)
  }

  private mutating func downwards(_ boxes: [BlockDiagram.Box], on scene: inout SVGScene) {
    let room = max(60, width - trunk - 40)
    let widest = boxes.map { Self.size($0, room).width }.max() ?? 0
    let side = min(trunk + 28 + widest / 2, width - widest / 2 - 2)
    var below = y
    scene.line([SVGPoint(trunk, below), SVGPoint(side, below)])
    for (index, box) in boxes.enumerated() {
      let size = Self.size(box, room)
      scene.line([SVGPoint(side, below), SVGPoint(side, below + 22)])
      scene.arrowhead(at: SVGPoint(side, below + 22), from: SVGPoint(side, below))
      if index > 0 {
        let text = SVGText.fitted(
          TokenLabel(boxes[index - 1].output).text, to: width - side - 8, SVGText.small)
        scene.text(text, side + 7, middle: below + 9, size: SVGText.small, ink: .muted)
      }
      below += 22
      self.box(box, SVGBox(side - size.width / 2, below, size.width, size.height), on: &scene)
      below += size.height
    }
    back(
      from: SVGPoint(side, below), corner: side, at: below + 22, boxes.last?.output ?? "",
      on: &scene)
  }

  /// The way back to the line and the sum on it.
  private mutating func back(
    from: SVGPoint, corner: Double, at height: Double, _ output: String, on scene: inout SVGScene
  ) {
    let sum = SVGPoint(trunk, height)
    scene.line([
      from, SVGPoint(corner, from.y), SVGPoint(corner, height), SVGPoint(trunk + 9, height),
    ])
    scene.arrowhead(at: SVGPoint(trunk + 8, height), from: SVGPoint(corner, height))
    let text = TokenLabel(output).text
    let length = SVGText.width(text, SVGText.small)
    if !text.isEmpty, corner - trunk > length + 40 {
      let centre = (corner + trunk) / 2
      scene.rectangle(SVGBox(centre - length / 2 - 3, height - 8, length + 6, 16), fill: .page)
      scene.text(text, centre, middle: height, .middle, size: SVGText.small, ink: .muted)
    }
    scene.line([SVGPoint(trunk, y), SVGPoint(trunk, height)], .axis, width: 1.5)
    scene.circle(sum, 8, fill: .page, stroke: .axis)
    scene.line([SVGPoint(trunk - 4, height), SVGPoint(trunk + 4, height)], .text)
    scene.line([SVGPoint(trunk, height - 4), SVGPoint(trunk, height + 4)], .text)
    y = height + 8
  }

  /// A bracket at the left of the repeated stages.
  private func bracket(_ spans: [(Double, Double)], on scene: inout SVGScene) {
    guard let repeated = figure.repeated, let from = spans.entry(repeated.from),
      let to = spans.entry(repeated.to), from.0 <= to.1
    else { return }
    let x = margin - 8
    scene.line([
      SVGPoint(x + 6, from.0), SVGPoint(x, from.0), SVGPoint(x, to.1), SVGPoint(x + 6, to.1),
    ])
    scene.text("\(repeated.count)×", x - 4, middle: (from.0 + to.1) / 2, .end)
  }
}

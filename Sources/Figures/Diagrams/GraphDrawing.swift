/// A laid-out graph as text on a canvas.
struct GraphDrawing {
  private let geometry: GraphGeometry
  private let boxes: GraphBoxes
  private let style: FigureStyle

  private static let mostRows = 90

  init(_ layout: GraphLayout, _ boxes: GraphBoxes, _ style: FigureStyle) {
    geometry = GraphGeometry(layout)
    self.boxes = boxes
    self.style = style
  }

  /// Nil if the graph does not fit the page.
  var lines: [String]? {
    guard geometry.width <= style.width, geometry.height <= Self.mostRows, !geometry.isAmbiguous
    else { return nil }
    var canvas = Canvas(width: geometry.width, height: geometry.height)
    for box in geometry.boxes { draw(box, on: &canvas) }
    for end in geometry.ends { draw(end, on: &canvas) }
    var strokes = Strokes()
    for line in geometry.lines {
      if line.from.y == line.to.y {
        strokes.horizontal(y: line.from.y, from: line.from.x, to: line.to.x, net: line.net)
      } else {
        strokes.vertical(x: line.from.x, from: line.from.y, to: line.to.y, net: line.net)
      }
    }
    strokes.draw(on: &canvas, style.charset)
    return canvas.lines(style)
  }

  private func draw(_ box: GraphGeometry.Box, on canvas: inout Canvas) {
    let frame = Frame(x: box.x, y: box.y, width: box.width, height: box.height)
    if boxes.isFramed[box.node] {
      frame.draw(boxes.texts[box.node], on: &canvas, style.charset)
    } else {
      frame.write(boxes.texts[box.node], on: &canvas)
    }
  }

  /// The arrowhead and, before it, the label.
  private func draw(_ end: GraphGeometry.End, on canvas: inout Canvas) {
    let (x, y) = (end.place.x, end.place.y)
    canvas[x, y] = geometry.isRight ? style.charset.glyphs.right : style.charset.glyphs.down
    let label = TextFit.escaped(end.label)
    if label.isEmpty { return }
    if geometry.isRight {
      // Blanks would let the line through: they are set as no-break marks of the label itself.
      canvas.write("\u{A0}\(label)\u{A0}", x: x - label.unicodeScalars.count - 3, y: y)
    } else {
      canvas.write("\u{A0}\(label)", x: x + 1, y: y - 1)
    }
  }
}

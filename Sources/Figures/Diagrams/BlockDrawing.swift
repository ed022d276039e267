/// A block diagram on a canvas, from top to bottom.
struct BlockDrawing {
  private let figure: BlockDiagram
  private let style: FigureStyle
  /// Columns kept free at the left for the bracket around repeated stages.
  private let margin: Int
  /// The residual line's column.
  private let trunk: Int
  private var canvas: Canvas
  private var strokes = Strokes()
  private var y = 0
  /// Whether the row above is a piece of the line with a shape beside it.
  private var hasShape = false

  private static let line = 1

  init(_ figure: BlockDiagram, _ style: FigureStyle) {
    self.figure = figure
    self.style = style
    canvas = Canvas(width: style.width)
    margin = figure.repeated == nil ? 0 : "\(figure.repeated?.count ?? 0)x".utf8.count + 2
    var widest = TextFit.width(TextFit.escaped(figure.input))
    for case .box(let box) in figure.stages { widest = max(widest, Self.width(box)) }
    trunk = margin + max(4, (widest + 1) / 2)
  }

  private static func texts(_ box: BlockDiagram.Box) -> [String] {
    ([box.name] + box.lines).map { TextFit.elided(TextFit.escaped($0), to: 26, .ascii) }
  }

  private static func width(_ box: BlockDiagram.Box) -> Int {
    (texts(box).map { TextFit.width($0) }.max() ?? 0) + 4
  }

  var lines: [String] {
    var drawing = self
    drawing.draw()
    return drawing.canvas.lines(style)
  }

  private mutating func draw() {
    write(figure.input, centredAt: trunk)
    y += 1
    var spans: [ClosedRange<Int>] = []
    for stage in figure.stages {
      let top = y
      switch stage {
      case .box(let box): draw(box)
      case .branch(let boxes, let output): branch(boxes, output)
      }
      spans.append(top...y)
    }
    if !figure.output.isEmpty {
      if !hasShape { down(1) }
      arrow(at: trunk, y)
      y += 1
      write(figure.output, centredAt: trunk)
    }
    strokes.draw(on: &canvas, style.charset)
    bracket(spans)
  }

  // MARK: The line

  /// Goes down the line by so many rows.
  private mutating func down(_ rows: Int) {
    hasShape = false
    strokes.vertical(x: trunk, from: y - 1, to: y + rows, net: Self.line)
    for row in y..<y + rows where canvas[trunk, row] == " " {
      canvas[trunk, row] = style.charset.glyphs.vertical
    }
    y += rows
  }

  private mutating func write(_ text: String, centredAt x: Int) {
    let text = TextFit.escaped(text)
    canvas.write(text, x: max(0, x - TextFit.width(text) / 2), y: y)
  }

  private mutating func arrow(at x: Int, _ y: Int) {
    canvas[x, y] = style.charset.glyphs.down
  }

  /// The shape of what flows, beside the line.
  private mutating func shape(_ text: String) {
    if text.isEmpty { return }
    let text = TextFit.cut(TextFit.escaped(text), to: style.width - trunk - 2, style.charset)
    canvas.write(text, x: trunk + 2, y: y - 1)
    hasShape = true
  }

  // MARK: Stages

  /// A box on the line.
  private mutating func draw(_ box: BlockDiagram.Box) {
    if !hasShape { down(1) }
    arrow(at: trunk, y)
    y += 1
    let texts = Self.texts(box)
    let width = Self.width(box)
    let height = texts.count + 2
    Frame(x: trunk - width / 2, y: y, width: width, height: height)
      .draw(texts, on: &canvas, style.charset)
    y += height
    if !box.output.isEmpty {
      down(1)
      shape(box.output)
    }
  }

  /// A branch: to the right if its boxes fit the page side by side, else downwards.
  private mutating func branch(_ boxes: [BlockDiagram.Box], _ output: String) {
    let labels = boxes.map { TextFit.width(TextFit.escaped($0.output)) }
    let between = labels.dropLast().map { $0 == 0 ? 4 : $0 + 5 }.reduce(0, +)
    let width = 5 + boxes.map(Self.width).reduce(0, +) + between + 4
    down(1)
    if trunk + width <= style.width {
      sideways(boxes)
    } else {
      downwards(boxes)
    }
    y += 1
    down(1)
    shape(output)
  }

  private mutating func sideways(_ boxes: [BlockDiagram.Box]) {
    let heights = boxes.map { Self.texts($0).count + 2 }
    let middle = y + (heights.map { $0 / 2 }.max() ?? 1)
    let bottom = middle + (heights.map { $0 - $0 / 2 }.max() ?? 2)
    down(bottom - y)
    var x = trunk
    for (index, box) in boxes.enumerated() {
      let texts = Self.texts(box)
      let width = Self.width(box)
      let label = index == 0 ? "" : TextFit.escaped(boxes[index - 1].output)
      let next = x + (index == 0 ? 5 : label.isEmpty ? 4 : TextFit.width(label) + 5)
      strokes.horizontal(y: middle, from: x, to: next - 1, net: index == 0 ? Self.line : 2)
      canvas[next - 1, middle] = style.charset.glyphs.right
      if !label.isEmpty { canvas.write("\u{A0}\(label)\u{A0}", x: x + 1, y: middle) }
      Frame(x: next, y: middle - (texts.count + 2) / 2, width: width, height: texts.count + 2)
        .draw(texts, on: &canvas, style.charset)
      x = next + width
    }
    canvas[trunk, middle] = " "
    strokes.horizontal(y: middle, from: x, to: x + 2, net: 3)
    strokes.vertical(x: x + 2, from: middle, to: bottom, net: 3)
    back(from: x + 2, at: bottom, boxes.last?.output ?? "")
  }

  private mutating func downwards(_ boxes: [BlockDiagram.Box]) {
    let widest = boxes.map(Self.width).max() ?? 0
    let side = min(trunk + 4 + (widest + 1) / 2, style.width - (widest + 1) / 2 - 1)
    strokes.horizontal(y: y, from: trunk, to: side, net: Self.line)
    let first = y
    down(1)
    for (index, box) in boxes.enumerated() {
      let texts = Self.texts(box)
      let width = Self.width(box)
      strokes.vertical(x: side, from: y - 1, to: y, net: index == 0 ? Self.line : 2)
      canvas[side, y] = style.charset.glyphs.down
      if index > 0, !boxes[index - 1].output.isEmpty {
        canvas.write(TextFit.escaped(boxes[index - 1].output), x: side + 2, y: y)
      }
      down(1)
      Frame(x: side - width / 2, y: y, width: width, height: texts.count + 2)
        .draw(texts, on: &canvas, style.charset)
      down(texts.count + 2)
    }
    canvas[trunk, first] = " "
    strokes.vertical(x: side, from: y - 1, to: y, net: 3)
    back(from: side, at: y, boxes.last?.output ?? "")
  }

  /// The way back to the line and the sum on it.
  private mutating func back(from x: Int, at row: Int, _ output: String) {
    strokes.horizontal(y: row, from: trunk + 2, to: x, net: 3)
    canvas.write("(+)", x: trunk - 1, y: row)
    canvas[trunk + 2, row] = style.charset.glyphs.left
    let label = TextFit.escaped(output)
    let start = x - TextFit.width(label) - 3
    if !label.isEmpty, start > trunk + 3 { canvas.write("\u{A0}\(label)\u{A0}", x: start, y: row) }
    y = row
  }

  /// A bracket at the left of the repeated stages.
  private mutating func bracket(_ spans: [ClosedRange<Int>]) {
    guard let repeated = figure.repeated, let from = spans.entry(repeated.from),
      let to = spans.entry(repeated.to), from.lowerBound <= to.upperBound
    else { return }
    let x = margin - 2
    let (top, bottom) = (from.lowerBound, to.upperBound - 1)
    let glyphs = style.charset.glyphs
    for row in top...max(top, bottom) { canvas[x, row] = glyphs.vertical }
    for (corner, row) in [(glyphs.corners[0], top), (glyphs.corners[2], max(top, bottom))] {
      canvas[x, row] = corner
      canvas[x + 1, row] = glyphs.horizontal
    }
    canvas.write(
      TextFit.right("\(repeated.count)x", margin - 2), x: 0, y: (top + max(top, bottom)) / 2)
  }
}

/// A box of cells with lines of text in its middle.
struct Frame {
  var x: Int
  var y: Int
  var width: Int
  var height: Int

  func draw(_ texts: [String], on canvas: inout Canvas, _ charset: FigureStyle.Charset) {
    let glyphs = charset.glyphs
    let (right, bottom) = (x + width - 1, y + height - 1)
    for column in x...right {
      canvas[column, y] = glyphs.horizontal
      canvas[column, bottom] = glyphs.horizontal
    }
    for row in y...bottom {
      canvas[x, row] = glyphs.vertical
      canvas[right, row] = glyphs.vertical
    }
    canvas[x, y] = glyphs.corners[0]
    canvas[right, y] = glyphs.corners[1]
    canvas[x, bottom] = glyphs.corners[2]
    canvas[right, bottom] = glyphs.corners[3]
    let inside = Frame(x: x + 1, y: y + 1, width: width - 2, height: height - 2)
    inside.write(texts, on: &canvas)
  }

  /// Writes lines of text in the middle.
  func write(_ texts: [String], on canvas: inout Canvas) {
    let above = (height - texts.count) / 2
    for (index, text) in texts.enumerated() {
      let spare = max(0, width - TextFit.width(text))
      canvas.write(text, x: x + spare / 2, y: y + above + index)
    }
  }
}

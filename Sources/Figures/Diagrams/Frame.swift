/// A box of cells with lines of text in its middle.
struct Frame {
  var x: Int
  var y: Int
  var width: Int
  var height: Int

  func draw(_ texts: [String], on canvas: inout Canvas, _ charset: FigureStyle.Charset) {
    let glyphs: [Unicode.Scalar] =
      charset == .ascii ? ["+", "+", "+", "+", "-", "|"] : ["┌", "┐", "└", "┘", "─", "│"]
    let (right, bottom) = (x + width - 1, y + height - 1)
    for column in x...right {
      canvas[column, y] = glyphs[4]
      canvas[column, bottom] = glyphs[4]
    }
    for row in y...bottom {
      canvas[x, row] = glyphs[5]
      canvas[right, row] = glyphs[5]
    }
    canvas[x, y] = glyphs[0]
    canvas[right, y] = glyphs[1]
    canvas[x, bottom] = glyphs[2]
    canvas[right, bottom] = glyphs[3]
    let above = (height - 2 - texts.count) / 2
    for (index, text) in texts.enumerated() {
      canvas.write(TextFit.centre(text, width - 2), x: x + 1, y: y + 1 + above + index)
    }
  }
}

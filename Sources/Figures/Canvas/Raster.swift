/// A grid of dots that curves are drawn on: a dot a cell in ASCII, eight in Braille.
struct Raster {
  let columns: Int
  let rows: Int
  let charset: FigureStyle.Charset
  private var dots: [Bool]

  init(columns: Int, rows: Int, charset: FigureStyle.Charset) {
    self.columns = max(1, columns)
    self.rows = max(1, rows)
    self.charset = charset
    let scale = charset == .ascii ? 1 : 8
    dots = Array(repeating: false, count: self.columns * self.rows * scale)
  }

  /// Dots from left to right.
  var width: Int { charset == .ascii ? columns : columns * 2 }
  /// Dots from top to bottom.
  var height: Int { charset == .ascii ? rows : rows * 4 }

  mutating func set(_ x: Int, _ y: Int) {
    if (0..<width).contains(x), (0..<height).contains(y) { dots[y * width + x] = true }
  }

  /// The dots nearest to a straight line (Bresenham 1965).
  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
    let (dx, dy) = (abs(end.x - start.x), -abs(end.y - start.y))
    let (stepX, stepY) = (start.x < end.x ? 1 : -1, start.y < end.y ? 1 : -1)
    var (x, y, error) = (start.x, start.y, dx + dy)
    while true {
      set(x, y)
      if x == end.x && y == end.y { return }
      let doubled = 2 * error
      if doubled >= dy {
        error += dy
        x += stepX
      }
      if doubled <= dx {
        error += dx
        y += stepY
      }
    }
  }

  /// The cell's glyph: `mark` in ASCII, a Braille pattern otherwise; nil where there is no dot.
  func glyph(column: Int, row: Int, mark: Unicode.Scalar) -> Unicode.Scalar? {
    if charset == .ascii { return dots[row * width + column] ? mark : nil }
    var bits: UInt32 = 0
    for dy in 0..<4 {
      for dx in 0..<2 where dots[(row * 4 + dy) * width + column * 2 + dx] {
        bits |= Self.brailleBits[dy][dx]
      }
    }
    return bits == 0 ? nil : Unicode.Scalar(0x2800 + bits)
  }

  /// The bit of each dot in a Braille pattern's code, by row and column.
  private static let brailleBits: [[UInt32]] = [
    [0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80],
  ]
}

/// Horizontal and vertical strokes that meet in corners and forks, drawn as line characters.
///
/// Where two strokes cross without meeting, the vertical one passes over: only strokes that are
/// joined by ``join(x:y:)`` or end in one another have a `+`.
struct Strokes {
  private struct Arms: OptionSet {
    let rawValue: UInt8
    static let left = Arms(rawValue: 1)
    static let right = Arms(rawValue: 2)
    static let up = Arms(rawValue: 4)
    static let down = Arms(rawValue: 8)
    /// Belongs to strokes of several nets that only cross here.
    static let bridge = Arms(rawValue: 16)
  }

  private struct Cell: Hashable {
    var x: Int
    var y: Int
  }

  /// The arms in a cell and the net that they belong to.
  private var cells: [Cell: (arms: Arms, net: Int)] = [:]

  /// Adds a stroke along a row. Strokes of one net join; those of different nets cross.
  mutating func horizontal(y: Int, from start: Int, to end: Int, net: Int) {
    let (low, high) = (min(start, end), max(start, end))
    guard low < high else { return }
    for x in low...high {
      add(x == low ? .right : x == high ? .left : [.left, .right], x: x, y: y, net: net)
    }
  }

  /// Adds a stroke along a column.
  mutating func vertical(x: Int, from start: Int, to end: Int, net: Int) {
    let (low, high) = (min(start, end), max(start, end))
    guard low < high else { return }
    for y in low...high {
      add(y == low ? .down : y == high ? .up : [.up, .down], x: x, y: y, net: net)
    }
  }

  private mutating func add(_ arms: Arms, x: Int, y: Int, net: Int) {
    guard let old = cells[Cell(x: x, y: y)] else {
      cells[Cell(x: x, y: y)] = (arms, net)
      return
    }
    let isBridge = old.net != net || old.arms.contains(.bridge)
    cells[Cell(x: x, y: y)] = (old.arms.union(arms).union(isBridge ? .bridge : []), old.net)
  }

  /// Draws all strokes on blank cells of the canvas.
  func draw(on canvas: inout Canvas, _ charset: FigureStyle.Charset) {
    for (cell, content) in cells where canvas[cell.x, cell.y] == " " {
      canvas[cell.x, cell.y] = Self.glyph(content.arms, charset)
    }
  }

  private static func glyph(_ arms: Arms, _ charset: FigureStyle.Charset) -> Unicode.Scalar {
    let hasVertical = !arms.isDisjoint(with: [.up, .down])
    if arms.contains(.bridge), hasVertical { return charset.glyphs.vertical }
    let sides = arms.subtracting(.bridge)
    return charset.glyphs.junction(Int(sides.rawValue))
  }
}

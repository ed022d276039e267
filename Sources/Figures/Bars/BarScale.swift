/// From values to bars around a zero axis.
struct BarScale {
  /// Not above zero.
  let low: Double
  /// Not below zero.
  let high: Double
  /// Cells to the left of the axis and to the right.
  let cells: (left: Int, right: Int)

  init(_ values: some Sequence<Double>, full: Double? = nil, low start: Double? = nil, columns: Int)
  {
    let finite = values.filter(\.isFinite)
    let low = min(0, finite.min() ?? 0, start.map { $0.isFinite ? $0 : 0 } ?? 0)
    let most = max(0, finite.max() ?? 0)
    let high = full.map { $0.isFinite && $0 > 0 ? $0 : most } ?? most
    self.low = low
    self.high = high
    if low == 0 {
      cells = (0, columns)
    } else if high == 0 {
      cells = (columns, 0)
    } else {
      let share = -low / 2 / (high / 2 - low / 2)
      let left = min(max(1, Int((Double(columns) * share).rounded())), max(1, columns - 1))
      cells = (left, max(1, columns - left))
    }
  }

  var hasNegative: Bool { low < 0 }

  /// What the fillings of bars mean.
  static func keptLegend(_ charset: FigureStyle.Charset) -> String {
    "\(charset.glyphs.full) kept   \(charset.glyphs.light) dropped"
  }

  /// A bar with its axis, `cells.left + 1 + cells.right` columns wide.
  func bar(_ x: Double, isKept: Bool = true, _ charset: FigureStyle.Charset) -> String {
    let axis = String(charset.glyphs.vertical)
    let left = Bar(charset: charset, columns: cells.left)
    let right = Bar(charset: charset, columns: cells.right)
    return left.leftward(x < 0 && low < 0 ? x / low : 0, isKept: isKept) + axis
      + right.rightward(x > 0 && high > 0 ? x / high : 0, isKept: isKept)
  }

  /// The ends and zero, over the cells where they belong.
  func heading(_ format: ValueFormat, _ charset: FigureStyle.Charset) -> String {
    let width = cells.left + 1 + cells.right
    var canvas = Canvas(width: width, height: 1)
    let (from, to) = (format.text(low), format.full(high))
    if hasNegative { canvas.write(from, x: 0, y: 0) }
    if cells.right >= to.utf8.count { canvas.write(to, x: width - to.utf8.count, y: 0) }
    let around = max(0, cells.left - 1)...min(width - 1, cells.left + 1)
    if canvas.isBlank(x: around.lowerBound, y: 0, count: around.count) {
      canvas[cells.left, 0] = "0"
    }
    return canvas.lines(FigureStyle(charset: charset, width: width))[0]
  }
}

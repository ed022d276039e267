/// A heatmap of two characters a cell, which is a square in most fonts, without numbers.
struct ShadedHeatmap {
  private let map: Heatmap
  private let grid: HeatGrid
  private let style: FigureStyle
  private let rowLabels: AxisLabels
  private let columnLabels: AxisLabels
  private let format: ValueFormat
  /// How many entries a cell stands for, down and across.
  private let block: (rows: Int, columns: Int)
  /// Columns of a cell: two, and a blank between cells with signs where the page has room for it.
  private let cell: Int

  init(_ map: Heatmap, grid: HeatGrid, style: FigureStyle) {
    self.map = map
    self.grid = grid
    self.style = style
    rowLabels = AxisLabels(map.rowLabels, count: grid.rows)
    columnLabels = AxisLabels(map.columnLabels, count: grid.columns)
    format = map.format.resolved(for: grid.present)
    let position = "\(max(0, grid.rows - 1))".utf8.count
    let room = max(1, (style.width - position - 3) / 2)
    let across = (grid.columns + room - 1) / room
    let down = (grid.rows + 47) / 48
    let isSquare = grid.rows == grid.columns
    block = isSquare ? (max(across, down), max(across, down)) : (down, across)
    let scale = ShadeScale(map.scale, values: grid.present, style.charset)
    let labels = map.rowLabels == nil ? 0 : 1 + min(rowLabels.longest, 16)
    let spaced = position + 3 + 3 * grid.columns + labels
    let hasSigns = scale.isDiverging && style.charset == .ascii
    cell = hasSigns && block == (1, 1) && spaced <= style.width ? 3 : 2
  }

  private var isSampled: Bool { block.rows > 1 || block.columns > 1 }

  var lines: [String] {
    let shown = isSampled ? grid.extremes(of: block) : grid
    let scale = ShadeScale(
      map.scale, values: shown.present, style.charset, isGeometric: isSampled)
    let left = max("\(max(0, grid.rows - 1))".utf8.count, 1)
    let label = style.width - left - 4 - cell * shown.columns + (cell - 2)
    let hasLabels = map.rowLabels != nil && !isSampled && label >= min(4, rowLabels.longest)
    var lines = [TextFit.plain("\(map.rowAxis) \\ \(map.columnAxis)"), ruler(shown, left)]
    for (row, values) in shown.entries.enumerated() {
      let head = TextFit.right("\(row * block.rows)", left)
      let cells = values.map { scale.pair($0) }.joined(separator: TextFit.blanks(cell - 2))
      let tail = hasLabels ? " " + rowLabels.tail(row, label, style.charset) : ""
      lines.append("\(head) \(edge)\(cells)\(edge)\(tail)")
    }
    lines.append("")
    lines += notes(scale, shown)
    if map.rowLabels != nil, !hasLabels, grid.rows <= 24 { lines += rowLabels.legend(map.rowAxis) }
    if map.columnLabels != nil, map.columnLabels != map.rowLabels, grid.columns <= 24 {
      lines += columnLabels.legend(map.columnAxis)
    }
    return lines
  }

  private var edge: String { String(style.charset.glyphs.vertical) }

  /// Column positions, at as many cells as have room for theirs.
  private func ruler(_ shown: HeatGrid, _ left: Int) -> String {
    let widest = "\(max(0, grid.columns - 1))".utf8.count
    let step =
      widest < 2
      ? 1 : [2, 5, 10, 20, 50, 100, 200, 500].first { $0 * cell > widest + 1 } ?? 1000
    var line = TextFit.blanks(left + 2)
    for column in stride(from: 0, to: shown.columns, by: step) {
      line += TextFit.left("\(column * block.columns)", step * cell)
    }
    return line
  }

  private func notes(_ scale: ShadeScale, _ shown: HeatGrid) -> [String] {
    var lines = HeatNotes(
      quantity: map.quantity, grids: [shown], scale: scale, format: format, isPaired: true
    ).lines(
      style)
    if isSampled {
      lines += TextFit.wrapped(
        "each cell is the largest of \(block.rows) by \(block.columns) entries "
          + "of \(grid.rows) by \(grid.columns)\(scale.isDiverging ? ", in size" : "")",
        style)
    }
    lines += HeatLargest(map: map, grid: grid, format: format, isDiverging: scale.isDiverging)
      .lines(style)
    return lines
  }
}

extension HeatGrid {
  /// The entries of blocks that are largest in size; a block with nothing but masked entries is
  /// masked, and one with an entry that is no number is that.
  func extremes(of block: (rows: Int, columns: Int)) -> HeatGrid {
    let extremes: [[Double?]] = stride(from: 0, to: rows, by: block.rows).map { top in
      stride(from: 0, to: columns, by: block.columns).map { left in
        var extreme: Double?
        for row in top..<min(rows, top + block.rows) {
          for case let value? in entries[row][left..<min(columns, left + block.columns)] {
            guard let known = extreme else {
              extreme = value
              continue
            }
            if value.isNaN || value.magnitude > known.magnitude { extreme = value }
          }
        }
        return extreme
      }
    }
    return HeatGrid(entries: extremes)
  }

  init(entries: [[Double?]]) {
    self.entries = entries
    rows = entries.count
    columns = entries.first?.count ?? 0
  }
}

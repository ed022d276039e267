/// Rows of cells set in columns that align, with a last column of any text.
struct Columns {
  enum Alignment { case left, right, centre }

  private var alignments: [Alignment]
  private var rows: [Row] = []
  private let gap: Int

  private enum Row {
    case cells([String])
    /// A row across all columns, drawn once their widths are known.
    case across((Int) -> String)
  }

  init(_ alignments: [Alignment], gap: Int = 2) {
    self.alignments = alignments
    self.gap = gap
  }

  /// Adds a row; a cell past the last column is left out.
  mutating func add(_ cells: [String]) { rows.append(.cells(cells)) }

  /// Adds a row across all columns, made from their width together.
  mutating func add(across text: @escaping (Int) -> String) { rows.append(.across(text)) }

  var widths: [Int] {
    var widths = Array(repeating: 0, count: alignments.count)
    for case .cells(let cells) in rows {
      for (column, cell) in cells.enumerated() where column < widths.count {
        widths[column] = max(widths[column], TextFit.width(cell))
      }
    }
    return widths
  }

  /// The width of all columns but the last.
  var frontWidth: Int {
    let widths = widths.dropLast()
    return widths.reduce(0, +) + widths.count(where: { $0 > 0 }) * gap
  }

  func lines(_ style: FigureStyle) -> [String] {
    let widths = widths
    return rows.map { row in
      switch row {
      case .cells(let cells): return TextFit.finished(line(cells, widths, style), style)
      case .across(let text):
        return TextFit.finished(text(max(0, frontWidth - gap)), style)
      }
    }
  }

  private func line(_ cells: [String], _ widths: [Int], _ style: FigureStyle) -> String {
    var line = ""
    for (column, cell) in cells.enumerated() where column < widths.count && widths[column] > 0 {
      let isLast = column == widths.count - 1
      if isLast && alignments[column] == .left {
        return line
          + TextFit.elided(cell, to: max(1, style.width - TextFit.width(line)), style.charset)
      }
      switch alignments[column] {
      case .left: line += TextFit.left(cell, widths[column])
      case .right: line += TextFit.right(cell, widths[column])
      case .centre: line += TextFit.centre(cell, widths[column])
      }
      if !isLast { line += TextFit.blanks(gap) }
    }
    return line
  }
}

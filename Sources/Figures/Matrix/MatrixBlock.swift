import Bedrock

/// The drawn body of a matrix: heads, brackets and entries, as a rectangle of text.
struct MatrixBlock {
  let lines: [String]
  /// What the marks mean and what was left out.
  let notes: [String]
  /// Whether a row's label stands behind it, so that nothing may stand beside the block.
  let hasLabelsBehind: Bool

  private static let mostRows = 40

  init(_ matrix: MatrixFigure, width page: Int, charset: FigureStyle.Charset) {
    let shape = matrix.shape
    let format = matrix.format.resolved(for: matrix.values.joined())
    let rows = Self.kept(shape.rows, limit: Self.mostRows)
    let rowLabels = AxisLabels(matrix.rowLabels, count: shape.rows)
    let columnLabels = AxisLabels(matrix.columnLabels, count: shape.columns)
    let rowHeads = matrix.rowLabels == nil ? nil : rowLabels.heads(max(6, page / 5), charset)
    let headWidth =
      rowHeads.map { heads in rows.map { TextFit.width(heads.texts[$0 ?? 0]) }.max() ?? 0 } ?? 0
    let hasTail = rowHeads.map { !$0.areLabels } ?? false
    let left = headWidth == 0 ? 0 : headWidth + 2
    let room = page - left - 3 - (hasTail ? 9 : 0)

    let entry = EntryFormat(matrix, format)
    let longest =
      matrix.columnLabels == nil || !columnLabels.areSafe ? 0 : min(columnLabels.longest, 10)
    let cell = max(
      entry.width, longest, matrix.columnLabels == nil ? 0 : "\(shape.columns - 1)".utf8.count)
    let columns = Self.kept(shape.columns, limit: max(2, (room - 1) / (cell + 2)))
    let heads = matrix.columnLabels == nil ? nil : columnLabels.heads(cell, charset)

    var lines: [String] = []
    if let heads {
      let texts = columns.map { $0.map { TextFit.right(heads.texts[$0], cell) } ?? "..." }
      let pad = TextFit.blanks(entry.markWidth)
      lines.append(TextFit.blanks(left + 2) + texts.map { $0 + pad }.joined(separator: "  "))
    }
    for (index, row) in rows.enumerated() {
      let edges = Self.edges(index, rows.count, charset)
      let cells = columns.map { column in
        column.map { column in
          row.map { TextFit.right(entry.text($0, column), cell + entry.markWidth) }
            ?? TextFit.right("...", cell + entry.markWidth)
        } ?? "..."
      }
      let head =
        left == 0
        ? "" : TextFit.right(row.map { rowHeads?.texts[$0] ?? "" } ?? "", headWidth) + "  "
      let tail = hasTail ? row.map { "  " + rowLabels.name($0) } ?? "" : ""
      lines.append(head + edges.0 + " " + cells.joined(separator: "  ") + " " + edges.1 + tail)
    }
    self.lines = lines
    hasLabelsBehind = hasTail
    var notes = entry.legend
    if rows.contains(where: { $0 == nil }) || columns.contains(where: { $0 == nil }) {
      notes.append(
        "... entries not shown: \(counted: shape.rows, "row") and"
          + " \(counted: shape.columns, "column") in all")
    }
    if let heads, !heads.areLabels, matrix.columnLabels != matrix.rowLabels || !hasTail {
      notes += shape.columns <= 24 ? columnLabels.legend("columns") : []
    }
    self.notes = notes
  }

  /// The indices that are drawn, with nil for those left out of the middle.
  private static func kept(_ count: Int, limit: Int) -> [Int?] {
    if count <= limit { return Array(0..<count) }
    let tail = max(1, (limit - 1) / 3)
    let head = max(1, limit - 1 - tail)
    return Array(0..<head) + [nil] + Array(count - tail..<count)
  }

  private static func edges(
    _ row: Int, _ count: Int, _ charset: FigureStyle.Charset
  ) -> (String, String) {
    if count == 1 { return ("[", "]") }
    let brackets = charset.glyphs.brackets[row == 0 ? 0 : row == count - 1 ? 2 : 1]
    return (brackets.left, brackets.right)
  }
}

/// How the entries of one matrix are written.
struct EntryFormat {
  private let matrix: MatrixFigure
  private let format: ValueFormat
  let width: Int
  /// 1 if any entry has a mark behind it.
  let markWidth: Int

  init(_ matrix: MatrixFigure, _ format: ValueFormat) {
    self.matrix = matrix
    self.format = format
    width = matrix.values.joined().map { format.text($0).utf8.count }.max() ?? 0
    markWidth = matrix.marks?.joined().contains { $0 != .none } ?? false ? 1 : 0
  }

  func text(_ row: Int, _ column: Int) -> String {
    guard let value = matrix.values[row].entry(column) else { return "" }
    let text = format.text(value)
    let mark = matrix.marks?.entry(row)?.entry(column) ?? .none
    return text + (markWidth == 0 ? "" : symbol(mark))
  }

  private func symbol(_ mark: MatrixFigure.Mark) -> String {
    switch mark {
    case .none: " "
    case .firing: "*"
    case .suppressed: "~"
    case .highlighted: "<"
    }
  }

  var legend: [String] {
    let used = Set((matrix.marks ?? []).joined())
    let texts: [(MatrixFigure.Mark, String)] = [
      (.firing, "* fires"), (.suppressed, "~ suppressed"), (.highlighted, "< see text"),
    ]
    let line = texts.filter { used.contains($0.0) }.map(\.1).joined(separator: "   ")
    return line.isEmpty ? [] : [line]
  }
}

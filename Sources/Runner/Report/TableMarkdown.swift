import Figures

/// A table as GFM writes it, with every cell escaped.
enum TableMarkdown {
  static func lines(_ table: Table) -> [String] {
    guard !table.columns.isEmpty else { return ["(empty: no columns)"] }
    let count = table.columns.count
    let rows = table.rows.map { row in
      (0..<count).map { $0 < row.count ? MarkdownEscape.cell(row[$0]) : "" }
    }
    let empty = ["(no rows)"] + Array(repeating: "", count: count - 1)
    return [
      line(table.columns.map { MarkdownEscape.cell($0.header) }),
      line(table.columns.map { rule($0.alignment) }),
    ] + (rows.isEmpty ? [empty] : rows).map(line)
  }

  private static func line(_ cells: [String]) -> String {
    "|" + cells.map { $0.isEmpty ? "  |" : " \($0) |" }.joined()
  }

  private static func rule(_ alignment: Table.Alignment) -> String {
    switch alignment {
    case .left: "---"
    case .right: "--:"
    case .centre: ":-:"
    }
  }
}

import Bedrock

/// Rows of text cells under headers.
///
/// Cells are raw text: whoever writes them into a document escapes them for it.
public struct Table: Sendable, Codable, Equatable {
  public enum Alignment: String, Sendable, Codable {
    case left, right, centre
  }

  public struct Column: Sendable, Codable, Equatable {
    public var header: String
    public var alignment: Alignment

    public init(_ header: String, _ alignment: Alignment = .left) {
      self.header = header
      self.alignment = alignment
    }
  }

  public var columns: [Column]
  /// A cell for each column; missing ones are empty.
  public var rows: [[String]]
  /// A line above the table; none if empty.
  public var title: String
  /// What the table says, in a sentence; nil for one made from its size.
  public var summary: String?

  public init(columns: [Column], rows: [[String]], title: String = "", summary: String? = nil) {
    self.columns = columns
    self.rows = rows
    self.title = title
    self.summary = summary
  }

  public var sentence: String {
    summary ?? "A table of \(counted: rows.count, "row"): "
      + columns.map(\.header).joined(separator: ", ") + "."
  }

  public var data: JSON {
    .members([
      ("columns", .strings(columns.map(\.header))), ("rows", .array(rows.map(JSON.strings))),
      ("title", .unlessEmpty(title)),
    ])
  }

  /// The table as aligned plain text.
  ///
  /// In all columns but the last, what is not printable ASCII is escaped, so that the columns align
  /// in any font. A table wider than the page has its widest columns elided.
  public func lines(_ style: FigureStyle) -> [String] {
    let heading = title.isEmpty ? [] : TextFit.wrapped(title, style)
    if columns.isEmpty { return heading + ["(empty: no columns)"] }
    let cells = ([columns.map(\.header)] + rows).map { row in
      columns.indices.map { cell(row.entry($0) ?? "", column: $0) }
    }
    let widths = fitted(widths(cells), to: style.width)
    let rule = widths.map { String(repeating: String(style.charset.glyphs.horizontal), count: $0) }
    var table = Columns(columns.map { Columns.Alignment($0.alignment) })
    for (index, row) in cells.enumerated() {
      table.add(zip(row, widths).map { TextFit.elided($0, to: $1, style.charset) })
      if index == 0 { table.add(rule) }
    }
    let drawn = table.lines(style)
    return heading + (rows.isEmpty ? drawn + ["(no rows)"] : drawn)
  }

  private func cell(_ text: String, column: Int) -> String {
    let isLast = column == columns.count - 1 && columns[column].alignment == .left
    return isLast ? TextFit.plain(text) : TextFit.escaped(text)
  }

  private func widths(_ cells: [[String]]) -> [Int] {
    columns.indices.map { column in cells.map { TextFit.width($0[column]) }.max() ?? 0 }
  }

  /// Widths that fit the page: the widest columns give up theirs first.
  private func fitted(_ widths: [Int], to page: Int) -> [Int] {
    let room = page - 2 * (widths.count - 1)
    var widths = widths.map { max(1, $0) }
    while widths.reduce(0, +) > room, let widest = widths.max(), widest > 3 {
      widths[widths.firstIndex(of: widest) ?? 0] -= 1
    }
    return widths
  }
}

extension Columns.Alignment {
  init(_ alignment: Table.Alignment) {
    self =
      switch alignment {
      case .left: .left
      case .right: .right
      case .centre: .centre
      }
  }
}

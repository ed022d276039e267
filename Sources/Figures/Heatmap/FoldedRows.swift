/// The rows of a tall heatmap, with runs that say the same drawn as one.
///
/// Only numbered rows fold, such as layers: those of a run that are drawn alike, and those with
/// nothing to look for. A folded row has the entries that are largest in size.
struct FoldedRows {
  let grid: HeatGrid
  /// Such as `layer 3-8`; nil if rows have no labels and none is folded.
  let labels: [String]?
  let isFolded: Bool

  private static let least = (rows: 17, run: 3)

  init(_ grid: HeatGrid, labels: [String]?, _ writer: HeatCellWriter) {
    let names = (0..<grid.rows).map { labels?.entry($0) ?? "\($0)" }
    let numbered = names.map(NumberedName.init)
    let isNumbered = numbered.allSatisfy { $0 != nil && $0?.prefix == numbered.last??.prefix }
    let hasHead = numbered.dropFirst().allSatisfy {
      $0 != nil && $0?.prefix == numbered.last??.prefix
    }
    guard grid.rows >= Self.least.rows, !grid.hasMask, isNumbered || hasHead else {
      (self.grid, self.labels, isFolded) = (grid, labels, false)
      return
    }
    let drawn = grid.entries.map { $0.map(writer.entry) }
    var entries: [[Double?]] = []
    var heads: [String] = []
    var row = 0
    while row < grid.rows {
      let run = numbered[row] == nil ? row..<row + 1 : Self.run(from: row, drawn, writer)
      if run.count >= Self.least.run {
        entries.append(Self.extremes(grid.entries[run]))
        heads.append(NumberedName.range(names[row], names[run.upperBound - 1]))
      } else {
        entries += grid.entries[run]
        heads += names[run]
      }
      row = run.upperBound
    }
    isFolded = entries.count < grid.rows
    self.labels = isFolded ? heads : labels
    self.grid = isFolded ? HeatGrid(entries: entries) : grid
  }

  /// The rows from one on that are all quiet, or all drawn alike.
  private static func run(
    from first: Int, _ drawn: [[HeatCellWriter.Entry]], _ writer: HeatCellWriter
  ) -> Range<Int> {
    let isQuiet = writer.isQuiet(drawn[first])
    let end = drawn[first...].firstIndex { row in
      isQuiet ? !writer.isQuiet(row) : row != drawn[first]
    }
    return first..<(end ?? drawn.count)
  }

  private static func extremes(_ rows: ArraySlice<[Double?]>) -> [Double?] {
    guard let first = rows.first else { return [] }
    return first.indices.map { column in
      rows.compactMap { $0[column] }.max { $0.magnitude < $1.magnitude }
    }
  }
}

/// A name that ends in a number, such as `layer 3` or `3`.
private struct NumberedName {
  let prefix: String
  let number: String

  init?(_ name: String) {
    let digits = name.utf8.reversed().prefix { (0x30...0x39).contains($0) }.count
    guard digits > 0 else { return nil }
    prefix = String(decoding: name.utf8.dropLast(digits), as: UTF8.self)
    number = String(decoding: name.utf8.suffix(digits), as: UTF8.self)
  }

  /// `layer 3-8`
  static func range(_ first: String, _ last: String) -> String {
    guard let end = NumberedName(last) else { return "\(first) .. \(last)" }
    return "\(first)-\(end.number)"
  }
}

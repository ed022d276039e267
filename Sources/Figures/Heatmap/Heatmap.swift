import Bedrock

/// A matrix of values as shades: with its numbers on them where they fit.
///
/// A small matrix has its numbers: shares on their shade, so that a cell is both picture and value,
/// other quantities with a mark of their size. A larger one has two characters a cell and its largest
/// values listed below; one that is larger still is drawn by the largest of blocks, and says so.
public struct Heatmap: Figure {
  public static var kind: String { "heatmap" }

  /// Row-major; where a row is shorter than the longest, the rest of it is drawn as masked.
  public var values: [[Double]]
  /// One a row, such as tokens; positions without them.
  public var rowLabels: [String]?
  /// One a column.
  public var columnLabels: [String]?
  /// What a row is, such as `query`.
  public var rowAxis: String
  /// What a column is, such as `key`.
  public var columnAxis: String
  /// What a value is, such as `attention weight`.
  public var quantity: String
  /// A line above the picture; none if empty.
  public var title: String
  public var format: ValueFormat
  public var scale: HeatScale
  /// Entries that are true are not there at all (a causal mask) and are drawn empty.
  public var masked: [[Bool]]?
  public var precision: ValuePrecision

  public init(
    values: [[Double]], rowLabels: [String]? = nil, columnLabels: [String]? = nil,
    rowAxis: String = "row", columnAxis: String = "column", quantity: String = "value",
    title: String = "", format: ValueFormat = .automatic, scale: HeatScale = .automatic,
    masked: [[Bool]]? = nil, precision: ValuePrecision = .double
  ) {
    self.values = values
    self.rowLabels = rowLabels
    self.columnLabels = columnLabels
    self.rowAxis = rowAxis
    self.columnAxis = columnAxis
    self.quantity = quantity
    self.title = title
    self.format = format
    self.scale = scale
    self.masked = masked
    self.precision = precision
  }

  public var data: JSON {
    .members([
      ("values", precision.json(values)),
      ("row_labels", rowLabels.map(JSON.strings)),
      ("column_labels", columnLabels.map(JSON.strings)),
      ("row_axis", .string(rowAxis)),
      ("column_axis", .string(columnAxis)),
      ("quantity", .string(quantity)),
      ("title", .unlessEmpty(title)),
      ("masked", masked.map { .array($0.map { .array($0.map(JSON.bool)) }) }),
    ])
  }

  public var sentence: String { TextFit.sentence(HeatmapSentence(self).text) }

  public func lines(_ style: FigureStyle) -> [String] {
    let grid = HeatGrid(values: values, masked: masked)
    let isEmpty = grid.rows == 0 || grid.columns == 0
    return Page.lines(title, style, empty: isEmpty ? "no \(CountedNoun.plural(rowAxis))" : nil) {
      NumberedHeatmap(self, grid: grid, style: style)?.lines
        ?? ShadedHeatmap(self, grid: grid, style: style).lines
    }
  }
}

/// A heatmap's entries as a rectangle; nil where an entry is masked.
struct HeatGrid {
  let rows: Int
  let columns: Int
  let entries: [[Double?]]

  init(values: [[Double]], masked: [[Bool]]?) {
    let columns = values.map(\.count).max() ?? 0
    rows = values.count
    self.columns = columns
    entries = values.enumerated().map { row, values in
      (0..<columns).map { column in
        let isMasked = masked?.entry(row)?.entry(column) ?? false
        return isMasked ? nil : values.entry(column)
      }
    }
  }

  var hasMask: Bool { entries.joined().contains { $0 == nil } }

  var present: [Double] { entries.joined().compactMap { $0 } }

  struct Cell {
    var row: Int
    var column: Int
    var value: Double
  }

  /// Which entries can be news.
  enum News {
    case all
    /// A symmetric grid, such as one of cosines: neither the diagonal nor what is told of on the
    /// other side of it.
    case offDiagonal
    /// Not an entry that is the only one of its row, as where a mask leaves one key to look at.
    case choices
  }

  var news: News {
    if isSymmetric { return .offDiagonal }
    let alone = entries.count { isAlone($0) }
    return alone == 0 || alone == rows ? .all : .choices
  }

  private func isAlone(_ row: [Double?]) -> Bool { columns > 1 && row.count { $0 != nil } == 1 }

  private var isNews: (_ row: Int, _ column: Int) -> Bool {
    switch news {
    case .all: return { _, _ in true }
    case .offDiagonal: return { $0 < $1 }
    case .choices:
      let alone = entries.map(isAlone)
      return { row, _ in !alone[row] }
    }
  }

  /// The heading of a list of the largest entries, which says what is left out of it.
  func listHeading(_ subject: String, rowAxis: String) -> String {
    switch news {
    case .all: "\(subject):"
    case .offDiagonal: "\(subject) off the diagonal:"
    case .choices: "\(subject) where a \(TextFit.plain(rowAxis)) has a choice:"
    }
  }

  private var isSymmetric: Bool {
    guard rows == columns, rows > 1 else { return false }
    return (0..<rows).allSatisfy { row in
      (0...row).allSatisfy { column in
        guard let value = entries[row][column], let other = entries[column][row] else {
          return false
        }
        return value == other
      }
    }
  }

  /// The few finite entries with the largest keys, from the largest down; of equal ones those first
  /// in reading order. What the shape of the grid says already is left out.
  func largest(_ count: Int, by key: (Double) -> Double = { $0 }) -> [Cell] {
    var best: [Cell] = []
    let isNews = isNews
    for (row, values) in entries.enumerated() {
      for (column, value) in values.enumerated() {
        guard let value, value.isFinite, isNews(row, column) else { continue }
        if best.count == count, key(best[count - 1].value) >= key(value) { continue }
        let place = best.firstIndex { key($0.value) < key(value) } ?? best.count
        best.insert(Cell(row: row, column: column, value: value), at: place)
        if best.count > count { best.removeLast() }
      }
    }
    return best
  }

  /// How many of the finite entries that can be news hold to a condition.
  func count(where condition: (Double) -> Bool) -> Int {
    let isNews = isNews
    var count = 0
    for (row, values) in entries.enumerated() {
      for (column, value) in values.enumerated() {
        if let value, value.isFinite, isNews(row, column), condition(value) { count += 1 }
      }
    }
    return count
  }

  /// Whether the rows are distributions: each sums to 1 over what is not masked.
  var rowsSumToOne: Bool {
    entries.allSatisfy { row in
      let present = row.compactMap { $0 }
      return abs(present.reduce(0, +) - 1) < 1e-4 && present.allSatisfy { $0 >= 0 }
    }
  }
}

extension Array {
  /// The element at an index, or nil outside.
  func entry(_ index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

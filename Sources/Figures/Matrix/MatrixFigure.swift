import Bedrock

/// A matrix in brackets with aligned decimals, its rows and columns headed.
public struct MatrixFigure: Figure {
  public static var kind: String { "matrix" }

  /// What is to be seen at an entry.
  public enum Mark: String, Sendable, Codable {
    case none
    /// A hidden unit that passes its value on: `0.53*`.
    case firing
    /// A hidden unit that an activation holds back: `-0.40~`.
    case suppressed
    /// An entry that the text speaks of: `<0.53>`.
    case highlighted
  }

  /// Row-major; a missing entry of a ragged row is drawn empty.
  public var values: [[Double]]
  /// Such as `W1`.
  public var name: String
  /// One a row.
  public var rowLabels: [String]?
  /// One a column.
  public var columnLabels: [String]?
  public var format: ValueFormat
  /// One an entry; all are `none` if nil.
  public var marks: [[Mark]]?
  public var precision: ValuePrecision

  public init(
    values: [[Double]], name: String = "", rowLabels: [String]? = nil,
    columnLabels: [String]? = nil, format: ValueFormat = .automatic, marks: [[Mark]]? = nil,
    precision: ValuePrecision = .double
  ) {
    self.values = values
    self.name = name
    self.rowLabels = rowLabels
    self.columnLabels = columnLabels
    self.format = format
    self.marks = marks
    self.precision = precision
  }

  /// Rows by columns.
  public var shape: (rows: Int, columns: Int) { (values.count, values.map(\.count).max() ?? 0) }

  func shapeText(_ charset: FigureStyle.Charset) -> String {
    "\(shape.rows)\(charset.glyphs.times)\(shape.columns)"
  }

  public var data: JSON {
    .members([
      ("name", .unlessEmpty(name)), ("values", precision.json(values)),
      ("row_labels", rowLabels.map(JSON.strings)),
      ("column_labels", columnLabels.map(JSON.strings)),
      ("marks", marks.map { .array($0.map { .strings($0.map(\.rawValue)) }) }),
    ])
  }

  public var sentence: String { TextFit.sentence(statement) }

  private var statement: String {
    let matrix = "\(Spoken.article(shape.rows)) \(shapeText(.unicode)) matrix"
    let subject = name.isEmpty ? Spoken.capital(matrix) : "\(Spoken.opening(name)), \(matrix)"
    let present = values.joined().filter(\.isFinite)
    guard let least = present.min(), let most = present.max() else {
      return "\(subject) without a finite value."
    }
    let format = format.resolved(for: values.joined())
    let range =
      present.count == 1
      ? format.full(most) : "from \(format.full(least)) to \(format.full(most))"
    return "\(subject): \(range)\(markedCount)."
  }

  private var markedCount: String {
    guard let marks else { return "" }
    let firing = marks.joined().count(where: { $0 == .firing })
    let suppressed = marks.joined().count(where: { $0 == .suppressed })
    return firing + suppressed == 0 ? "" : "; firing: \(firing), suppressed: \(suppressed)"
  }

  public func lines(_ style: FigureStyle) -> [String] {
    let shape = "\(shapeText(style.charset))"
    let heading = name.isEmpty ? shape : "\(TextFit.plain(name)) (\(shape))"
    let isEmpty = self.shape.rows == 0 || self.shape.columns == 0
    return Page.lines("", style, empty: isEmpty ? "\(heading)" : nil) {
      let block = MatrixBlock(self, width: style.width, charset: style.charset)
      return [heading] + block.lines + block.notes.flatMap { TextFit.wrapped($0, style) }
    }
  }
}

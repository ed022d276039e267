import Bedrock
import Figures
import Notebook

/// How `show` puts a value into the report: on one line where it fits, a matrix as a figure, else
/// written out in a fence.
enum ShownValue {
  /// Columns of a value that stands on a line of its own, and of the expression before it.
  private static let valueWidth = 72
  private static let nameWidth = 60
  /// Entries that are written out at most.
  private static let entryLimit = 2000

  static func result(
    of value: Value, _ expression: Expression, format name: Name?
  ) throws -> StatementResult {
    let format = try name.map(FormatText.format)
    switch value {
    case .bool, .string, .formula, .model:
      if format != nil { throw FormatText.mismatch(value, at: expression.span) }
    case .number, .list, .array, .record: break
    }
    if case .array(let array) = value, array.shape.count == 2,
      let figure = matrix(array, format, named: self.name(of: expression))
    {
      return .outcome(.figure(figure))
    }
    let text = line(of: value, format)
    if ColumnWidth.of(text) <= valueWidth {
      return .line(expression: self.name(of: expression), value: text)
    }
    return .text(lines(of: value, format))
  }

  /// The value on one line, whole.
  private static func line(of value: Value, _ format: NumberFormat?) -> String {
    guard let elements = value.elements else { return ValueText.text(value, format: format) }
    return "[" + elements.prefix(entryLimit).map { element($0, format) }.joined(separator: ", ")
      + "]"
  }

  private static func element(_ value: Value, _ format: NumberFormat?) -> String {
    switch value {
    case .string(let text): LabText.quoted(text)
    case .list, .array: line(of: value, format)
    default: ValueText.text(value, format: format)
    }
  }

  /// The value over several lines: entry behind entry as many as fit, rows and texts each on their own.
  private static func lines(of value: Value, _ format: NumberFormat?) -> [String] {
    guard let elements = value.elements else {
      return VisibleText.lines(ValueText.text(value, format: format))
    }
    let texts = elements.prefix(entryLimit).map { element($0, format) }
    var lines: [String] = []
    if elements.allSatisfy(\.isScalar) {
      for text in texts {
        if let last = lines.last, ColumnWidth.of(last) + 2 + ColumnWidth.of(text) <= valueWidth {
          lines[lines.count - 1] = last + "  " + text
        } else {
          lines.append(text)
        }
      }
    } else {
      lines = texts
    }
    if elements.count > entryLimit {
      lines.append("… \(elements.count - entryLimit) more of \(elements.count)")
    }
    return lines
  }

  /// The matrix as a figure; `nil` for a format that figures do not have.
  private static func matrix(
    _ array: NumericArray, _ format: NumberFormat?, named name: String?
  ) -> MatrixFigure? {
    if let format, format.isSigned || format.isGrouped { return nil }
    let figureFormat: ValueFormat
    switch format?.style {
    case nil: figureFormat = .automatic
    case .fixed?: figureFormat = .decimals(format?.digits ?? 0)
    case .percent?: figureFormat = .percent(decimals: format?.digits ?? 0)
    default: return nil
    }
    return MatrixFigure(
      values: array.rows, name: name ?? "", rowLabels: array.labels[0],
      columnLabels: array.labels[1], format: figureFormat,
      precision: array.width == .float ? .float : .double)
  }

  /// The expression's text, unless it is a literal, which would say the same twice, or long.
  private static func name(of expression: Expression) -> String? {
    switch expression {
    case .number, .string, .bool: return nil
    default: break
    }
    let text = expression.span.text
    let isOneLine = !text.utf8.contains { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    return isOneLine && ColumnWidth.of(text) <= nameWidth ? text : nil
  }
}

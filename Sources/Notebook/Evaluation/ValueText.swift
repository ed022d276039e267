import Bedrock

/// How values are written in a sentence, an error, or what `show` prints.
public enum ValueText {
  /// Elements of a list that are written out; longer ones are elided.
  public static let shownElements = 12

  /// A value as text: numbers in a format, or else with up to 6 significant digits and whole ones in
  /// full; lists in brackets, long ones cut short; text as it is.
  public static func text(_ value: Value, format: NumberFormat? = nil) -> String {
    if case .string(let text) = value { return text }
    return text(value) { text($0.value, format) }
  }

  /// A number as text.
  public static func text(_ value: Double, _ format: NumberFormat? = nil) -> String {
    if let format { return format.format(value) }
    let isWhole = value.magnitude <= 0x1p53 && value.rounded(.towardZero) == value
    return isWhole ? NumberText.fixed(value, decimals: 0) : NumberText.significant(value, digits: 6)
  }

  /// A value as text whose numbers are written in some way, text in quotes.
  static func text(_ value: Value, number: (Number) -> String) -> String {
    switch value {
    case .number(let value): number(value)
    case .bool(let flag): flag ? "true" : "false"
    case .string(let text): LabText.quoted(text)
    case .list(let elements): bracketed(elements.count) { text(elements[$0], number: number) }
    case .array(let array): text(array, axis: 0, offset: 0, count: array.elements.count, number)
    case .record(let record): "{" + record.names.joined(separator: ", ") + "}"
    case .formula(let expression): expression.span.text
    case .model(let model): "model " + model.sha256
    }
  }

  private static func text(
    _ array: NumericArray, axis: Int, offset: Int, count: Int, _ number: (Number) -> String
  ) -> String {
    if axis == array.shape.count { return number(array.number(at: offset)) }
    let length = array.shape[axis]
    let inner = length == 0 ? 0 : count / length
    return bracketed(length) {
      text(array, axis: axis + 1, offset: offset + $0 * inner, count: inner, number)
    }
  }

  private static func bracketed(_ count: Int, _ element: (Int) -> String) -> String {
    guard count > shownElements else {
      return "[" + (0..<count).map(element).joined(separator: ", ") + "]"
    }
    let head = (0..<shownElements - 2).map(element).joined(separator: ", ")
    return "[\(head), …, \(element(count - 1))] (\(count))"
  }
}

import Bedrock

/// How values are written in a sentence, an error, or what `show` prints.
public enum ValueText {
  /// Elements of a list that are written out; longer ones are elided.
  public static let shownElements = 12

  /// A value as text: numbers in a format, or else with up to 6 significant digits and whole ones in
  /// full; lists in brackets, long ones cut short; text as it is.
  public static func text(_ value: Value, format: NumberFormat? = nil) -> String {
    switch value {
    case .number(let number): text(number.value, format)
    case .bool(let flag): flag ? "true" : "false"
    case .string(let text): text
    case .list(let elements):
      bracketed(elements.count) { element(elements[$0], format) }
    case .array(let array):
      text(array, axis: 0, offset: 0, count: array.elements.count, format)
    case .record(let record): "{" + record.names.joined(separator: ", ") + "}"
    case .formula(let expression): expression.span.text
    }
  }

  /// A number as text.
  public static func text(_ value: Double, _ format: NumberFormat? = nil) -> String {
    if let format { return format.format(value) }
    if let whole = Int(exactly: value), value.magnitude <= 0x1p53, value.sign == .plus || whole != 0 {
      return "\(whole)"
    }
    return NumberText.significant(value, digits: 6)
  }

  private static func element(_ value: Value, _ format: NumberFormat?) -> String {
    if case .string(let text) = value { return LabText.quoted(text) }
    return text(value, format: format)
  }

  private static func text(
    _ array: NumericArray, axis: Int, offset: Int, count: Int, _ format: NumberFormat?
  ) -> String {
    if axis == array.shape.count { return text(array.elements[offset], format) }
    let length = array.shape[axis]
    let inner = length == 0 ? 0 : count / length
    return bracketed(length) {
      text(array, axis: axis + 1, offset: offset + $0 * inner, count: inner, format)
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

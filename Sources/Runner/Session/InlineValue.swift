import Bedrock
import Notebook

/// The value of an inline expression as text: a scalar, or a short list.
enum InlineValue {
  static func text(of value: Value, format: Name?, at span: SourceSpan) throws -> String {
    let format = try format.map(FormatText.format)
    switch value {
    case .number(let number): return ValueText.text(number.value, format)
    case .array(let array) where array.shape.count == 1 && isShort(array.elements.count):
      return ValueText.text(value, format: format)
    case .list(let elements) where isShort(elements.count) && elements.allSatisfy(\.isScalar):
      return ValueText.text(value, format: format)
    case .bool, .string:
      if format != nil { throw FormatText.mismatch(value, at: span) }
      return ValueText.text(value)
    case .array(let array) where array.shape.count == 1: throw tooLong(array.elements.count, span)
    case .list(let elements) where elements.allSatisfy(\.isScalar):
      throw tooLong(elements.count, span)
    default:
      throw Diagnostic.error(
        "an inline value must be a number, a text or a short list, not \(value.typeName)", at: span)
    }
  }

  private static func isShort(_ count: Int) -> Bool { count <= ValueText.shownElements }

  private static func tooLong(_ count: Int, _ span: SourceSpan) -> Diagnostic {
    .error(
      "a list of \(count) is too long for an inline value: at most \(ValueText.shownElements) fit",
      at: span)
  }
}

/// The formats behind the colon of `show` and of inline expressions.
enum FormatText {
  static func format(_ name: Name) throws -> NumberFormat {
    do {
      return try NumberFormat(name.text)
    } catch {
      throw Diagnostic.error("\(error)", at: name.span)
    }
  }

  static func mismatch(_ value: Value, at span: SourceSpan) -> Diagnostic {
    .error("a format is for numbers, not for \(value.typeName)", at: span)
  }
}

extension Value {
  /// A number, text, true or false.
  var isScalar: Bool {
    switch self {
    case .number, .bool, .string: true
    case .list, .array, .record, .formula, .model: false
    }
  }
}

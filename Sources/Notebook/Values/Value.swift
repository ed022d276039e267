import Bedrock

/// What a name in a lab is bound to, and what an expression gives.
public indirect enum Value: Sendable {
  case number(Number)
  case bool(Bool)
  case string(String)
  /// A list that is not purely numbers, or is ragged: strings, lists of lists of several lengths.
  case list([Value])
  /// A vector, matrix or higher array of numbers.
  case array(NumericArray)
  /// A directive's named results.
  case record(Record)
  /// An expression that is kept and not evaluated.
  case formula(Expression)
  /// A model, for directives to run.
  case model(ModelValue)

  /// The kind of value in the words of an error message.
  public var typeName: String {
    switch self {
    case .number: "a number"
    case .bool: "true or false"
    case .string: "text"
    case .list: "a list"
    case .array(let array): array.shape.count == 1 ? "a vector" : "a matrix"
    case .record: "a record"
    case .formula: "a formula"
    case .model: "a model"
    }
  }
}

/// The width that a number was computed in: it decides how the number is printed and compared.
public enum NumberWidth: String, Sendable, Codable {
  case float, double
}

/// A number with the width that it was computed in.
public struct Number: Sendable, Hashable, Codable {
  /// The value; for `.float`, exactly a `Float`'s.
  public var value: Double
  public var width: NumberWidth

  public init(_ value: Double, width: NumberWidth = .double) {
    self.value = value
    self.width = width
  }

  public init(_ value: Float) {
    self.init(Double(value), width: .float)
  }

  /// The number as JSON: the shortest digits that read back at its own width.
  public var json: JSON {
    switch width {
    case .double: .double(value)
    case .float: .float(Float(value))
    }
  }
}

extension Value {
  /// A whole number.
  public static func integer(_ value: Int) -> Value { .number(Number(Double(value))) }
  /// A number computed in Double.
  public static func double(_ value: Double) -> Value { .number(Number(value)) }
  /// A number computed in Float.
  public static func float(_ value: Float) -> Value { .number(Number(value)) }
  /// A vector of Doubles.
  public static func vector(_ values: [Double], labels: [String]? = nil) -> Value {
    .array(NumericArray(vector: values, labels: labels))
  }
  /// A vector of whole numbers.
  public static func integers(_ values: [Int], labels: [String]? = nil) -> Value {
    .vector(values.map(Double.init), labels: labels)
  }
  /// A list of strings.
  public static func strings(_ values: [String]) -> Value { .list(values.map(Value.string)) }

  /// The value as JSON, numbers at full precision and their own width.
  public var json: JSON {
    switch self {
    case .number(let number): number.json
    case .bool(let flag): .bool(flag)
    case .string(let text): .string(text)
    case .list(let elements): .array(elements.map(\.json))
    case .array(let array): array.json
    case .record(let record): record.json
    case .formula(let expression): .string(expression.span.text)
    case .model(let model): .string(model.sha256)
    }
  }
}

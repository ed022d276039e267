/// A value in a template, as in Python: lists and mappings are values, a namespace is shared.
indirect enum TemplateValue {
  /// What nobody defined; its name is for errors.
  case undefined(String)
  case none
  case bool(Bool)
  case integer(Int)
  case double(Double)
  case string(String)
  case list([TemplateValue])
  case mapping([Entry])
  case namespace(TemplateNamespace)
  /// Something that can be called: a macro, a function, or a method with its value.
  case callable(name: String, TemplateCallable)

  struct Entry {
    let key: TemplateValue
    var value: TemplateValue
  }

  /// Called with positional and named arguments.
  typealias TemplateCallable = (inout TemplateRun, TemplateArguments) throws -> TemplateValue

  static func mapping(_ pairs: KeyValuePairs<String, TemplateValue>) -> TemplateValue {
    .mapping(pairs.map { Entry(key: .string($0.key), value: $0.value) })
  }

  /// Whether a condition on it holds, as in Python.
  var isTrue: Bool {
    switch self {
    case .undefined, .none: false
    case .bool(let flag): flag
    case .integer(let number): number != 0
    case .double(let number): number != 0
    case .string(let text): !text.isEmpty
    case .list(let elements): !elements.isEmpty
    case .mapping(let entries): !entries.isEmpty
    case .namespace, .callable: true
    }
  }

  /// Its kind, for errors.
  var kind: String {
    switch self {
    case .undefined(let name): "'\(name)', which is not defined,"
    case .none: "none"
    case .bool: "a flag"
    case .integer, .double: "a number"
    case .string: "a text"
    case .list: "a list"
    case .mapping: "a mapping"
    case .namespace: "a namespace"
    case .callable(let name, _): "the function '\(name)'"
    }
  }

  var isUndefined: Bool { if case .undefined = self { true } else { false } }

  /// A whole number; flags count as 0 and 1, as in Python.
  var integer: Int? {
    switch self {
    case .bool(let flag): flag ? 1 : 0
    case .integer(let number): number
    default: nil
    }
  }

  var number: Double? {
    if case .double(let number) = self { number } else { integer.map { Double($0) } }
  }

  var text: String? { if case .string(let text) = self { text } else { nil } }

  /// The value of a key; nil if it is no mapping with such a key.
  subscript(key: String) -> TemplateValue? {
    guard case .mapping(let entries) = self else { return nil }
    return entries.first { $0.key.text == key }?.value
  }
}

/// Names whose values may change inside of loops.
final class TemplateNamespace {
  var values: [String: TemplateValue]

  init(_ values: [String: TemplateValue]) { self.values = values }
}

/// What something is called with.
struct TemplateArguments {
  var positional: [TemplateValue] = []
  var named: [(name: String, value: TemplateValue)] = []

  /// The argument at a place or of a name; nil if it was not given.
  func value(_ place: Int, _ name: String = "") -> TemplateValue? {
    if positional.indices.contains(place) { return positional[place] }
    return named.first { $0.name == name }?.value
  }
}

extension TemplateValue {
  /// Whether two values are equal, as in Python: 1 and true are.
  static func equal(_ a: TemplateValue, _ b: TemplateValue) -> Bool {
    if let a = a.number, let b = b.number { return a == b }
    switch (a, b) {
    case (.undefined, .undefined), (.none, .none): return true
    case (.string(let a), .string(let b)):
      return a.utf8.elementsEqual(b.utf8)
    case (.list(let a), .list(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { equal($0, $1) }
    case (.mapping(let a), .mapping(let b)):
      return a.count == b.count
        && a.allSatisfy { entry in
          b.contains { equal($0.key, entry.key) && equal($0.value, entry.value) }
        }
    case (.namespace(let a), .namespace(let b)): return a === b
    default: return false
    }
  }

  /// Whether it comes before another; nil where they cannot be compared.
  static func isBefore(_ a: TemplateValue, _ b: TemplateValue) -> Bool? {
    if let a = a.number, let b = b.number { return a < b }
    if case (.string(let a), .string(let b)) = (a, b) {
      return a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
    }
    return nil
  }
}

import Bedrock

/// Values as text, as Python writes them.
extension TemplateValue {
  /// What `{{ value }}` prints.
  var printed: String {
    switch self {
    case .undefined: ""
    case .string(let text): text
    default: literal
    }
  }

  /// Python's `repr`.
  var literal: String {
    switch self {
    case .undefined: "Undefined"
    case .none: "None"
    case .bool(let flag): flag ? "True" : "False"
    case .integer(let number): String(number)
    case .double(let number): Self.printed(number)
    case .string(let text): Self.quoted(text)
    case .list(let elements): "[" + elements.map(\.literal).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { $0.key.literal + ": " + $0.value.literal }.joined(separator: ", ") + "}"
    case .namespace: "<Namespace>"
    case .callable(let name, _): "<function \(name)>"
    }
  }

  private static func printed(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    let text = JSON.double(number).serialized()
    return text.utf8.contains { $0 == 0x2E || $0 | 0x20 == 0x65 } ? text : text + ".0"
  }

  private static func quoted(_ text: String) -> String {
    let hasSingle = text.utf8.contains(0x27)
    let mark: Unicode.Scalar = hasSingle && !text.utf8.contains(0x22) ? "\"" : "'"
    var result = String(mark)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\\": result += "\\\\"
      case mark: result += "\\" + String(mark)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + String(mark)
  }

  /// The value as JSON, as Python's `json.dumps(ensure_ascii=False)` writes it.
  ///
  /// - Parameter indent: how many blanks a level is indented by; nil for one line.
  func json(indent: Int? = nil, sortsKeys: Bool = false) throws -> String {
    try json(indent, sortsKeys, depth: 0)
  }

  private func json(_ indent: Int?, _ sortsKeys: Bool, depth: Int) throws -> String {
    func wrapped(_ parts: [String], _ open: String, _ close: String) -> String {
      guard !parts.isEmpty else { return open + close }
      guard let indent else { return open + parts.joined(separator: ", ") + close }
      let inner = "\n" + String(repeating: " ", count: indent * (depth + 1))
      let outer = "\n" + String(repeating: " ", count: indent * depth)
      return open + inner + parts.joined(separator: "," + inner) + outer + close
    }
    switch self {
    case .none: return "null"
    case .bool(let flag): return flag ? "true" : "false"
    case .integer, .double: return literal
    case .string(let text): return JSON.string(text).serialized()
    case .list(let elements):
      return wrapped(
        try elements.map { try $0.json(indent, sortsKeys, depth: depth + 1) }, "[", "]")
    case .mapping(let entries):
      let ordered =
        sortsKeys
        ? entries.sorted { Self.isBefore($0.key, $1.key) ?? false } : entries
      return wrapped(
        try ordered.map {
          JSON.string($0.key.printed).serialized() + ": "
            + (try $0.value.json(indent, sortsKeys, depth: depth + 1))
        }, "{", "}")
    case .undefined, .namespace, .callable:
      throw TemplateFault("\(kind) cannot be written as JSON")
    }
  }
}

/// A problem whose line is not known yet.
struct TemplateFault: Error {
  let problem: String
  init(_ problem: String) { self.problem = problem }
}

import Bedrock

extension ParameterType where T == Bool {
  /// `true` or `false`.
  public static var flag: Self {
    ParameterType(
      name: "flag", allowed: "true | false", placeholder: false, text: { String($0) },
      fingerprint: { .bool($0) },
      decode: { atom, evaluator in
        guard case .bool(let flag) = try evaluator.evaluate(atom) else {
          throw ParameterMismatch("must be true or false")
        }
        return flag
      })
  }
}

extension ParameterType where T == String {
  /// Text: a string, or the name of one that is bound.
  public static var text: Self {
    ParameterType(
      name: "text", placeholder: "", text: { LabText.quoted($0) }, fingerprint: { .string($0) },
      decode: { atom, evaluator in
        let value = try evaluator.evaluate(atom)
        guard case .string(let text) = value else {
          throw ParameterMismatch("must be text, not \(value.typeName)")
        }
        return text
      })
  }
}

extension ParameterType where T == [String] {
  /// A list of strings.
  public static var strings: Self {
    ParameterType(
      name: "list of strings", placeholder: [],
      text: { "[" + $0.map(LabText.quoted).joined(separator: ", ") + "]" },
      fingerprint: { .array($0.map(JSON.string)) },
      decode: { atom, evaluator in
        let value = try evaluator.evaluate(atom)
        if case .array(let array) = value, array.elements.isEmpty { return [] }
        guard case .list(let elements) = value else {
          throw ParameterMismatch("must be a list of strings, not \(value.typeName)")
        }
        return try elements.map { element in
          guard case .string(let text) = element else {
            throw ParameterMismatch("must be a list of strings, but holds \(element.typeName)")
          }
          return text
        }
      })
  }
}

extension ParameterType where T: ParameterChoice {
  /// One of an enum's cases, written as a bare word (or in quotes, or by a bound text in
  /// parentheses).
  public static func choice(_ type: T.Type = T.self) -> Self {
    let words = T.allCases.map(\.rawValue)
    return ParameterType(
      name: "choice", allowed: words.joined(separator: " | "),
      placeholder: T.allCases[T.allCases.startIndex], text: { $0.rawValue },
      fingerprint: { .string($0.rawValue) },
      decode: { atom, evaluator in
        try decodeChoice(atom, evaluator)
      })
  }
}

extension ParameterType {
  /// A list of an enum's cases; a single word is a list of one.
  public static func choices<C: ParameterChoice>(_ type: C.Type = C.self) -> Self where T == [C] {
    ParameterType(
      name: "list of choices", allowed: C.allCases.map(\.rawValue).joined(separator: " | "),
      placeholder: [], text: { "[" + $0.map(\.rawValue).joined(separator: ", ") + "]" },
      fingerprint: { .array($0.map { .string($0.rawValue) }) },
      decode: { atom, evaluator in
        guard case .list(let elements, _) = atom else { return [try decodeChoice(atom, evaluator)] }
        return try elements.map { try decodeChoice($0, evaluator) }
      })
  }
}

/// Reads a word as one of an enum's cases.
private func decodeChoice<C: ParameterChoice>(_ atom: Atom, _ evaluator: Evaluator) throws -> C {
  let words = C.allCases.map(\.rawValue)
  let word = try wordOrText(atom, evaluator)
  if let choice = C(rawValue: word) { return choice }
  let suggestion = EditDistance.suggestion(for: word, among: words)
  throw ParameterMismatch(
    "must be one of \(words.joined(separator: ", ")), not '\(word)'"
      + (suggestion.map { "; did you mean '\($0)'?" } ?? ""),
    at: atom.span, suggestion: suggestion)
}

/// The word itself where a bare word stands; the text where a string or parentheses stand.
private func wordOrText(_ atom: Atom, _ evaluator: Evaluator) throws -> String {
  if case .path(let path) = atom, path.steps.isEmpty { return path.root.text }
  let value = try evaluator.evaluate(atom)
  guard case .string(let text) = value else {
    throw ParameterMismatch("must be a word, not \(value.typeName)", at: atom.span)
  }
  return text
}

extension ParameterType where T == TokenReference {
  /// A token: by its text (`query=blue`, `query=" car"`) or by its position from 0 (`query=1`).
  public static var token: Self {
    ParameterType(
      name: "token", allowed: "a token's text, or its position from 0", placeholder: .position(0),
      text: { reference in
        switch reference {
        case .text(let text): LabText.quoted(text)
        case .position(let position): String(position)
        }
      },
      fingerprint: { reference in
        switch reference {
        case .text(let text): .string(text)
        case .position(let position): .integer(position)
        }
      },
      decode: { atom, evaluator in
        if case .path(let path) = atom, path.steps.isEmpty { return .text(path.root.text) }
        switch try evaluator.evaluate(atom) {
        case .string(let text): return .text(text)
        case .number(let number):
          guard let position = Int(exactly: number.value) else {
            throw ParameterMismatch("must be a token's text or a whole position")
          }
          return .position(position)
        case let other: throw ParameterMismatch("must be a token, not \(other.typeName)")
        }
      })
  }
}

extension ParameterType where T == TokenReference {
  /// A token of a vocabulary, whose positions are the ids.
  public static var vocabularyToken: Self {
    var type = token
    type.allowed = "a token's text, or its id"
    return type
  }
}

/// How text is written in a lab.
public enum LabText {
  /// The text between quotes, escaped so that it reads back as the same text.
  public static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case "\r": out += "\\r"
      case "\0": out += "\\0"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        out += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}

import Bedrock
import Notebook

extension ParameterType where T == [TokenReference] {
  /// A list of tokens, each by its text or position: `[cold, " car", 3]`; one alone needs no brackets.
  static var tokens: Self {
    let single = ParameterType<TokenReference>.token
    return ParameterType(
      name: "list of tokens", allowed: "tokens' texts, or positions from 0", placeholder: [],
      text: { "[" + $0.map(single.text).joined(separator: ", ") + "]" },
      fingerprint: { .array($0.map(single.fingerprint)) },
      decode: { atom, evaluator in
        switch atom {
        case .list(let elements, _):
          return try elements.map { try single.decode($0, evaluator) }
        case .path(let path) where path.steps.isEmpty:
          return [.text(path.root.text)]
        default:
          return try references(evaluator.evaluate(atom))
        }
      })
  }

  private static func references(_ value: Value) throws -> [TokenReference] {
    switch value {
    case .string(let text): return [.text(text)]
    case .number(let number): return [.position(try position(number.value))]
    case .array(let array) where array.shape.count == 1:
      return try array.elements.map { .position(try position($0)) }
    case .list(let elements): return try elements.flatMap(references)
    default: throw ParameterMismatch("must be a list of tokens, not \(value.typeName)")
    }
  }

  private static func position(_ value: Double) throws -> Int {
    guard let position = Int(exactly: value) else {
      throw ParameterMismatch("must hold tokens' texts or whole positions")
    }
    return position
  }

  /// Tokens of a vocabulary, whose positions are the ids.
  static var vocabularyTokens: Self {
    var type = tokens
    type.allowed = "tokens' texts, or ids"
    return type
  }
}

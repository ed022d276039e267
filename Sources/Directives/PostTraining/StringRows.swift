import Bedrock
import Notebook

extension ParameterType where T == [[String]] {
  /// A list of rows of texts, each with the given columns: `[["prompt", "answer"], …]`.
  static func textRows(_ columns: [String]) -> Self {
    let strings = ParameterType<[String]>.strings
    let row = "[" + columns.joined(separator: ", ") + "]"
    return ParameterType(
      name: "list of rows of texts", allowed: "rows \(row)", placeholder: [],
      text: { "[" + $0.map(strings.text).joined(separator: ", ") + "]" },
      fingerprint: { .array($0.map(strings.fingerprint)) },
      decode: { atom, evaluator in
        let value = try evaluator.evaluate(atom)
        guard case .list(let rows) = value else {
          throw ParameterMismatch("must be a list of rows \(row), not \(value.typeName)")
        }
        return try rows.enumerated().map { index, value in
          guard case .list(let cells) = value, cells.count == columns.count else {
            throw ParameterMismatch("must hold rows \(row), but row \(index) is none")
          }
          return try cells.map { cell in
            guard case .string(let text) = cell else {
              throw ParameterMismatch("must hold texts, but row \(index) holds \(cell.typeName)")
            }
            return text
          }
        }
      })
  }
}

import Bedrock

extension ParameterType where T == NumericArray {
  /// A list of numbers.
  public static var vector: Self {
    array(name: "vector", placeholder: NumericArray(vector: [])) { array in
      guard array.shape.count == 1 else {
        throw ParameterMismatch("must be a vector, not an array of shape \(array.shapeText)")
      }
      return array
    }
  }

  /// A list of rows of one length.
  public static var matrix: Self {
    array(name: "matrix", placeholder: NumericArray(rows: [])) { array in
      guard array.shape.count == 2 else {
        throw ParameterMismatch(
          array.shape.count == 1
            ? "must be a matrix: a list of rows, such as [[1, 2], [3, 4]]"
            : "must be a matrix, not an array of shape \(array.shapeText)")
      }
      return array
    }
  }

  private static func array(
    name: String, placeholder: NumericArray,
    check: @escaping @Sendable (NumericArray) throws -> NumericArray
  ) -> Self {
    ParameterType(
      name: name, placeholder: placeholder, text: { $0.json.serialized(pretty: false) },
      fingerprint: { .string($0.contentHash) },
      decode: { atom, evaluator in
        try check(evaluator.numbers(atom))
      })
  }
}

extension NumericArray {
  /// The shape as errors and captions write it: `2×3`.
  public var shapeText: String { shape.map { String($0) }.joined(separator: "×") }
}

extension ParameterType where T == Expression {
  /// An expression that is not evaluated: its leaves are `let` values.
  public static var formula: Self {
    let nothing = SourceSpan(file: SourceFile(path: "", utf8: []), range: 0..<0)
    return ParameterType(
      name: "formula", placeholder: .bool(false, span: nothing), text: { $0.span.text },
      fingerprint: { .string($0.span.text) },
      decode: { atom, _ in
        switch atom {
        case .parenthesized(let expression, _): return expression
        case .path(let path): return .path(path)
        case .number(let literal): return .number(literal)
        case let other:
          throw ParameterMismatch("must be an expression in parentheses", at: other.span)
        }
      })
  }
}

extension ParameterType where T == Record {
  /// The results of an earlier directive, by its name.
  public static var record: Self {
    ParameterType(
      name: "result", placeholder: Record(), text: { $0.names.joined(separator: ", ") },
      fingerprint: { .string($0.contentHash) },
      decode: { atom, evaluator in
        let value = try evaluator.evaluateIncludingRecords(atom)
        guard case .record(let record) = value else {
          throw ParameterMismatch("must be an earlier result, not \(value.typeName)")
        }
        return record
      })
  }
}

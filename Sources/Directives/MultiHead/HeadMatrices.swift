import Bedrock
import Engine
import Notebook

/// A matrix for each head: a list of matrices, or one matrix for one head.
struct HeadMatrices: Sendable {
  let matrices: [DoubleMatrix]
  /// The labels of the columns, if they have any.
  let columnLabels: [String]?
}

extension ParameterType where T == HeadMatrices {
  /// A list of matrices of one shape, one a head; a single matrix is one head's.
  static var headMatrices: Self {
    ParameterType(
      name: "list of matrices", placeholder: HeadMatrices(matrices: [], columnLabels: nil),
      text: { value in "\(value.matrices.count) matrices" },
      fingerprint: { value in
        .array(
          value.matrices.map { .array($0.rows.map { .array($0.map(JSON.double)) }) }
            + [.array((value.columnLabels ?? []).map(JSON.string))])
      },
      decode: { atom, evaluator in
        let array = try evaluator.numbers(atom)
        let axes = array.shape.count
        guard axes == 2 || axes == 3 else {
          throw ParameterMismatch(
            "must be a matrix, or a list of matrices of one shape, not an array of shape"
              + " \(array.shapeText)")
        }
        let (rows, columns) = (array.shape[axes - 2], array.shape[axes - 1])
        let count = axes == 2 ? 1 : array.shape[0]
        let size = rows * columns
        return HeadMatrices(
          matrices: (0..<count).map { head in
            DoubleMatrix(
              rowCount: rows, columnCount: columns,
              elements: Array(array.elements[head * size..<(head + 1) * size]))
          }, columnLabels: array.labels[axes - 1])
      })
  }
}

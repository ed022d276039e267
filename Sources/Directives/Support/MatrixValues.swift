import Engine
import Notebook

extension Value {
  /// A matrix with its axes labelled.
  ///
  /// - Parameter width: `.float` only for numbers that were Floats and were not computed with.
  static func matrix(
    _ matrix: DoubleMatrix, rows: [String]? = nil, columns: [String]? = nil,
    width: NumberWidth = .double
  ) -> Value {
    .array(
      NumericArray(
        shape: [matrix.rowCount, matrix.columnCount], elements: matrix.elements,
        width: width, labels: [rows, columns]))
  }
}

extension DoubleMatrix {
  /// A parameter's matrix.
  ///
  /// - Precondition: two axes, as a parameter of type matrix has.
  init(_ array: NumericArray) {
    self.init(rowCount: array.shape[0], columnCount: array.shape[1], elements: array.elements)
  }
}

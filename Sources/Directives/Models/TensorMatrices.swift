import Engine
import Numerics

extension DoubleMatrix {
  /// A matrix of a tensor's numbers; a vector is one row.
  init(_ tensor: Tensor) {
    let columns = tensor.shape.last ?? 0
    self.init(
      rowCount: columns == 0 ? 0 : tensor.count / columns, columnCount: columns,
      elements: tensor.elements.map { Double($0) })
  }

  /// The matrix `[first, last]` at a position of the middle axis of a tensor `[first, middle, last]`.
  init(_ tensor: Tensor, middle position: Int) {
    let (rows, middle, columns) = (tensor.shape[0], tensor.shape[1], tensor.shape[2])
    let elements = tensor.elements
    self.init(
      rowCount: rows, columnCount: columns,
      elements: (0..<rows).flatMap { row in
        let start = (row * middle + position) * columns
        return elements[start..<start + columns].map { Double($0) }
      })
  }

  /// The matrix `[rows, columns]` at a position of the first axis of a tensor `[first, rows, columns]`.
  init(_ tensor: Tensor, first position: Int) {
    let size = tensor.shape[1] * tensor.shape[2]
    self.init(
      rowCount: tensor.shape[1], columnCount: tensor.shape[2],
      elements: tensor.elements[position * size..<(position + 1) * size].map { Double($0) })
  }
}

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
    var elements: [Double] = []
    elements.reserveCapacity(rows * columns)
    tensor.withElements { all in
      for row in 0..<rows {
        let start = (row * middle + position) * columns
        for index in start..<start + columns { elements.append(Double(all[index])) }
      }
    }
    self.init(rowCount: rows, columnCount: columns, elements: elements)
  }

  /// The matrix `[rows, columns]` at a position of the first axis of a tensor `[first, rows, columns]`.
  init(_ tensor: Tensor, first position: Int) {
    let size = tensor.shape[1] * tensor.shape[2]
    self.init(
      rowCount: tensor.shape[1], columnCount: tensor.shape[2],
      elements: tensor.withElements { all in
        (position * size..<(position + 1) * size).map { Double(all[$0]) }
      })
  }
}

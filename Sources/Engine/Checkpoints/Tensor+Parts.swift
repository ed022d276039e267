import Numerics

extension Tensor {
  /// A matrix with rows and columns exchanged; a vector stays as it is.
  public func transposedMatrix() -> Tensor {
    guard rank == 2 else { return self }
    let (rows, columns) = (shape[0], shape[1])
    var result = Tensor(zeros: [columns, rows])
    withElements { source in
      result.withMutableElements { target in
        for row in 0..<rows {
          for column in 0..<columns {
            target[column * rows + row] = source[row * columns + column]
          }
        }
      }
    }
    return result
  }

  /// Tensors of the same row shape, one below the other along the first axis.
  static func joiningRows(_ parts: [Tensor]) -> Tensor {
    var shape = parts[0].shape
    shape[0] = parts.reduce(0) { $0 + $1.shape[0] }
    var result = Tensor(zeros: shape)
    result.withMutableElements { target in
      var place = 0
      for part in parts {
        part.withElements { source in
          for index in source.indices { target[place + index] = source[index] }
        }
        place += part.count
      }
    }
    return result
  }

  /// Cuts along the first axis into tensors of the given shapes, which together take all elements.
  func splitRows(_ shapes: [[Int]]) -> [Tensor] {
    guard shapes.count > 1 else { return [self] }
    var place = 0
    return shapes.map { shape in
      var part = Tensor(zeros: shape)
      let first = place
      place += part.count
      withElements { source in
        part.withMutableElements { target in
          for index in target.indices { target[index] = source[first + index] }
        }
      }
      return part
    }
  }
}

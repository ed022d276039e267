extension Tensor {
  /// A copy with the last two axes exchanged. Throws if there are fewer.
  public func transposed() throws(ShapeError) -> Tensor {
    guard rank >= 2 else {
      throw ShapeError("transposed", [shape], "a matrix has two axes or more")
    }
    let (rows, columns) = (shape[rank - 2], shape[rank - 1])
    let result = Tensor(uninitialized: Array(shape.dropLast(2)) + [columns, rows])
    let size = rows * columns
    for matrix in 0..<(size == 0 ? 0 : count / size) {
      let (from, to) = (storage.start + matrix * size, result.storage.start + matrix * size)
      for row in 0..<rows {
        for column in 0..<columns { to[column &* rows &+ row] = from[row &* columns &+ column] }
      }
    }
    withExtendedLifetime(storage) {}
    return result
  }

  /// A copy of some columns of every row: the last axis becomes `range`.
  public func columns(_ range: Range<Int>) -> Tensor {
    requireColumns(range)
    let result = Tensor(uninitialized: Array(shape.dropLast()) + [range.count])
    for row in 0..<rowCount {
      (result.storage.start + row * range.count).update(
        from: storage.start + row * width + range.lowerBound, count: range.count)
    }
    withExtendedLifetime(storage) {}
    return result
  }

  /// Puts other values into some columns of every row. Throws if there are not as many.
  public mutating func setColumns(
    _ range: Range<Int>, to values: Tensor
  ) throws(ShapeError) {
    requireColumns(range)
    let expected = Array(shape.dropLast()) + [range.count]
    guard values.shape == expected else {
      throw ShapeError("setColumns", [values.shape, expected], "the shapes differ")
    }
    let (start, width) = (writableStart(), width)
    for row in 0..<rowCount {
      (start + row * width + range.lowerBound).update(
        from: values.storage.start + row * range.count, count: range.count)
    }
    withExtendedLifetime(values) {}
  }

  /// The rows of several tensors, one below the other: `[rows, width]`. Throws if the widths differ.
  public static func stackingRows(_ parts: [Tensor]) throws(ShapeError) -> Tensor {
    let width = parts.first?.width ?? 0
    for part in parts where part.width != width {
      throw ShapeError("stackingRows", [parts[0].shape, part.shape], "the widths differ")
    }
    let result = Tensor(uninitialized: [parts.reduce(0) { $0 + $1.rowCount }, width])
    var next = result.storage.start
    for part in parts {
      next.update(from: part.storage.start, count: part.count)
      next += part.count
    }
    withExtendedLifetime(parts) {}
    return result
  }

  private func requireColumns(_ range: Range<Int>) {
    precondition(
      rank > 0 && range.lowerBound >= 0 && range.upperBound <= width,
      "expected columns within 0..<\(width), got \(range)")
  }
}

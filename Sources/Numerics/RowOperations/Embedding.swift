extension Tensor {
  /// The rows of this matrix that `ids` name, in their order: an embedding. `[ids.count, width]`.
  ///
  /// Throws if an id is no row.
  public func gathering(_ ids: [Int], pool: WorkerPool = .default) throws(ShapeError) -> Tensor {
    try requireRows(ids, "gathering")
    let result = Tensor(uninitialized: [ids.count, width])
    let (width, x, y) = (width, UnsafePointer(storage.start), result.storage.start)
    pool.forEachRange(ids.count, cost: width / 8) { positions in
      for position in positions {
        (y + position &* width).update(from: x + ids[position] &* width, count: width)
      }
    }
    withExtendedLifetime(storage) {}
    return result
  }

  /// Adds rows to the rows that `ids` name, in their order: the gradient of `gathering`.
  ///
  /// Where an id occurs several times, its rows are added in ascending order of their positions.
  public mutating func scatterAdd(
    _ rows: Tensor, _ ids: [Int], pool: WorkerPool = .default
  ) throws(ShapeError) {
    guard rows.shape == [ids.count, width] else {
      throw ShapeError("scatterAdd", [rows.shape, [ids.count, width]], "the shapes differ")
    }
    try requireRows(ids, "scatterAdd")
    let width = width
    let (x, g) = (writableStart(), UnsafePointer(rows.storage.start))
    // Shared out by columns, so that each sum has its order.
    pool.forEachRange(width, cost: ids.count, multiple: 16) { columns in
      for (position, id) in ids.enumerated() {
        let (target, source) = (x + id &* width, g + position &* width)
        Lanewise.map(target, source, into: target, columns) { $0 + $1 }
      }
    }
    withExtendedLifetime(rows) {}
  }

  private func requireRows(_ ids: [Int], _ operation: String) throws(ShapeError) {
    guard rank == 2 else { throw ShapeError(operation, [shape], "a table has two axes") }
    for id in ids where id < 0 || id >= shape[0] {
      throw ShapeError(operation, [shape, [ids.count]], "there is no row \(id)")
    }
  }
}

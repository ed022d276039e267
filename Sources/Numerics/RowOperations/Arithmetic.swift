extension Tensor {
  /// The sum, element by element. Throws if the shapes differ.
  public func adding(_ other: Tensor, pool: WorkerPool = .default) throws(ShapeError) -> Tensor {
    try combined(with: other, "adding", cost: 1, pool: pool) { $0 + $1 }
  }

  /// The difference, element by element. Throws if the shapes differ.
  public func subtracting(
    _ other: Tensor, pool: WorkerPool = .default
  ) throws(ShapeError) -> Tensor {
    try combined(with: other, "subtracting", cost: 1, pool: pool) { $0 - $1 }
  }

  /// The product, element by element. Throws if the shapes differ.
  public func multiplied(
    by other: Tensor, pool: WorkerPool = .default
  ) throws(ShapeError) -> Tensor {
    try combined(with: other, "multiplied", cost: 1, pool: pool) { $0 * $1 }
  }

  /// Every element times a factor.
  public func scaled(by factor: Float, pool: WorkerPool = .default) -> Tensor {
    mapped(cost: 1, pool: pool) { $0 * factor }
  }

  /// Adds another tensor in place. Throws if the shapes differ.
  public mutating func add(_ other: Tensor, pool: WorkerPool = .default) throws(ShapeError) {
    try combine(with: other, "add", cost: 1, pool: pool) { $0 + $1 }
  }

  /// Adds a multiple of another tensor in place, rounded once: `x ← fma(factor, other, x)`.
  public mutating func add(
    _ other: Tensor, times factor: Float, pool: WorkerPool = .default
  ) throws(ShapeError) {
    try combine(with: other, "add", cost: 1, pool: pool) {
      $0.addingProduct($1, Lanes(repeating: factor))
    }
  }

  /// Multiplies every element by a factor in place.
  public mutating func scale(by factor: Float, pool: WorkerPool = .default) {
    let x = writableStart()
    pool.forEachRange(count, cost: 1, multiple: 16) {
      Lanewise.map(x, into: x, $0) { $0 * factor }
    }
  }

  /// Adds a vector to every row in place: a bias. Throws if it is not as wide as a row.
  public mutating func addToRows(
    _ vector: Tensor, pool: WorkerPool = .default
  ) throws(ShapeError) {
    guard rank > 0, vector.shape == [width] else {
      throw ShapeError("addToRows", [shape, vector.shape], "the vector is not as wide as a row")
    }
    let width = width
    let x = writableStart()
    let bias = UnsafePointer(vector.storage.start)
    pool.forEachRange(rowCount, cost: width) { rows in
      for row in rows {
        Lanewise.map(x + row &* width, bias, into: x + row &* width, 0..<width) { $0 + $1 }
      }
    }
    withExtendedLifetime(vector) {}
  }
}

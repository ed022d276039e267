/// The right operand of many products: floats in panels, or a file's blocks.
public enum WeightMatrix: Sendable {
  case floats(PackedMatrix)
  case blocks(BlockMatrix)

  /// The inner size of products with it.
  public var rows: Int {
    switch self {
    case .floats(let matrix): matrix.rows
    case .blocks(let matrix): matrix.rows
    }
  }

  /// How wide the products are.
  public var columns: Int {
    switch self {
    case .floats(let matrix): matrix.columns
    case .blocks(let matrix): matrix.columns
    }
  }

  var blocks: BlockMatrix? {
    if case .blocks(let matrix) = self { matrix } else { nil }
  }

  /// The bytes that products read.
  public var byteCount: Int {
    switch self {
    case .floats(let matrix): 4 * matrix.rows * matrix.columns
    case .blocks(let matrix): matrix.byteCount
    }
  }

  /// Columns of the matrix, each as a row: `[picked.count, rows]`. Throws if a position is none.
  public func columns(_ picked: [Int], pool: WorkerPool = .default) throws(ShapeError) -> Tensor {
    switch self {
    case .floats(let matrix): try matrix.columns(picked, pool: pool)
    case .blocks(let matrix): try matrix.columns(picked, pool: pool)
    }
  }
}

/// The matrix product with a weight matrix: `[…, k]` by `k` by `n` gives `[…, n]`.
///
/// Law: see `matmul(_:_:transposeA:transposeB:alpha:pool:)`; the bits do not depend on how the matrix
/// is kept.
public func matmul(
  _ a: Tensor, _ b: WeightMatrix, pool: WorkerPool = .default
) throws(ShapeError) -> Tensor {
  switch b {
  case .floats(let matrix): return try matmul(a, matrix, pool: pool)
  case .blocks(let matrix): return try matmul(a, matrix, pool: pool)
  }
}

/// The products of the same rows with several weight matrices, each as by itself; one row multiplies
/// them all in one loop.
public func matmul(
  _ a: Tensor, _ matrices: [WeightMatrix], pool: WorkerPool = .default
) throws(ShapeError) -> [Tensor] {
  let blocks = matrices.compactMap(\.blocks)
  let size = matrices.reduce(0) { $0 + $1.rows * $1.columns }
  guard a.rowCount == 1, blocks.count == matrices.count, size >= MatrixProduct.worthSharing,
    blocks.allSatisfy({ $0.rows == a.width })
  else {
    var products: [Tensor] = []
    for matrix in matrices { products.append(try matmul(a, matrix, pool: pool)) }
    return products
  }
  let products = blocks.map { Tensor(uninitialized: Array(a.shape.dropLast()) + [$0.columns]) }
  let ends = blocks.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.tileCount) }
  let x = UnsafePointer(a.storage.start)
  pool.forEachSharing(ends[ends.count - 1]) { tile in
    let which = (ends.firstIndex { $0 > tile } ?? 1) - 1
    blocks[which].product(x, tile: tile - ends[which], into: products[which].storage.start)
  }
  withExtendedLifetime((a, blocks, products)) {}
  return products
}

/// The matrix product with a matrix in blocks: one row multiplies them as they lie, several have them
/// spread out panel by panel.
public func matmul(
  _ a: Tensor, _ b: BlockMatrix, pool: WorkerPool = .default
) throws(ShapeError) -> Tensor {
  guard a.rank >= 1, a.width == b.rows else {
    throw ShapeError(
      "matmul", [a.shape, [b.rows, b.columns]], "the inner sizes \(a.width) and \(b.rows) differ")
  }
  let c = Tensor(uninitialized: Array(a.shape.dropLast()) + [b.columns])
  let (x, out) = (UnsafePointer(a.storage.start), c.storage.start)
  if a.rowCount == 1 {
    if b.rows * b.columns < MatrixProduct.worthSharing {
      for tile in 0..<b.tileCount { b.product(x, tile: tile, into: out) }
    } else {
      pool.forEachSharing(b.tileCount) { tile in b.product(x, tile: tile, into: out) }
    }
  } else {
    MatrixProduct(
      a: MatrixView(x, rows: a.rowCount, columns: a.width, stride: a.width), alpha: 1, beta: 0,
      columns: b.columns, c: out, stride: b.columns, pool: pool
    ).compute(b)
  }
  withExtendedLifetime((a, b, c)) {}
  return c
}

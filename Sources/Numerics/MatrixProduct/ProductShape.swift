/// The sizes of a (batched) matrix product, checked.
struct ProductShape {
  let outputShape: [Int]
  private let batch: Int
  private let rows: Int
  private let inner: Int
  private let columns: Int
  private let transposeA: Bool
  private let transposeB: Bool
  private let isSharedB: Bool

  init(_ a: Tensor, _ b: Tensor, transposeA: Bool, transposeB: Bool) throws(ShapeError) {
    func refuse(_ rule: String) -> ShapeError { ShapeError("matmul", [a.shape, b.shape], rule) }
    guard a.rank >= 2, b.rank >= 2 else { throw refuse("a matrix has two axes or more") }
    let (aRows, aColumns) = (a.shape[a.rank - 2], a.shape[a.rank - 1])
    let (bRows, bColumns) = (b.shape[b.rank - 2], b.shape[b.rank - 1])
    let leading = Array(a.shape.dropLast(2))
    guard b.rank == 2 || Array(b.shape.dropLast(2)) == leading else {
      throw refuse("the leading axes differ")
    }
    let aInner = transposeA ? aRows : aColumns
    let bInner = transposeB ? bColumns : bRows
    guard aInner == bInner else { throw refuse("the inner sizes \(aInner) and \(bInner) differ") }
    rows = transposeA ? aColumns : aRows
    inner = aInner
    columns = transposeB ? bRows : bColumns
    outputShape = leading + [rows, columns]
    guard Tensor.elementCount(of: outputShape) != nil else { throw refuse("too many elements") }
    batch = leading.reduce(1, *)
    isSharedB = b.rank == 2
    self.transposeA = transposeA
    self.transposeB = transposeB
  }

  func compute(
    _ a: Tensor, _ b: Tensor, alpha: Float, beta: Float, into c: UnsafeMutablePointer<Float>,
    pool: WorkerPool
  ) {
    defer { withExtendedLifetime((a, b)) {} }
    if isSharedB && !transposeA {
      // The matrices of `a` lie one below the other: one product does them all.
      product(a, 0, rows: batch * rows, b, 0, alpha, beta, c, pool)
      return
    }
    let one: (Int) -> Void = { index in
      product(
        a, index * rows * inner, rows: rows, b, isSharedB ? 0 : index * inner * columns, alpha,
        beta, c + index * rows * columns, pool)
    }
    // Many small products are shared out whole; few large ones are cut up themselves.
    if batch >= 2 * pool.threads, batch * rows * inner * columns >= MatrixProduct.worthSharing {
      pool.forEachSharing(batch, one)
    } else {
      for index in 0..<batch { one(index) }
    }
  }

  private func product(
    _ a: Tensor, _ aOffset: Int, rows: Int, _ b: Tensor, _ bOffset: Int, _ alpha: Float,
    _ beta: Float, _ c: UnsafeMutablePointer<Float>, _ pool: WorkerPool
  ) {
    let left = view(a.storage.start + aOffset, rows, inner, isTransposed: transposeA)
    let right = view(b.storage.start + bOffset, inner, columns, isTransposed: transposeB)
    MatrixProduct(
      a: left, alpha: alpha, beta: beta, columns: columns, c: c, stride: columns, pool: pool
    ).compute(right)
  }

  private func view(
    _ start: UnsafePointer<Float>, _ rows: Int, _ columns: Int, isTransposed: Bool
  ) -> MatrixView {
    isTransposed
      ? MatrixView(start, rows: columns, columns: rows, stride: rows).transposed
      : MatrixView(start, rows: rows, columns: columns, stride: columns)
  }
}

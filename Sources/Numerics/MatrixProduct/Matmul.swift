/// The matrix product of the last two axes.
///
/// Law: each output is one chain of fused multiply-adds over the inner index in ascending order,
/// `c ← fma(alpha · a[i, k], b[k, j], c)`, that begins with 0. A row of the result depends on its own
/// row of `a` only: one row at a time gives the same bits as all at once.
///
/// - Parameters:
///   - a: `[…, m, k]`, or `[…, k, m]` if `transposeA`.
///   - b: `[…, k, n]`, or `[…, n, k]` if `transposeB`; its leading axes are those of `a`, or it is one
///     matrix for all of them.
///   - alpha: a factor for each element of `a`.
/// - Returns: `[…, m, n]`.
public func matmul(
  _ a: Tensor, _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false, alpha: Float = 1,
  pool: WorkerPool = .default
) throws(ShapeError) -> Tensor {
  let batch = try ProductShape(a, b, transposeA: transposeA, transposeB: transposeB)
  var c = Tensor(uninitialized: batch.outputShape)
  batch.compute(a, b, alpha: alpha, beta: 0, into: c.writableStart(), pool: pool)
  return c
}

/// The matrix product of the last two axes, added to what stands in `c`: `c ← alpha·a·b + beta·c`.
///
/// The chain of each output begins with `beta · c[i, j]`; if `beta` is 0, `c` is not read. See
/// `matmul(_:_:transposeA:transposeB:alpha:pool:)` for the shapes.
public func matmul(
  _ a: Tensor, _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false, alpha: Float = 1,
  into c: inout Tensor, beta: Float = 0, pool: WorkerPool = .default
) throws(ShapeError) {
  let batch = try ProductShape(a, b, transposeA: transposeA, transposeB: transposeB)
  guard c.shape == batch.outputShape else {
    throw ShapeError("matmul", [c.shape, batch.outputShape], "the output has another shape")
  }
  let output = beta == 0 ? c.overwritableStart() : c.writableStart()
  batch.compute(a, b, alpha: alpha, beta: beta, into: output, pool: pool)
}

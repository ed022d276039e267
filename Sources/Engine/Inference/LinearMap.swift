import Numerics

/// A map y = x wᵀ + b with the weights packed for products.
struct LinearMap: Sendable {
  let matrix: PackedMatrix
  let bias: Tensor?

  /// - Parameters:
  ///   - weight: `[to, from]`.
  ///   - bias: `[to]`.
  init(_ weight: Tensor, bias: Tensor?, pool: WorkerPool) throws(ShapeError) {
    matrix = try PackedMatrix(weight, transposed: true, pool: pool)
    self.bias = bias
  }

  /// The map of each row.
  func callAsFunction(_ x: Tensor, pool: WorkerPool) throws(ShapeError) -> Tensor {
    var y = try matmul(x, matrix, pool: pool)
    if let bias { try y.addToRows(bias, pool: pool) }
    return y
  }
}

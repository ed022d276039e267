import Numerics

/// A map y = x wᵀ + b with the weights laid out for products.
struct LinearMap: Sendable {
  /// `from` by `to`.
  let matrix: WeightMatrix
  /// `[to]`
  let bias: Tensor?

  /// The map of each row.
  func callAsFunction(_ x: Tensor, pool: WorkerPool) throws(ShapeError) -> Tensor {
    var y = try matmul(x, matrix, pool: pool)
    if let bias { try y.addToRows(bias, pool: pool) }
    return y
  }
}

extension [LinearMap] {
  /// The maps of the same rows.
  func callAsFunction(_ x: Tensor, pool: WorkerPool) throws(ShapeError) -> [Tensor] {
    var results = try matmul(x, map(\.matrix), pool: pool)
    for (index, map) in enumerated() {
      if let bias = map.bias { try results[index].addToRows(bias, pool: pool) }
    }
    return results
  }
}

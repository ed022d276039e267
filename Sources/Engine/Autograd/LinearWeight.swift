import Numerics

/// The matrix of a linear map on a tape, `[to, from]`, with its packed forms where there are any.
struct LinearWeight {
  let id: Int
  let matrix: Tensor
  private let forward: PackedMatrix?
  private let backward: PackedMatrix?

  init(_ weight: Variable, _ packed: PackedParameters?) {
    id = weight.id
    matrix = weight.value
    if let packed, packed.forward.indices.contains(id) {
      (forward, backward) = (packed.forward[id], packed.backward[id])
    } else {
      (forward, backward) = (nil, nil)
    }
  }

  /// x wᵀ + b for each row.
  func map(_ x: Tensor, bias: Tensor?, _ pool: WorkerPool) throws(ShapeError) -> Tensor {
    var y: Tensor
    if let forward {
      y = try matmul(x, forward, pool: pool)
    } else {
      y = try matmul(x, matrix, transposeB: true, pool: pool)
    }
    if let bias { try y.addToRows(bias, pool: pool) }
    return y
  }

  /// g w, the gradient of the map's argument.
  func inputGradient(_ gradient: Tensor, _ pool: WorkerPool) throws(ShapeError) -> Tensor {
    guard let backward else { return try matmul(gradient, matrix, pool: pool) }
    return try matmul(gradient, backward, pool: pool)
  }

  /// Adds g w, one chain going on from what stands there.
  func addInputGradient(
    _ gradient: Tensor, to sum: inout Tensor, _ pool: WorkerPool
  ) throws(ShapeError) {
    guard let backward else {
      return try matmul(gradient, matrix, into: &sum, beta: 1, pool: pool)
    }
    try matmul(gradient, backward, into: &sum, beta: 1, pool: pool)
  }
}

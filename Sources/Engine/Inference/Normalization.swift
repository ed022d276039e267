import Numerics

/// The norm of a residual stream: RMSNorm, LayerNorm where there is a bias, and the stream itself where
/// a model has no norms.
struct Normalization: Sendable {
  let weight: Tensor?
  let bias: Tensor?
  let epsilon: Float

  func callAsFunction(_ x: Tensor, pool: WorkerPool) throws(ShapeError) -> Tensor {
    guard let weight else { return x }
    guard let bias else { return try x.rmsNorm(weight: weight, epsilon: epsilon, pool: pool) }
    return try x.layerNorm(weight: weight, bias: bias, epsilon: epsilon, pool: pool)
  }
}

import Numerics

/// The norm of a row: RMSNorm, LayerNorm, or the row itself where a model has no norms.
struct Normalization: Sendable {
  let weight: Tensor?
  let bias: Tensor?
  let epsilon: Float
  let kind: NormKind

  func callAsFunction(_ x: Tensor, pool: WorkerPool) throws(ShapeError) -> Tensor {
    guard let weight else { return x }
    switch kind {
    case .rms: return try x.rmsNorm(weight: weight, epsilon: epsilon, pool: pool)
    case .layer:
      let bias = bias ?? Tensor(zeros: weight.shape)
      return try x.layerNorm(weight: weight, bias: bias, epsilon: epsilon, pool: pool)
    }
  }
}

import Bedrock
import Numerics

/// The map from the last stream to logits, and what some models do to them then.
struct OutputMap: Sendable {
  let map: LinearMap
  /// What logits are divided by.
  let divisor: Float
  /// The most that a logit can be; nil for no limit.
  let cap: Float?

  func callAsFunction(_ x: Tensor, pool: WorkerPool) throws(ShapeError) -> Tensor {
    var logits = try uncapped(x, pool: pool)
    if let cap { logits.bend(below: cap) }
    return logits
  }

  /// What a stream adds to logits, without the bias and before the cap.
  func linear(_ x: Tensor, pool: WorkerPool) throws -> Tensor {
    var logits = try matmul(x, map.matrix, pool: pool)
    if divisor != 1 { logits.scale(by: 1 / divisor, pool: pool) }
    return logits
  }

  /// The logits before their cap: affine in the stream.
  func uncapped(_ x: Tensor, pool: WorkerPool) throws(ShapeError) -> Tensor {
    var logits = try map(x, pool: pool)
    if divisor != 1 { logits.scale(by: 1 / divisor, pool: pool) }
    return logits
  }
}

extension Tensor {
  /// x ← c tanh(x / c): what is small stays, and nothing exceeds c.
  fileprivate mutating func bend(below cap: Float) {
    withMutableElements { elements in
      for index in elements.indices {
        elements[index] = cap * Elementary.tanh(elements[index] / cap)
      }
    }
  }
}

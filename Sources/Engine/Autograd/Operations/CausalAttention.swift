import Numerics

/// How rows of a batch are cut into sequences and heads.
public struct HeadShape: Sendable, Equatable {
  /// The number of sequences; each has the same number of tokens.
  public var batch: Int
  public var heads: Int
  public var keyValueHeads: Int
  public var headWidth: Int

  public init(batch: Int, heads: Int, keyValueHeads: Int, headWidth: Int) {
    self.batch = batch
    self.heads = heads
    self.keyValueHeads = keyValueHeads
    self.headWidth = headWidth
  }

  /// Rows `[batch · tokens, heads · headWidth]` as `[batch, tokens, heads, headWidth]`.
  func split(_ x: Tensor, heads: Int) throws(ShapeError) -> Tensor {
    try x.reshaped([batch, x.rowCount / max(batch, 1), heads, headWidth])
  }
}

extension Tape {
  /// Causal attention within each sequence of a batch.
  ///
  /// - Parameters:
  ///   - q: `[batch · tokens, heads · headWidth]`.
  ///   - k: `[batch · tokens, keyValueHeads · headWidth]`, and so `v`.
  public mutating func attention(
    _ q: Variable, _ k: Variable, _ v: Variable, _ shape: HeadShape, scale: Float
  ) throws(ShapeError) -> Variable {
    let operation = CausalAttention(
      q: q.id, k: k.id, v: v.id, shape: shape, scale: scale,
      queries: try shape.split(q.value, heads: shape.heads),
      keys: try shape.split(k.value, heads: shape.keyValueHeads),
      values: try shape.split(v.value, heads: shape.keyValueHeads))
    let result = try Numerics.attention(
      operation.queries, operation.keys, operation.values, isCausal: true, scale: scale, pool: pool)
    return record(operation, try result.output.reshaped(q.value.shape))
  }
}

private struct CausalAttention: TapeOperation {
  let q: Int
  let k: Int
  let v: Int
  let shape: HeadShape
  let scale: Float
  let queries: Tensor
  let keys: Tensor
  let values: Tensor

  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError) {
    let all = try attentionBackward(
      queries, keys, values, gradient: try shape.split(gradient, heads: shape.heads),
      isCausal: true, scale: scale, pool: pass.pool)
    try pass.accumulate(rows(all.q), to: q)
    try pass.accumulate(rows(all.k), to: k)
    try pass.accumulate(rows(all.v), to: v)
  }

  private func rows(_ x: Tensor) throws(ShapeError) -> Tensor {
    try x.reshaped([x.shape[0] * x.shape[1], x.shape[2] * x.shape[3]])
  }
}

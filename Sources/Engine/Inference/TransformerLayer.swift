import Numerics

/// One layer: attention and feed-forward, each reading a norm of the residual stream and adding to it.
struct TransformerLayer: Sendable {
  let index: Int
  let attention: AttentionBlock
  let feedForward: FeedForwardBlock

  init(_ reader: WeightReader, index: Int, rotary: RotaryEmbedding?) throws {
    self.index = index
    attention = try AttentionBlock(reader, layer: index, rotary: rotary)
    feedForward = try FeedForwardBlock(reader, layer: index)
  }

  /// Adds the layer's share to the residual stream `x`, `[tokens, width]`.
  func callAsFunction(
    _ x: inout Tensor, cache: inout KeyValueCache, taps: Taps?, pool: WorkerPool
  ) throws {
    try x.add(try attention(x, cache: &cache, taps: taps, pool: pool), pool: pool)
    try taps.visit(.layer(index, .residualMiddle), &x)
    try x.add(try feedForward(x, taps: taps, pool: pool), pool: pool)
    try taps.visit(.layer(index, .residual), &x)
  }
}

import Numerics

/// One layer: attention and feed-forward, each reading a norm of the residual stream and adding to it
/// (or, in a model without residual connections, replacing it).
struct TransformerLayer: Sendable {
  let index: Int
  private let isResidual: Bool
  let attention: AttentionBlock
  let feedForward: FeedForwardBlock

  init(_ reader: WeightReader, index: Int, rotary: RotaryEmbedding?) throws {
    self.index = index
    isResidual = reader.configuration.isResidual
    attention = try AttentionBlock(reader, layer: index, rotary: rotary)
    feedForward = try FeedForwardBlock(reader, layer: index)
  }

  var weightBytes: Int {
    let attentionMaps = [attention.query, attention.key, attention.value, attention.output]
    let maps =
      attentionMaps + [feedForward.gate, feedForward.up, feedForward.down].compactMap { $0 }
    return maps.reduce(0) { $0 + $1.matrix.byteCount }
  }

  /// Adds the layer's share to the residual stream `x`, `[tokens, width]`.
  func callAsFunction(
    _ x: inout Tensor, cache: inout KeyValueCache, taps: Taps?, pool: WorkerPool
  ) throws {
    _ = try self(&x, cache: &cache, through: .logits, taps: taps, pool: pool)
  }

  /// The same as far as a point; true if that lies in this layer. An attention or a feed-forward that
  /// is begun is finished.
  func callAsFunction(
    _ x: inout Tensor, cache: inout KeyValueCache, through last: TapPoint, taps: Taps?,
    pool: WorkerPool
  ) throws -> Bool {
    let isLast = last.layer == index
    try take(try attention(x, cache: &cache, taps: taps, pool: pool), into: &x, pool)
    try taps.visit(.layer(index, .residualMiddle), &x)
    if isLast, last.isInAttention { return true }
    try take(try feedForward(x, taps: taps, pool: pool), into: &x, pool)
    try taps.visit(.layer(index, .residual), &x)
    return isLast
  }

  private func take(_ share: Tensor, into x: inout Tensor, _ pool: WorkerPool) throws {
    if isResidual {
      try x.add(share, pool: pool)
    } else {
      x = share
    }
  }
}

import Numerics

/// One layer: attention and feed-forward, each reading the residual stream and adding to it (or, in a
/// model without residual connections, replacing it).
struct TransformerLayer: Sendable {
  let index: Int
  private let isResidual: Bool
  let attention: AttentionBlock
  let feedForward: FeedForwardBlock
  /// Whether the feed-forward reads what the attention reads.
  let isParallel: Bool

  init(_ reader: WeightReader, index: Int, rotary: LayerRotary?) throws {
    self.index = index
    isResidual = reader.configuration.isResidual
    isParallel = reader.configuration.isParallel
    attention = try AttentionBlock(reader, layer: index, rotary: rotary)
    feedForward = try FeedForwardBlock(reader, layer: index)
  }

  var weightBytes: Int {
    let attentionMaps = [attention.query, attention.key, attention.value, attention.output]
    return attentionMaps.reduce(feedForward.weightBytes) { $0 + $1.matrix.byteCount }
  }

  /// Adds the layer's share to the residual stream `x`, `[tokens, width]`.
  func callAsFunction(
    _ x: inout Tensor, cache: inout KeyValueCache, isLong: Bool, taps: Taps?, pool: WorkerPool
  ) throws {
    _ = try self(
      &x, cache: &cache, isLong: isLong, through: .logits, taps: taps, pool: pool)
  }

  /// The same as far as a point; true if that lies in this layer. An attention or a feed-forward that
  /// is begun is finished.
  func callAsFunction(
    _ x: inout Tensor, cache: inout KeyValueCache, isLong: Bool, through last: TapPoint,
    taps: Taps?, pool: WorkerPool
  ) throws -> Bool {
    let isLast = last.layer == index
    let before = isParallel ? x : nil
    try take(
      try attention(x, cache: &cache, isLong: isLong, taps: taps, pool: pool), into: &x, pool)
    try taps.visit(.layer(index, .residualMiddle), &x)
    if isLast, last.isInAttention { return true }
    try take(try feedForward(before ?? x, taps: taps, pool: pool), into: &x, pool)
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

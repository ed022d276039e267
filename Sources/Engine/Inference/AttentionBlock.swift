import Numerics

/// The attention of a layer: queries, keys and values of the tokens, and the sums over what is cached.
struct AttentionBlock: Sendable {
  let layer: Int
  let heads: Int
  let keyValueHeads: Int
  let headWidth: Int
  let scale: Float
  let norm: Normalization
  let query: LinearMap
  let key: LinearMap
  let value: LinearMap
  let output: LinearMap
  let rotary: RotaryEmbedding?

  init(_ reader: WeightReader, layer: Int, rotary: RotaryEmbedding?) throws {
    let configuration = reader.configuration
    self.layer = layer
    heads = configuration.heads
    keyValueHeads = configuration.keyValueHeads
    headWidth = configuration.headWidth
    scale = configuration.attentionScale
    norm = try reader.norm(.layer(layer, .attentionNorm), .layer(layer, .attentionNormBias))
    query = try reader.map(layer, .query, .queryBias)
    key = try reader.map(layer, .key, .keyBias)
    value = try reader.map(layer, .value, .valueBias)
    output = try reader.map(layer, .attentionOutput, .attentionOutputBias)
    self.rotary = rotary
  }

  /// What the attention adds to the residual stream `x`; keys and values go into the cache.
  func callAsFunction(
    _ x: Tensor, cache: inout KeyValueCache, taps: Taps?, pool: WorkerPool
  ) throws -> Tensor {
    var normed = try norm(x, pool: pool)
    try taps.visit(.layer(layer, .attentionNorm), &normed)
    let parts = try [query, key, value](normed, pool: pool)
    var q = try part(parts[0], heads, .query, taps)
    var k = try part(parts[1], keyValueHeads, .key, taps)
    let v = try part(parts[2], keyValueHeads, .value, taps)
    if let rotary {
      try rotary.rotate(&q, firstPosition: cache.count, pool: pool)
      try rotary.rotate(&k, firstPosition: cache.count, pool: pool)
    }
    try taps.visit(.layer(layer, .rotatedQuery), &q)
    try taps.visit(.layer(layer, .rotatedKey), &k)
    try cache.append(keys: k, values: v)
    var sums = try attend(q, cache, taps: taps, pool: pool)
    try taps.visit(.layer(layer, .headOutputs), &sums)
    sums = try sums.reshaped([x.rowCount, heads * headWidth])
    var result = try output(sums, pool: pool)
    try taps.visit(.layer(layer, .attentionOutput), &result)
    return result
  }

  /// Queries, keys or values, `[tokens, heads, headWidth]`.
  private func part(
    _ x: Tensor, _ heads: Int, _ tap: LayerTap, _ taps: Taps?
  ) throws -> Tensor {
    var result = try x.reshaped([x.rowCount, heads, headWidth])
    try taps.visit(.layer(layer, tap), &result)
    return result
  }
}

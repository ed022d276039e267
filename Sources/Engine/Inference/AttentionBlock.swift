import Numerics

/// The attention of a layer: queries, keys and values of the tokens, and the sums over what is cached.
struct AttentionBlock: Sendable {
  let layer: Int
  let heads: Int
  let keyValueHeads: Int
  let headWidth: Int
  let scale: Float
  /// How many tokens a query sees; nil for all.
  let window: Int?
  /// The most that a score can be; nil for no limit.
  let cap: Float?
  let norm: Normalization?
  let queryNorm: Normalization?
  let keyNorm: Normalization?
  let postNorm: Normalization?
  /// What is added to the stream is multiplied by this.
  let residualScale: Float
  let query: LinearMap
  let key: LinearMap
  let value: LinearMap
  let output: LinearMap
  let rotary: LayerRotary?

  init(_ reader: WeightReader, layer: Int, rotary: LayerRotary?) throws {
    let configuration = reader.configuration
    self.layer = layer
    heads = configuration.heads
    keyValueHeads = configuration.keyValueHeads
    headWidth = configuration.headWidth
    scale = configuration.attentionScale
    window = configuration.attention(inLayer: layer).window
    cap = configuration.scales.attentionCap
    residualScale = configuration.scales.residual
    norm = try reader.norm(layer, .beforeAttention, .attentionNorm, .attentionNormBias)
    postNorm = try reader.norm(layer, .afterAttention, .attentionPostNorm)
    let normsHeads = configuration.queryKeyNorm != .none
    queryNorm = normsHeads ? try reader.norm(.layer(layer, .queryNorm)) : nil
    keyNorm = normsHeads ? try reader.norm(.layer(layer, .keyNorm)) : nil
    query = try reader.map(layer, .query, .queryBias)
    key = try reader.map(layer, .key, .keyBias)
    value = try reader.map(layer, .value, .valueBias)
    output = try reader.map(layer, .attentionOutput, .attentionOutputBias)
    self.rotary = rotary
  }

  /// What the attention adds to the residual stream `x`; keys and values go into the cache.
  func callAsFunction(
    _ x: Tensor, cache: inout KeyValueCache, isLong: Bool, taps: Taps?, pool: WorkerPool
  ) throws -> Tensor {
    var normed = try norm?(x, pool: pool) ?? x
    try taps.visit(.layer(layer, .attentionNorm), &normed)
    let parts = try [query, key, value](normed, pool: pool)
    var q = try part(parts[0], queryNorm, heads, .query, taps, pool)
    var k = try part(parts[1], keyNorm, keyValueHeads, .key, taps, pool)
    let v = try part(parts[2], nil, keyValueHeads, .value, taps, pool)
    if let rotary = rotary?.rotation(isLong: isLong) {
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
    if let postNorm { result = try postNorm(result, pool: pool) }
    if residualScale != 1 { result.scale(by: residualScale, pool: pool) }
    try taps.visit(.layer(layer, .attentionOutput), &result)
    return result
  }

  /// Queries, keys or values, `[tokens, heads, headWidth]`.
  private func part(
    _ x: Tensor, _ norm: Normalization?, _ heads: Int, _ tap: LayerTap, _ taps: Taps?,
    _ pool: WorkerPool
  ) throws -> Tensor {
    let shape = [x.rowCount, heads, headWidth]
    var result = x
    if let norm {
      // The norm of all heads together has as many weights as they have numbers.
      let isWhole = norm.weight?.count == result.width
      result = try norm(isWhole ? result : result.reshaped(shape), pool: pool)
    }
    result = try result.reshaped(shape)
    try taps.visit(.layer(layer, tap), &result)
    return result
  }
}

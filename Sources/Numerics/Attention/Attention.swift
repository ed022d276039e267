/// What an attention computed.
public struct Attention: Sendable {
  /// For each query and head the weighted sum of the values, in the shape of the queries.
  public let output: Tensor
  /// For each head and query the weights of the keys, `[batch, heads, queries, keys]` (without `batch`
  /// where the queries have none), if they were asked for.
  public let weights: Tensor?
  /// The scores, scaled and not yet masked, in the shape of the weights, if they were asked for.
  public let scores: Tensor?

  /// What to keep besides the output.
  public struct Kept: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let weights = Kept(rawValue: 1)
    public static let scores = Kept(rawValue: 2)
  }
}

/// Scaled dot-product attention: softmax(q kᵀ · scale) v for each head (Vaswani et al., 2017,
/// arXiv:1706.03762), with grouped queries (Ainslie et al., 2023, arXiv:2305.13245).
///
/// Laws: a score is one chain of fused multiply-adds over the head's width, then times the scale; a
/// row's sum is a fixed tree of sixteen lanes; an output is one chain over the keys, in ascending
/// order, that its query sees. So a query's bits depend on itself and on the keys and values that it
/// sees alone: one query at a time, with a `KeyValueCache`, gives the same bits as all at once.
///
/// - Parameters:
///   - q: `[batch, queries, heads, headWidth]`, or without `batch`.
///   - k: `[batch, keys, keyValueHeads, headWidth]`; heads h · group ..< (h + 1) · group use key and
///     value head h.
///   - v: like `k`.
///   - isCausal: a query sees itself and what is before it; the queries are the last of the tokens
///     that the keys belong to.
///   - scale: 1/√headWidth in most models.
public func attention(
  _ q: Tensor, _ k: Tensor, _ v: Tensor, isCausal: Bool, scale: Float,
  keeping kept: Attention.Kept = [], pool: WorkerPool = .default
) throws(ShapeError) -> Attention {
  let shape = try AttentionShape("attention", q, k, isCausal: isCausal)
  try k.requireSameShape(v, "attention")
  let packed = PackedKeyValues(shape, keys: k, values: v, pool: pool)
  return attend(q, shape, isCausal: isCausal, scale: scale, kept, pool) { packed.view($0) }
}

/// Attention of new tokens over all that are in a cache, their own keys and values included.
///
/// - Parameters:
///   - q: `[queries, heads, headWidth]`, the last `queries` tokens in the cache.
///   - window: how many tokens a query sees, its own included; nil for all. What it does not see gets
///     the weight 0.
///   - cap: scores x become c tanh(x / c) with this c, before the softmax; nil for none.
///   - keptHead: the head whose weights and scores are kept, `[1, queries, keys]`; all if nil.
public func attention(
  _ q: Tensor, cache: KeyValueCache, scale: Float, window: Int? = nil, cap: Float? = nil,
  keeping kept: Attention.Kept = [], ofHead keptHead: Int? = nil, pool: WorkerPool = .default
) throws(ShapeError) -> Attention {
  let keys = [cache.count, cache.keyValueHeads, cache.headWidth]
  let shape = try AttentionShape("attention", q, keys: keys, isCausal: true)
  if let keptHead, !(0..<shape.heads).contains(keptHead) {
    throw ShapeError("attention", [q.shape], "there is no head \(keptHead)")
  }
  defer { withExtendedLifetime(cache) {} }
  let view = cache.view
  return attend(
    q, shape, isCausal: true, scale: scale, window: window, cap: cap, kept, ofHead: keptHead, pool
  ) { _ in view }
}

private func attend(
  _ q: Tensor, _ shape: AttentionShape, isCausal: Bool, scale: Float, window: Int? = nil,
  cap: Float? = nil, _ kept: Attention.Kept, ofHead keptHead: Int? = nil, _ pool: WorkerPool,
  _ view: (Int) -> KeyValueView
) -> Attention {
  let output = Tensor(uninitialized: q.shape)
  let heads = keptHead == nil ? shape.heads : 1
  let table = Array(q.shape.dropLast(3)) + [heads, shape.queries, shape.keys]
  let weights = kept.contains(.weights) ? Tensor(zeros: table) : nil
  let scores = kept.contains(.scores) ? Tensor(uninitialized: table) : nil
  let loop = AttentionLoop(
    shape: shape, isCausal: isCausal, scale: scale, window: max(window ?? .max, 1), cap: cap ?? 0,
    q: q.storage.start, output: output.storage.start, weights: weights?.storage.start,
    scores: scores?.storage.start, keptHead: keptHead)
  loop.run(pool, view)
  withExtendedLifetime((q, output, weights, scores)) {}
  return Attention(output: output, weights: weights, scores: scores)
}

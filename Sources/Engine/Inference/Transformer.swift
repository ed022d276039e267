import Numerics

/// A decoder-only transformer that is run: tokens to logits.
///
/// Laws: the logits of a token depend on it and those before it alone, with the same bits whether
/// tokens come one at a time or many at once, at every thread count; and they have the bits of the
/// training graph's (`TrainingGraph`), for the plain builds that it trains.
public struct Transformer: Sendable {
  public let configuration: ModelConfiguration
  /// The token embedding, a column a token; where the output map is tied to it, that itself.
  private let tokenEmbedding: WeightMatrix
  private let positionEmbedding: Tensor?
  let layers: [TransformerLayer]
  let finalNorm: Normalization
  let output: OutputMap

  /// The rows of the token embedding, `[tokens, width]`. Throws if an id is no token.
  public func embedding(of ids: [Int], pool: WorkerPool = .default) throws -> Tensor {
    try check(ids, after: 0, isLong: true)
    return try tokenEmbedding.columns(ids, pool: pool)
  }

  /// The bytes of matrices that one token's logits read, each once, as they are kept.
  public var weightBytes: Int {
    layers.reduce(output.map.matrix.byteCount) { $0 + $1.weightBytes }
  }

  /// Which tokens' logits are computed.
  public enum LogitRows: Sendable {
    case all
    /// The last token's alone: the others' cost nothing.
    case last
  }

  /// A transformer with the given weights, which are packed for products: they take their memory
  /// once more, unless they come out of a file one by one.
  public init(_ source: some WeightSource, pool: WorkerPool = .default) throws {
    configuration = source.configuration
    let reader = WeightReader(source: source, pool: pool)
    tokenEmbedding = try reader.matrix(.tokenEmbedding)
    positionEmbedding = try source.tensor(of: .positionEmbedding)
    let rotary = try ModelRotary(configuration)
    let configuration = configuration
    layers = try (0..<configuration.layers).map {
      let rotation = configuration.attention(inLayer: $0).rotation
      return try TransformerLayer(reader, index: $0, rotary: rotary?.layer(rotation))
    }
    finalNorm = try reader.norm(.finalNorm, .finalNormBias)
    let matrix = configuration.tiesEmbeddings ? tokenEmbedding : try reader.matrix(.output)
    output = OutputMap(
      map: LinearMap(matrix: matrix, bias: try source.tensor(of: .outputBias)),
      divisor: configuration.scales.logitDivisor, cap: configuration.scales.logitCap)
  }

  /// The logits of tokens that follow those in `state`, which takes them in.
  ///
  /// - Parameters:
  ///   - ids: at least one.
  ///   - rows: whose logits are wanted.
  ///   - taps: who sees or replaces what is computed on the way.
  /// - Returns: `[tokens, vocabulary]`, or `[1, vocabulary]`.
  ///
  /// Throws if an id is no token, or if there are more tokens than the context holds, and the state is
  /// then what it was before.
  public func logits(
    _ ids: [Int], state: inout DecodingState, rows: LogitRows = .all, taps: Taps? = nil,
    pool: WorkerPool = .default
  ) throws -> Tensor {
    try check(ids, after: state.count, isLong: state.isLong)
    let before = state.count
    do {
      return try forward(ids, &state, rows, taps, pool)
    } catch {
      state.truncate(to: before)
      throw error
    }
  }

  /// The logits of a text's tokens, `[tokens, vocabulary]`.
  public func logits(
    _ ids: [Int], taps: Taps? = nil, pool: WorkerPool = .default
  ) throws -> Tensor {
    var state = DecodingState(configuration, capacity: ids.count)
    return try logits(ids, state: &state, taps: taps, pool: pool)
  }

  /// Runs a text's tokens through the model as far as a point, for what taps see on the way: neither
  /// later layers nor logits are computed.
  ///
  /// Law: what the taps see has the bits of a whole run. Throws if an id is no token, if there are more
  /// than the context holds, or if the model has no such layer.
  public func run(
    _ ids: [Int], through last: TapPoint, taps: Taps?, pool: WorkerPool = .default
  ) throws {
    var state = DecodingState(configuration, capacity: last == .embedding ? 0 : ids.count)
    try check(ids, after: 0, isLong: state.isLong || last == .embedding)
    if let layer = last.layer, !layers.indices.contains(layer) {
      throw ModelError.configuration("it has no \(last)")
    }
    var x = try embedded(ids, at: 0, pool: pool)
    try taps.visit(.embedding, &x)
    if last == .embedding { return }
    for layer in layers {
      let isLast = try layer(
        &x, cache: &state.caches[layer.index], isLong: state.isLong, through: last, taps: taps,
        pool: pool)
      if isLast { return }
    }
    var normed = try finalNorm(x, pool: pool)
    try taps.visit(.finalNorm, &normed)
    if last == .logits { _ = try logits(ofNormed: normed, taps, pool) }
  }

  private func forward(
    _ ids: [Int], _ state: inout DecodingState, _ rows: LogitRows, _ taps: Taps?,
    _ pool: WorkerPool
  ) throws -> Tensor {
    var x = try embedded(ids, at: state.count, pool: pool)
    try taps.visit(.embedding, &x)
    for layer in layers {
      try layer(
        &x, cache: &state.caches[layer.index], isLong: state.isLong, taps: taps, pool: pool)
    }
    if rows == .last { x = x.rows(ids.count - 1..<ids.count) }
    return try logits(of: x, taps, pool)
  }

  /// A text's stream after the final norm, from the residual stream before a layer on, `[tokens, width]`:
  /// the layers below need not run again where nothing in them changes.
  func normed(
    resuming stream: Tensor, at first: Int, taps: Taps?, pool: WorkerPool
  ) throws -> Tensor {
    var x = stream
    var state = DecodingState(configuration, capacity: x.rowCount)
    for layer in layers[first...] {
      try layer(
        &x, cache: &state.caches[layer.index], isLong: state.isLong, taps: taps, pool: pool)
    }
    var normed = try finalNorm(x, pool: pool)
    try taps.visit(.finalNorm, &normed)
    return normed
  }

  /// The logits of what the last layer gives.
  private func logits(of x: Tensor, _ taps: Taps?, _ pool: WorkerPool) throws -> Tensor {
    var normed = try finalNorm(x, pool: pool)
    try taps.visit(.finalNorm, &normed)
    return try logits(ofNormed: normed, taps, pool)
  }

  private func logits(ofNormed x: Tensor, _ taps: Taps?, _ pool: WorkerPool) throws -> Tensor {
    var logits = try output(x, pool: pool)
    try taps.visit(.logits, &logits)
    return logits
  }

  private func embedded(_ ids: [Int], at first: Int, pool: WorkerPool) throws -> Tensor {
    var x = try tokenEmbedding.columns(ids, pool: pool)
    if configuration.scales.embedding != 1 {
      x.scale(by: configuration.scales.embedding, pool: pool)
    }
    if let positionEmbedding {
      let positions = positionEmbedding.rows(first..<first + ids.count)
      try x.add(positions, pool: pool)
    }
    return x
  }

  private func check(_ ids: [Int], after count: Int, isLong: Bool) throws(ModelError) {
    guard !ids.isEmpty else { throw .noTokens }
    let tokens = count + ids.count
    guard tokens <= configuration.context else {
      throw .contextExceeded(tokens: tokens, context: configuration.context)
    }
    if let long = configuration.longRotary, !isLong, tokens > long.originalContext {
      throw .contextExceeded(tokens: tokens, context: long.originalContext)
    }
    for id in ids where id < 0 || id >= configuration.vocabularySize {
      throw .unknownToken(id, vocabularySize: configuration.vocabularySize)
    }
  }
}

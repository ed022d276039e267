/// How much work a forward pass is, counted and not timed.
///
/// An operation is one multiplication or addition of a matrix product: maps, scores and weighted sums
/// of the keys that a query sees. Norms, activations, softmax and rotations are left out, as is usual;
/// they are linear in the width where products are quadratic.
public struct OperationCount: Sendable, Equatable {
  /// Of the maps: two operations a weight and token.
  public var mapOperations = 0
  /// Of scores and weighted sums: four operations a number of a head, query and visible key.
  public var attentionOperations = 0
  /// The bytes of weights that are read, each once, as floats.
  public var weightBytes = 0
  /// The bytes of keys and values that are read: those before the new tokens, and the new ones.
  public var cacheBytesRead = 0
  /// The bytes of keys and values that are added to the cache.
  public var cacheBytesWritten = 0

  public var operations: Int { mapOperations + attentionOperations }

  public static func + (left: Self, right: Self) -> Self {
    OperationCount(
      mapOperations: left.mapOperations + right.mapOperations,
      attentionOperations: left.attentionOperations + right.attentionOperations,
      weightBytes: left.weightBytes + right.weightBytes,
      cacheBytesRead: left.cacheBytesRead + right.cacheBytesRead,
      cacheBytesWritten: left.cacheBytesWritten + right.cacheBytesWritten)
  }
}

extension ModelConfiguration {
  /// The work of a forward pass over `tokens` that follow `past` others.
  ///
  /// - Parameter logitRows: for how many of the tokens logits are computed; all by default.
  public func operations(tokens: Int, past: Int = 0, logitRows: Int? = nil) -> OperationCount {
    let neurons = experts.map { $0.used * $0.width + $0.sharedWidth } ?? hiddenWidth
    let perLayer =
      width * (2 * queryWidth + 2 * keyValueWidth) + width * neurons * (isGated ? 3 : 2)
      + width * (experts?.count ?? 0)
    let outputMap = vocabularySize * width
    let visible = (0..<layers).reduce(0) {
      $0 + seen(tokens: tokens, past: past, window: attention(inLayer: $1).window)
    }
    let cacheRow = layers * 2 * keyValueWidth * 4
    return OperationCount(
      mapOperations: 2 * (tokens * layers * perLayer + (logitRows ?? tokens) * outputMap),
      attentionOperations: 4 * queryWidth * visible,
      weightBytes: 4 * (layers * perLayer + outputMap),
      cacheBytesRead: cacheRow * (past + tokens), cacheBytesWritten: cacheRow * tokens)
  }

  /// How many keys the new queries see together: query i the past, itself and the i new ones before
  /// it, as far as its window goes.
  private func seen(tokens: Int, past: Int, window: Int?) -> Int {
    guard let window, window < past + tokens else {
      return tokens * past + tokens * (tokens + 1) / 2
    }
    let growing = min(max(window - past, 0), tokens)
    return growing * past + growing * (growing + 1) / 2 + (tokens - growing) * window
  }
}

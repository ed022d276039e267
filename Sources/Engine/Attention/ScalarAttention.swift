import Bedrock

/// Scaled dot-product attention of one head, in Double, with every step kept.
///
/// weights = softmax(Q Kᵀ / √d), output = weights · V (Vaswani et al. 2017, "Attention Is All You
/// Need", equation 1). Law: each row of weights sums to 1, and what a mask excludes has a weight of
/// exactly 0, whatever its score or value is.
public struct ScalarAttention: Sendable, Equatable {
  /// Which keys a query may look at.
  public enum Mask: Sendable, Equatable {
    case none
    /// Those at its own position and before it. Fewer queries than keys are the last positions, as
    /// they are when one token is decoded after a prompt.
    case causal

    /// How many keys, from the first, a query may look at.
    public func visibleKeys(query: Int, queries: Int, keys: Int) -> Int {
      switch self {
      case .none: keys
      case .causal: max(0, min(keys, keys - queries + query + 1))
      }
    }
  }

  /// Q Kᵀ before scaling, `[queries, keys]`; where scores were given, these.
  public let dotProducts: DoubleMatrix
  /// What the dot products were divided by.
  public let divisor: Double
  /// Scaled and not yet masked, `[queries, keys]`.
  public let scores: DoubleMatrix
  public let mask: Mask
  /// `[queries, keys]`
  public let weights: DoubleMatrix
  /// `[queries, value width]`; `nil` without values.
  public let output: DoubleMatrix?

  /// Attention of queries `[queries, d]` over keys `[keys, d]` and values `[keys, value width]`.
  ///
  /// - Throws: `AttentionError` where the shapes do not agree or a score is not finite.
  public init(
    queries: DoubleMatrix, keys: DoubleMatrix, values: DoubleMatrix?, isScaled: Bool = true,
    mask: Mask = .none
  ) throws {
    for (name, matrix) in [("q", queries), ("k", keys)] where matrix.elements.isEmpty {
      throw AttentionError.empty(name)
    }
    guard queries.columnCount == keys.columnCount else {
      throw AttentionError.shapes(
        "q (\(queries.shapeText))", "k (\(keys.shapeText))",
        rule: "a query and a key need one width")
    }
    try self.init(
      scores: queries.multiplied(byTransposeOf: keys), values: values,
      divisor: isScaled ? Double(queries.columnCount).squareRoot() : 1, mask: mask)
  }

  /// Attention from scores `[queries, keys]` that are given, divided by `divisor`.
  ///
  /// A given score of −∞ is excluded like a masked one.
  public init(
    scores given: DoubleMatrix, values: DoubleMatrix?, divisor: Double = 1, mask: Mask = .none
  ) throws {
    guard !given.elements.isEmpty else { throw AttentionError.empty("scores") }
    if let values, values.rowCount != given.columnCount {
      throw AttentionError.shapes(
        "v (\(values.shapeText))", "scores of \(given.columnCount) keys",
        rule: "v needs a row for each key")
    }
    if mask == .causal, given.rowCount > given.columnCount {
      throw AttentionError.moreQueriesThanKeys(queries: given.rowCount, keys: given.columnCount)
    }
    dotProducts = given
    self.divisor = divisor
    self.mask = mask
    scores = DoubleMatrix(
      rowCount: given.rowCount, columnCount: given.columnCount,
      elements: given.elements.map { $0 / divisor })
    weights = try Self.weights(scores, mask)
    let weights = weights
    output = values.map { Self.mix($0, weights) }
  }

  /// How many keys, from the first, a query may look at.
  public func visibleKeys(query: Int) -> Int {
    mask.visibleKeys(query: query, queries: scores.rowCount, keys: scores.columnCount)
  }

  private static func weights(_ scores: DoubleMatrix, _ mask: Mask) throws -> DoubleMatrix {
    var weights = [Double](repeating: 0, count: scores.elements.count)
    for query in 0..<scores.rowCount {
      let visible = mask.visibleKeys(
        query: query, queries: scores.rowCount, keys: scores.columnCount)
      do {
        let row = try Softmax.probabilities(Array(scores.row(query).prefix(visible)))
        weights.replaceSubrange(
          query * scores.columnCount..<query * scores.columnCount + visible, with: row)
      } catch SamplingError.invalidLogit(let key) {
        throw AttentionError.invalidScore(query: query, key: key)
      } catch {
        throw AttentionError.nothingVisible(query: query)
      }
    }
    return DoubleMatrix(
      rowCount: scores.rowCount, columnCount: scores.columnCount, elements: weights)
  }

  /// Σⱼ weightᵢⱼ · vⱼ; a weight of 0 takes no part, so that an excluded value may be anything.
  private static func mix(_ values: DoubleMatrix, _ weights: DoubleMatrix) -> DoubleMatrix {
    var output = [Double](repeating: 0, count: weights.rowCount * values.columnCount)
    for query in 0..<weights.rowCount {
      for key in 0..<weights.columnCount where weights[query, key] != 0 {
        for column in 0..<values.columnCount {
          let place = query * values.columnCount + column
          output[place] = output[place].addingProduct(weights[query, key], values[key, column])
        }
      }
    }
    return DoubleMatrix(
      rowCount: weights.rowCount, columnCount: values.columnCount, elements: output)
  }
}

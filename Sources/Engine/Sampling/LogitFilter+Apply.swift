extension LogitFilter {
  /// What a sum of probabilities may miss a threshold by and still reach it.
  ///
  /// Eight tenths added up in binary are 0.7999999999999999: without a tolerance, `top-p 0.8` of ten
  /// equal tokens would keep nine.
  package static let tolerance = 1e-12

  /// The logits after this filter, in the same order; what it drops is −∞.
  ///
  /// - Throws: `SamplingError` for a setting out of range, a NaN or +∞, or if nothing is finite.
  public func applied(to logits: [Double]) throws -> [Double] {
    try validate(count: logits.count)
    _ = try Softmax.largest(logits)
    switch self {
    case .repetitionPenalty(let penalty, let history, let form):
      guard case .tokens(let positions) = history else { throw SamplingError.unknownHistory }
      return Self.penalized(logits, penalty, positions, form)
    case .temperature(let temperature):
      return try Self.divided(logits, by: temperature)
    case .topK(let k):
      return Self.keeping(Self.ranking(logits, most: k), of: logits)
    case .topP(let p):
      return Self.keeping(try Self.nucleus(logits, p), of: logits)
    case .minP(let ratio):
      let weights = try Softmax.exponentials(logits)
      let kept = weights.indices.filter { weights[$0] >= ratio * (1 - Self.tolerance) }
      return Self.keeping(kept, of: logits)
    }
  }

  /// The positions of all tokens that are not masked, the most likely first, equals by position.
  public static func ranking(_ logits: [Double]) -> [Int] {
    logits.indices.filter { logits[$0] > -.infinity }
      .sorted { (-logits[$0], $0) < (-logits[$1], $1) }
  }

  private static func penalized(
    _ logits: [Double], _ penalty: Double, _ history: [Int], _ form: PenaltyForm
  ) -> [Double] {
    var result = logits
    for position in Set(history).sorted() {
      let logit = logits[position]
      let changed = form == .signed && logit < 0 ? logit * penalty : logit / penalty
      // A masked token stays masked, and an overflow does not become a mask.
      guard logit > -.infinity else { continue }
      result[position] = min(
        max(changed, -.greatestFiniteMagnitude), .greatestFiniteMagnitude)
    }
    return result
  }

  private static func divided(_ logits: [Double], by temperature: Double) throws -> [Double] {
    let largest = try Softmax.largest(logits)
    if temperature == 0 { return keeping(best(logits).map { [$0] } ?? [], of: logits) }
    let result = logits.map { $0 / temperature }
    let overflows = zip(logits, result).contains { $0.isFinite && !$1.isFinite }
    guard overflows else { return result }
    // A distribution is the same whatever is added to all logits; so the largest is brought to zero
    // first, and what still overflows is far below it.
    return logits.map { logit in
      logit == -.infinity
        ? logit : max((logit - largest) / temperature, -.greatestFiniteMagnitude)
    }
  }

  private static func nucleus(_ logits: [Double], _ p: Double) throws -> [Int] {
    let probabilities = try Softmax.probabilities(logits)
    guard p < 1 else { return logits.indices.filter { logits[$0] > -.infinity } }
    // A nucleus is mostly small: a few of the most likely are tried before all are ranked.
    var most = 64
    while true {
      let ranked = ranking(logits, most: most)
      var mass = 0.0
      for (count, position) in ranked.enumerated() {
        mass += probabilities[position]
        if mass >= p - tolerance { return Array(ranked.prefix(count + 1)) }
      }
      if ranked.count < most { return ranked }
      most *= 16
    }
  }

  private static func keeping(_ positions: [Int], of logits: [Double]) -> [Double] {
    var result = [Double](repeating: -.infinity, count: logits.count)
    for position in positions { result[position] = logits[position] }
    return result
  }
}

import Bedrock

/// What a model expects after a text: the last token's logits, and what they say.
public struct Prediction: Sendable, Equatable {
  /// One a token of the vocabulary.
  public let logits: [Float]
  /// ln of each token's probability, in Double.
  public let logProbabilities: [Double]

  /// Throws `SamplingError` if a logit is NaN or +∞, or none is finite.
  public init(_ logits: [Float]) throws {
    self.logits = logits
    logProbabilities = try Softmax.logProbabilities(logits.map { Double($0) })
  }

  public func probability(of id: Int) -> Double { Elementary.exp(logProbabilities[id]) }

  /// The token with the highest logit, the first of equals.
  public var best: Int {
    var best = 0
    for id in logits.indices where logits[id] > logits[best] { best = id }
    return best
  }

  /// How many tokens have a higher logit, or the same and a lower id.
  public func rank(of id: Int) -> Int {
    var rank = 0
    for other in logits.indices {
      if logits[other] > logits[id] || logits[other] == logits[id] && other < id { rank += 1 }
    }
    return rank
  }

  /// The Kullback–Leibler divergence Σ p (ln p − ln q) in nats, from this distribution p to the
  /// other's q; terms with p = 0 count 0.
  public func divergence(to other: Prediction) -> Double {
    var probabilities = logProbabilities
    Elementary.replaceByExponentials(&probabilities, shift: 0)
    var sum = 0.0
    for (index, p) in logProbabilities.enumerated() where p > -.infinity {
      sum += probabilities[index] * (p - other.logProbabilities[index])
    }
    return Elementary.maximum(sum, 0)
  }
}

/// What an intervention in a model is judged by.
public struct TargetMeasure: Sendable, Equatable {
  /// The token that is looked at.
  public let target: Int
  /// The token that it is held against.
  public let alternative: Int?

  public init(target: Int, alternative: Int? = nil) {
    self.target = target
    self.alternative = alternative
  }

  /// logit(target) − logit(alternative), which no shift of all logits changes; without an alternative
  /// ln of the target's probability.
  public func value(_ prediction: Prediction) -> Double {
    guard let alternative else { return prediction.logProbabilities[target] }
    return Double(prediction.logits[target]) - Double(prediction.logits[alternative])
  }
}

import Bedrock

/// How undecided a distribution is.
public enum Uncertainty {
  /// The entropy H = −Σ pᵢ ln pᵢ in nats, terms of probability 0 counting 0 (Shannon 1948).
  public static func entropy(_ probabilities: [Double]) -> Double {
    var sum = 0.0
    for p in probabilities where p > 0 { sum -= p * Elementary.log(p) }
    return sum
  }

  /// exp(H): the number of equally likely tokens that would be as undecided.
  public static func perplexity(_ probabilities: [Double]) -> Double {
    Elementary.exp(entropy(probabilities))
  }
}

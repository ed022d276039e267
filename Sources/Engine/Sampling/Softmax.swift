import Bedrock

/// Scores to probabilities, in Double and in a fixed order of operations.
///
/// Law: the results are finite, not negative, and keep the order of the scores.
public enum Softmax {
  /// pᵢ = exp(xᵢ − max) / Σⱼ exp(xⱼ − max), the sum taken in ascending order of j.
  ///
  /// Taking the largest score off first changes no probability and keeps `exp` from overflowing.
  /// A score of −∞ stands for what is excluded and gets exactly 0.
  ///
  /// - Throws: `SamplingError` where a score is NaN or +∞, or none is finite.
  public static func probabilities(_ scores: [Double]) throws -> [Double] {
    let exponentials = try exponentials(scores)
    let sum = exponentials.reduce(0, +)
    return exponentials.map { $0 / sum }
  }

  /// exp(xᵢ − max): the numerators of the softmax, the largest of them exactly 1.
  public static func exponentials(_ scores: [Double]) throws -> [Double] {
    let largest = try largest(scores)
    var result = scores
    Elementary.replaceByExponentials(&result, shift: largest)
    return result
  }

  /// log pᵢ = xᵢ − max − log Σⱼ exp(xⱼ − max), which stays finite where pᵢ itself underflows.
  public static func logProbabilities(_ scores: [Double]) throws -> [Double] {
    let largest = try largest(scores)
    let logSum = Elementary.log(try exponentials(scores).reduce(0, +))
    return scores.map { $0 - largest - logSum }
  }

  /// The probability of one position, e to its log probability.
  static func probability(of position: Int, in scores: [Float]) throws -> Double {
    var scores = scores.map { Double($0) }
    let largest = try largest(scores)
    let score = scores[position]
    Elementary.replaceByExponentials(&scores, shift: largest)
    return Elementary.exp(score - largest - Elementary.log(scores.reduce(0, +)))
  }

  /// The largest score, once every score was found to be a number or −∞.
  static func largest(_ scores: [Double]) throws -> Double {
    guard !scores.isEmpty else { throw SamplingError.noLogits }
    var largest = -Double.infinity
    var isValid = true
    for score in scores {
      if score > largest { largest = score }
      isValid = isValid && score < .infinity
    }
    if !isValid, let position = scores.firstIndex(where: { !($0 < .infinity) }) {
      throw SamplingError.invalidLogit(position: position)
    }
    guard largest > -.infinity else { throw SamplingError.everythingMasked }
    return largest
  }
}

import Bedrock
import Numerics

extension Tape {
  /// The loss of a policy-gradient step over tokens, one number: −Σ w min(ρ A, clip(ρ, 1 ± ε) A),
  /// where ρ = e^(ln p − ln p_old) (PPO; Schulman et al., 2017, arXiv:1707.06347).
  ///
  /// Where the tokens were drawn by this very policy ρ is 1, and the gradient is REINFORCE's,
  /// −w A ∇ ln p (Williams, 1992).
  ///
  /// - Parameters:
  ///   - logProbabilities: one a token.
  ///   - old: what they were when the tokens were drawn.
  ///   - advantages: one a token; a token with 0 plays no part.
  ///   - weights: w, one a token, such as 1 over the number of sequences.
  public mutating func clippedSurrogate(
    _ logProbabilities: Variable, old: [Float], advantages: [Double], clip: Double,
    weights: [Double]
  ) throws(ShapeError) -> Variable {
    let count = logProbabilities.value.count
    guard old.count == count, advantages.count == count, weights.count == count else {
      throw ShapeError(
        "clippedSurrogate", [logProbabilities.value.shape, [old.count], [advantages.count]],
        "there are not one advantage and one weight a token")
    }
    var loss = 0.0
    var slopes = [Float](repeating: 0, count: count)
    for index in 0..<count where advantages[index] != 0 {
      let change = Double(logProbabilities.value[flat: index]) - Double(old[index])
      let ratio = Elementary.exp(change)
      let clipped = min(max(ratio, 1 - clip), 1 + clip)
      let (free, bound) = (ratio * advantages[index], clipped * advantages[index])
      loss -= weights[index] * (bound < free ? bound : free)
      if !(bound < free) { slopes[index] = Float(-weights[index] * free) }
    }
    return record(
      TokenSlopes(
        x: logProbabilities.id, shape: logProbabilities.value.shape, slopes: slopes),
      Tensor(repeating: Float(loss), shape: []))
  }

  /// An estimate of the divergence from a reference over tokens, one number: Σ w (q/p − ln(q/p) − 1),
  /// where q is the reference's probability of a token and p the policy's. It is never negative, and
  /// its mean over tokens drawn by the policy is KL(p ‖ q) (Schulman, 2020, "Approximating KL
  /// divergence", k₃; Shao et al., 2024, arXiv:2402.03300, equation 4).
  ///
  /// - Parameters:
  ///   - logProbabilities: ln p, one a token.
  ///   - reference: ln q, one a token.
  ///   - weights: w, one a token; a token with 0 plays no part.
  public mutating func referenceDivergence(
    _ logProbabilities: Variable, reference: [Float], weights: [Double]
  ) throws(ShapeError) -> Variable {
    let count = logProbabilities.value.count
    guard reference.count == count, weights.count == count else {
      throw ShapeError(
        "referenceDivergence",
        [logProbabilities.value.shape, [reference.count], [weights.count]],
        "there are not one reference and one weight a token")
    }
    var sum = 0.0
    var slopes = [Float](repeating: 0, count: count)
    for index in 0..<count where weights[index] != 0 {
      let change = Double(reference[index]) - Double(logProbabilities.value[flat: index])
      let ratio = Elementary.exp(change)
      sum += weights[index] * (ratio - change - 1)
      slopes[index] = Float(weights[index] * (1 - ratio))
    }
    return record(
      TokenSlopes(
        x: logProbabilities.id, shape: logProbabilities.value.shape, slopes: slopes),
      Tensor(repeating: Float(sum), shape: []))
  }
}

/// A number whose slope at each token is known.
private struct TokenSlopes: TapeOperation {
  let x: Int
  let shape: [Int]
  let slopes: [Float]

  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError) {
    let all = try Tensor(slopes, shape: shape)
    try pass.accumulate(all.scaled(by: gradient[flat: 0], pool: pass.pool), to: x)
  }
}

import Bedrock
import Numerics

extension Tape {
  /// The loss of a policy-gradient step over tokens, one number: −Σ min(ρ A, clip(ρ, 1 ± ε) A) · w,
  /// where ρ = e^(ln p − ln p_old) (PPO; Schulman et al., 2017, arXiv:1707.06347).
  ///
  /// Where the tokens were drawn by this very policy ρ is 1, and the gradient is REINFORCE's,
  /// −A ∇ ln p · w (Williams, 1992).
  ///
  /// - Parameters:
  ///   - logProbabilities: one a token.
  ///   - old: what they were when the tokens were drawn.
  ///   - advantages: one a token; a token with 0 plays no part.
  ///   - weight: w, such as 1 over the number of sequences.
  public mutating func clippedSurrogate(
    _ logProbabilities: Variable, old: [Float], advantages: [Double], clip: Double, weight: Double
  ) throws(ShapeError) -> Variable {
    let count = logProbabilities.value.count
    guard old.count == count, advantages.count == count else {
      throw ShapeError(
        "clippedSurrogate", [logProbabilities.value.shape, [old.count], [advantages.count]],
        "there is not one advantage a token")
    }
    var loss = 0.0
    var slopes = [Float](repeating: 0, count: count)
    for index in 0..<count where advantages[index] != 0 {
      let change = Double(logProbabilities.value[flat: index]) - Double(old[index])
      let ratio = Elementary.exp(change)
      let clipped = min(max(ratio, 1 - clip), 1 + clip)
      let (free, bound) = (ratio * advantages[index], clipped * advantages[index])
      loss -= weight * (bound < free ? bound : free)
      if !(bound < free) { slopes[index] = Float(-weight * free) }
    }
    return record(
      ClippedSurrogate(
        x: logProbabilities.id, shape: logProbabilities.value.shape, slopes: slopes),
      Tensor(repeating: Float(loss), shape: []))
  }
}

/// The slope at each token: −w ρ A, and 0 where the clip holds.
private struct ClippedSurrogate: TapeOperation {
  let x: Int
  let shape: [Int]
  let slopes: [Float]

  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError) {
    let all = try Tensor(slopes, shape: shape)
    try pass.accumulate(all.scaled(by: gradient[flat: 0], pool: pass.pool), to: x)
  }
}

import Bedrock
import Numerics

extension Tape {
  /// ln of the probability that each row of logits gives to its target, `[rows]`; 0 for a row whose
  /// target is `CrossEntropy.ignored`.
  ///
  /// - Parameter logits: `[rows, vocabulary]`.
  public mutating func logProbabilities(
    _ logits: Variable, targets: [Int]
  ) throws(ShapeError) -> Variable {
    let losses = try CrossEntropy(logits.value, targets: targets, pool: pool).losses
    return record(
      TokenLogProbabilities(logits: logits.id, input: logits.value, targets: targets),
      losses.scaled(by: -1, pool: pool))
  }
}

/// d ln softmax(x)[t] / dx = one-hot(t) − softmax(x)
private struct TokenLogProbabilities: TapeOperation {
  let logits: Int
  let input: Tensor
  let targets: [Int]

  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError) {
    let counted = targets.count { $0 >= 0 }
    // Upstream times the count leaves softmax − one-hot as it is.
    var result = try CrossEntropy.backward(
      input, targets: targets, upstream: Float(max(counted, 1)), pool: pass.pool)
    let width = result.width
    result.withMutableElements { elements in
      for row in 0..<targets.count where targets[row] >= 0 {
        let factor = -gradient[flat: row]
        for index in row * width..<(row + 1) * width { elements[index] *= factor }
      }
    }
    try pass.accumulate(result, to: logits)
  }
}

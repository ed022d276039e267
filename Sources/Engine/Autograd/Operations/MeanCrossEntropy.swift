import Numerics

extension Tape {
  /// The mean cross-entropy of rows of logits, one number.
  ///
  /// - Parameter targets: a class for each row, or `CrossEntropy.ignored`.
  public mutating func crossEntropy(
    _ logits: Variable, targets: [Int]
  ) throws(ShapeError) -> Variable {
    var errors = logits.value
    let losses = try CrossEntropy.replaceByErrors(&errors, targets: targets, pool: pool)
    return record(
      MeanCrossEntropy(logits: logits.id, errors: errors, count: losses.count),
      Tensor(repeating: losses.mean, shape: []))
  }

  /// The mean cross-entropy of the logits x wᵀ, one number, and each row's own.
  ///
  /// - Parameters:
  ///   - targets: a class for each row, or `CrossEntropy.ignored`.
  ///   - count: what the sum is divided by; the number of rows that count unless another is given.
  mutating func crossEntropy(
    projecting x: Variable, _ weight: Variable, targets: [Int], count: Int?
  ) throws(ShapeError) -> (loss: Variable, losses: Tensor) {
    let weight = LinearWeight(weight, packed)
    var errors = try weight.map(x.value, bias: nil, pool)
    let losses = try CrossEntropy.replaceByErrors(&errors, targets: targets, pool: pool)
    let count = count ?? losses.count
    let mean = count == 0 ? 0 : losses.losses.sum() / Float(count)
    let operation = ProjectedCrossEntropy(
      x: x.id, weight: weight, input: x.value, errors: errors, count: count)
    return (record(operation, Tensor(repeating: mean, shape: [])), losses.losses)
  }
}

private struct MeanCrossEntropy: TapeOperation {
  let logits: Int
  let errors: Tensor
  let count: Int

  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError) {
    let factor = gradient[flat: 0] / Float(max(count, 1))
    try pass.accumulate(errors.scaled(by: factor, pool: pass.pool), to: logits)
  }
}

/// The logits, as large as the vocabulary, are not kept but their errors, in the same memory.
private struct ProjectedCrossEntropy: TapeOperation {
  let x: Int
  let weight: LinearWeight
  let input: Tensor
  let errors: Tensor
  let count: Int

  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError) {
    let factor = gradient[flat: 0] / Float(max(count, 1))
    let logits = errors.scaled(by: factor, pool: pass.pool)
    try LinearProduct(x: x, weight: weight, bias: nil, input: input)
      .backward(logits, into: &pass)
  }
}

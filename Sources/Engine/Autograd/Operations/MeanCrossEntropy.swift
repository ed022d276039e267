import Numerics

extension Tape {
  /// The mean cross-entropy of rows of logits, one number.
  ///
  /// - Parameter targets: a class for each row, or `CrossEntropy.ignored`.
  public mutating func crossEntropy(
    _ logits: Variable, targets: [Int]
  ) throws(ShapeError) -> Variable {
    let loss = try CrossEntropy(logits.value, targets: targets, pool: pool).mean
    return record(
      MeanCrossEntropy(logits: logits.id, input: logits.value, targets: targets),
      Tensor(repeating: loss, shape: []))
  }
}

private struct MeanCrossEntropy: TapeOperation {
  let logits: Int
  let input: Tensor
  let targets: [Int]

  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError) {
    try pass.accumulate(
      try CrossEntropy.backward(
        input, targets: targets, upstream: gradient[flat: 0], pool: pass.pool), to: logits)
  }
}

import Numerics

extension Tape {
  /// The norm of each row: RMSNorm, or LayerNorm if there is a bias.
  public mutating func norm(
    _ x: Variable, weight: Variable, bias: Variable? = nil, epsilon: Float
  ) throws(ShapeError) -> Variable {
    let operation = RowNorm(
      x: x.id, weight: weight.id, bias: bias?.id, input: x.value, scale: weight.value,
      epsilon: epsilon)
    guard let bias else {
      return record(
        operation, try x.value.rmsNorm(weight: weight.value, epsilon: epsilon, pool: pool))
    }
    return record(
      operation,
      try x.value.layerNorm(
        weight: weight.value, bias: bias.value, epsilon: epsilon, pool: pool))
  }
}

private struct RowNorm: TapeOperation {
  let x: Int
  let weight: Int
  let bias: Int?
  let input: Tensor
  let scale: Tensor
  let epsilon: Float

  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError) {
    let (dx, statistics) =
      bias == nil
      ? try input.rmsNormInputGradient(
        gradient, weight: scale, epsilon: epsilon, pool: pass.pool)
      : try input.layerNormInputGradient(
        gradient, weight: scale, epsilon: epsilon, pool: pass.pool)
    try pass.accumulate(dx, to: x)
    try pass.accumulate(
      .normalized(gradient: gradient, input: input, statistics: statistics), shape: scale.shape,
      to: weight)
    if let bias {
      try pass.accumulate(.rowSum(gradient: gradient), shape: scale.shape, to: bias)
    }
  }
}

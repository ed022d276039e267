import Numerics

extension Tape {
  /// y = x wᵀ + b for each row.
  ///
  /// - Parameters:
  ///   - x: `[rows, from]`.
  ///   - weight: `[to, from]`.
  ///   - bias: `[to]`.
  public mutating func linear(
    _ x: Variable, _ weight: Variable, bias: Variable? = nil
  ) throws(ShapeError) -> Variable {
    let weight = LinearWeight(weight, packed)
    return record(
      LinearProduct(x: x.id, weight: weight, bias: bias?.id, input: x.value),
      try weight.map(x.value, bias: bias?.value, pool))
  }
}

/// y = x wᵀ + b: dx = g w, dw = gᵀ x, db = Σ g over the rows.
struct LinearProduct: TapeOperation {
  let x: Int
  let weight: LinearWeight
  let bias: Int?
  let input: Tensor

  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError) {
    try Self.addParameterGradients(gradient, input, weight: weight, bias: bias, to: &pass)
    try pass.accumulateInput(of: weight, gradient, to: x)
  }

  static func addParameterGradients(
    _ gradient: Tensor, _ input: Tensor, weight: LinearWeight, bias: Int?,
    to pass: inout GradientPass
  ) throws(ShapeError) {
    try pass.accumulate(
      .product(gradient: gradient, input: input), shape: weight.matrix.shape, to: weight.id)
    if let bias {
      try pass.accumulate(.rowSum(gradient: gradient), shape: [gradient.width], to: bias)
    }
  }
}

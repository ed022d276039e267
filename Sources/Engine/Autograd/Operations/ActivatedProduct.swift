import Numerics

extension Tape {
  /// y = act(x) wᵀ + b for each row: an activation and the linear map after it.
  ///
  /// The activated rows are not kept but made again from what the activation keeps.
  public mutating func linear(
    activating x: Variable, _ activation: Activation, _ weight: Variable, bias: Variable? = nil
  ) throws(ShapeError) -> Variable {
    let (activated, kept) = try KeptActivation.forward(x.value, activation, pool: pool)
    let weight = LinearWeight(weight, packed)
    let y = try weight.map(activated, bias: bias?.value, pool)
    return record(
      ActivatedProduct(x: x.id, up: nil, weight: weight, bias: bias?.id, kept: kept), y)
  }

  /// y = (act(gate) · up) wᵀ for each row: a gated unit and the linear map after it. What is inside is
  /// not kept but made again.
  public mutating func linear(
    gating gate: Variable, _ up: Variable, _ activation: Activation, _ weight: Variable
  ) throws(ShapeError) -> Variable {
    let (hidden, kept) = try KeptActivation.forward(
      gate.value, gating: up.value, activation, pool: pool)
    let weight = LinearWeight(weight, packed)
    let y = try weight.map(hidden, bias: nil, pool)
    return record(
      ActivatedProduct(x: gate.id, up: up.id, weight: weight, bias: nil, kept: kept), y)
  }
}

private struct ActivatedProduct: TapeOperation {
  let x: Int
  let up: Int?
  let weight: LinearWeight
  let bias: Int?
  let kept: KeptActivation

  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError) {
    let inner = try weight.inputGradient(gradient, pass.pool)
    let all = try kept.backward(inner, pool: pass.pool)
    try LinearProduct.addParameterGradients(
      gradient, all.value, weight: weight, bias: bias, to: &pass)
    try pass.accumulate(all.x, to: x)
    if let up, let gradient = all.up { try pass.accumulate(gradient, to: up) }
  }
}

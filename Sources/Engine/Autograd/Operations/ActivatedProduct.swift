import Numerics

extension Tape {
  /// y = act(x) wᵀ + b for each row: an activation and the linear map after it.
  ///
  /// The activated rows, the largest tensors of a transformer, are not kept but computed again
  /// (Chen et al., 2016, arXiv:1604.06174).
  public mutating func linear(
    activating x: Variable, _ activation: Activation, _ weight: Variable, bias: Variable? = nil
  ) throws(ShapeError) -> Variable {
    let activated = x.value.activated(activation, pool: pool)
    let y = try LinearProduct.forward(activated, weight.value, bias?.value, pool)
    return record(
      ActivatedProduct(
        x: x.id, weight: weight.id, bias: bias?.id, input: x.value, matrix: weight.value,
        activation: activation), y)
  }

  /// y = (act(gate) · up) wᵀ for each row: a gated unit and the linear map after it. What is inside is
  /// not kept but computed again.
  public mutating func linear(
    gating gate: Variable, _ up: Variable, _ activation: Activation, _ weight: Variable
  ) throws(ShapeError) -> Variable {
    let hidden = try gate.value.gating(up.value, activation, pool: pool)
    let y = try LinearProduct.forward(hidden, weight.value, nil, pool)
    return record(
      GatedProduct(
        gate: gate.id, up: up.id, weight: weight.id, gateInput: gate.value, upInput: up.value,
        matrix: weight.value, activation: activation), y)
  }
}

private struct ActivatedProduct: TapeOperation {
  let x: Int
  let weight: Int
  let bias: Int?
  let input: Tensor
  let matrix: Tensor
  let activation: Activation

  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError) {
    try LinearProduct.addParameterGradients(
      gradient, input.activated(activation, pool: pass.pool), weight: weight, bias: bias,
      to: &pass)
    let inner = try matmul(gradient, matrix, pool: pass.pool)
    try pass.accumulate(
      try input.activationBackward(inner, activation, pool: pass.pool), to: x)
  }
}

private struct GatedProduct: TapeOperation {
  let gate: Int
  let up: Int
  let weight: Int
  let gateInput: Tensor
  let upInput: Tensor
  let matrix: Tensor
  let activation: Activation

  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError) {
    let hidden = try gateInput.gating(upInput, activation, pool: pass.pool)
    try LinearProduct.addParameterGradients(
      gradient, hidden, weight: weight, bias: nil, to: &pass)
    let inner = try matmul(gradient, matrix, pool: pass.pool)
    let both = try gateInput.gatingBackward(upInput, inner, activation, pool: pass.pool)
    try pass.accumulate(both.gate, to: gate)
    try pass.accumulate(both.up, to: up)
  }
}

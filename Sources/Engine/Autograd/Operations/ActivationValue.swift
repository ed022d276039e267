import Numerics

extension Tape {
  /// An activation of every element.
  public mutating func activation(_ x: Variable, _ activation: Activation) -> Variable {
    record(
      ActivationValue(x: x.id, input: x.value, activation: activation),
      x.value.activated(activation, pool: pool))
  }
}

private struct ActivationValue: TapeOperation {
  let x: Int
  let input: Tensor
  let activation: Activation

  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError) {
    try pass.accumulate(
      try input.activationBackward(gradient, activation, pool: pass.pool), to: x)
  }
}

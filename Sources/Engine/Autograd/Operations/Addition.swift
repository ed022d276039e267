import Numerics

extension Tape {
  /// x + y, element by element.
  public mutating func add(_ x: Variable, _ y: Variable) throws(ShapeError) -> Variable {
    record(Addition(x: x.id, y: y.id), try x.value.adding(y.value, pool: pool))
  }
}

private struct Addition: TapeOperation {
  let x: Int
  let y: Int

  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError) {
    try pass.accumulate(gradient, to: x)
    try pass.accumulate(gradient, to: y)
  }
}

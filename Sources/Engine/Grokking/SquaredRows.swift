import Numerics

extension Tape {
  /// x² of every element.
  public mutating func squared(_ x: Variable) throws(ShapeError) -> Variable {
    record(
      SquaredRows(x: x.id, input: x.value), try x.value.multiplied(by: x.value, pool: pool))
  }
}

private struct SquaredRows: TapeOperation {
  let x: Int
  let input: Tensor

  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError) {
    let product = try input.multiplied(by: gradient, pool: pass.pool)
    try pass.accumulate(product.scaled(by: 2, pool: pass.pool), to: x)
  }
}

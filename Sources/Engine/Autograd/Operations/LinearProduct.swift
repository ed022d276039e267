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
    let y = try LinearProduct.forward(x.value, weight.value, bias?.value, pool)
    return record(
      LinearProduct(
        x: x.id, weight: weight.id, bias: bias?.id, input: x.value, matrix: weight.value), y)
  }
}

/// y = x wᵀ + b: dx = g w, dw = gᵀ x, db = Σ g over the rows.
struct LinearProduct: TapeOperation {
  let x: Int
  let weight: Int
  let bias: Int?
  let input: Tensor
  let matrix: Tensor

  static func forward(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ pool: WorkerPool
  ) throws(ShapeError) -> Tensor {
    var y = try matmul(x, weight, transposeB: true, pool: pool)
    if let bias { try y.addToRows(bias, pool: pool) }
    return y
  }

  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError) {
    try Self.addParameterGradients(gradient, input, weight: weight, bias: bias, to: &pass)
    try pass.accumulateProduct(gradient, matrix, to: x)
  }

  static func addParameterGradients(
    _ gradient: Tensor, _ input: Tensor, weight: Int, bias: Int?, to pass: inout GradientPass
  ) throws(ShapeError) {
    try pass.accumulateProduct(gradient, input, transposeA: true, to: weight)
    if let bias { try pass.accumulate(gradient.columnSums(pool: pass.pool), to: bias) }
  }
}

import Numerics

extension Tape {
  /// Queries or keys turned by their positions in their sequences, which count from 0.
  ///
  /// - Parameters:
  ///   - x: `[batch · tokens, heads · headWidth]`.
  ///   - heads: the heads of a row.
  public mutating func rotate(
    _ x: Variable, _ rotary: RotaryEmbedding, _ shape: HeadShape, heads: Int
  ) throws(ShapeError) -> Variable {
    let operation = Rotation(x: x.id, rotary: rotary, shape: shape, heads: heads)
    return record(operation, try operation.turned(x.value, inverse: false, pool: pool))
  }
}

private struct Rotation: TapeOperation {
  let x: Int
  let rotary: RotaryEmbedding
  let shape: HeadShape
  let heads: Int

  func turned(_ x: Tensor, inverse: Bool, pool: WorkerPool) throws(ShapeError) -> Tensor {
    var split = try shape.split(x, heads: heads)
    try rotary.rotate(&split, inverse: inverse, pool: pool)
    return try split.reshaped(x.shape)
  }

  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError) {
    try pass.accumulate(try turned(gradient, inverse: true, pool: pass.pool), to: x)
  }
}

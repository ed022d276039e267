import Numerics

extension Tape {
  /// The rows of a table that `ids` name, `[ids.count, width]`.
  public mutating func embedding(_ table: Variable, _ ids: [Int]) throws(ShapeError) -> Variable {
    record(
      EmbeddingLookup(table: table.id, shape: table.value.shape, ids: ids),
      try table.value.gathering(ids, pool: pool))
  }
}

private struct EmbeddingLookup: TapeOperation {
  let table: Int
  let shape: [Int]
  let ids: [Int]

  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError) {
    try pass.accumulate(.lookups(gradient: gradient, ids: ids), shape: shape, to: table)
  }
}

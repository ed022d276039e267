import Numerics

/// An operation on a tape, with what its gradient needs.
protocol TapeOperation {
  /// Adds to the gradients of the operation's arguments what the gradient of its value brings.
  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError)
}

/// The gradients that are being collected while a tape runs backwards.
struct GradientPass {
  let pool: WorkerPool
  private var gradients: [Tensor?]

  init(count: Int, pool: WorkerPool) {
    self.pool = pool
    gradients = Array(repeating: nil, count: count)
  }

  /// Takes out what was collected for a variable.
  mutating func take(_ id: Int) -> Tensor? {
    defer { gradients[id] = nil }
    return gradients[id]
  }

  mutating func add(_ gradient: Tensor, to id: Int) {
    gradients[id] = gradient
  }

  /// Adds a gradient to what was collected for a variable.
  mutating func accumulate(_ gradient: Tensor, to id: Int) throws(ShapeError) {
    guard var sum = take(id) else { return add(gradient, to: id) }
    try sum.add(gradient, pool: pool)
    add(sum, to: id)
  }

  /// Adds the product of two matrices to what was collected for a variable.
  mutating func accumulateProduct(
    _ a: Tensor, _ b: Tensor, transposeA: Bool = false, to id: Int
  ) throws(ShapeError) {
    guard var sum = take(id) else {
      return add(try matmul(a, b, transposeA: transposeA, pool: pool), to: id)
    }
    try matmul(a, b, transposeA: transposeA, into: &sum, beta: 1, pool: pool)
    add(sum, to: id)
  }

  /// Adds rows to those of a table that `ids` name, of what was collected for it.
  mutating func accumulateRows(
    _ rows: Tensor, _ ids: [Int], shape: [Int], to id: Int
  ) throws(ShapeError) {
    var table = take(id) ?? Tensor(zeros: shape)
    try table.scatterAdd(rows, ids, pool: pool)
    add(table, to: id)
  }
}

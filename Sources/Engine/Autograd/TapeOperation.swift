import Numerics

/// An operation on a tape, with what its gradient needs.
protocol TapeOperation {
  /// Adds to the gradients of the operation's arguments what the gradient of its value brings.
  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError)
}

/// The gradients that are being collected while a tape runs backwards.
///
/// Those of parameters are collected as terms, to be computed at the end and, where a batch was cut
/// into parts, for all parts at once.
struct GradientPass {
  let pool: WorkerPool
  /// The terms of each parameter's gradient.
  private(set) var terms: [[GradientTerm]]
  private var gradients: [Tensor?]

  init(count: Int, parameters: Int, pool: WorkerPool) {
    self.pool = pool
    gradients = Array(repeating: nil, count: count)
    terms = Array(repeating: [], count: parameters)
  }

  /// Takes out what was collected for a variable that is no parameter.
  mutating func take(_ id: Int) -> Tensor? {
    defer { gradients[id] = nil }
    return gradients[id]
  }

  /// Adds a gradient to what was collected for a variable.
  mutating func accumulate(_ gradient: Tensor, to id: Int) throws(ShapeError) {
    guard id >= terms.count else { return terms[id].append(.tensor(gradient)) }
    guard var sum = take(id) else {
      gradients[id] = gradient
      return
    }
    try sum.add(gradient, pool: pool)
    gradients[id] = sum
  }

  /// Adds g w to what was collected for the argument of a linear map.
  mutating func accumulateInput(
    of weight: LinearWeight, _ gradient: Tensor, to id: Int
  ) throws(ShapeError) {
    guard var sum = take(id) else {
      return try accumulate(try weight.inputGradient(gradient, pool), to: id)
    }
    try weight.addInputGradient(gradient, to: &sum, pool)
    gradients[id] = sum
  }

  /// Adds a sum over rows to what was collected for a variable of the given shape.
  mutating func accumulate(
    _ term: GradientTerm, shape: [Int], to id: Int
  ) throws(ShapeError) {
    guard id >= terms.count else { return terms[id].append(term) }
    let sums = try ParameterGradients.sum([[[term]]], shapes: [shape], pool: pool)
    try accumulate(sums[0], to: id)
  }
}

import Numerics

/// A tensor on a tape: what was computed, and where its gradient will be collected.
public struct Variable: Sendable {
  let id: Int
  public let value: Tensor
}

/// A record of coarse operations (a linear map, an attention, a norm …), to be run backwards: reverse
/// accumulation (Linnainmaa, 1970; Griewank and Walther, "Evaluating Derivatives", 2008).
///
/// An operation keeps the tensors that its gradient needs and nothing else; a value that nobody needs
/// any more is freed as soon as the caller drops its variable, and running backwards frees the rest
/// step by step. Law: values and gradients have the same bits at every thread count.
public struct Tape {
  public let pool: WorkerPool
  /// The tensors that gradients are wanted of.
  public let parameters: [Tensor]
  /// The parameters' packed forms, where a caller has made them.
  let packed: PackedParameters?
  private var records: [Record] = []
  private var count: Int

  private struct Record {
    let output: Int
    let operation: any TapeOperation
  }

  /// - Parameter packed: of the same parameters; spares every product the copy of its matrix.
  public init(
    parameters: [Tensor], packed: PackedParameters? = nil, pool: WorkerPool = .default
  ) {
    self.parameters = parameters
    self.packed = packed
    self.pool = pool
    count = parameters.count
  }

  /// A parameter as a variable.
  public func parameter(_ index: Int) -> Variable {
    Variable(id: index, value: parameters[index])
  }

  /// A tensor that takes part without being a parameter; its gradient is not kept.
  public mutating func constant(_ value: Tensor) -> Variable {
    count += 1
    return Variable(id: count - 1, value: value)
  }

  mutating func record(_ operation: any TapeOperation, _ value: Tensor) -> Variable {
    records.append(Record(output: count, operation: operation))
    count += 1
    return Variable(id: count - 1, value: value)
  }

  /// The gradients of one number, such as a loss, with respect to the parameters, in their order;
  /// zeros for a parameter that it does not depend on. The tape is empty afterwards.
  public mutating func gradients(of result: Variable) throws(ShapeError) -> [Tensor] {
    try ParameterGradients.sum(
      [try gradientTerms(of: result)], shapes: parameters.map(\.shape), pool: pool)
  }

  /// What the gradients of one number are sums of, for each parameter. The tape is empty afterwards.
  public mutating func gradientTerms(
    of result: Variable
  ) throws(ShapeError) -> [[GradientTerm]] {
    guard result.value.count == 1 else {
      throw ShapeError("gradients", [result.value.shape], "expected one number")
    }
    var pass = GradientPass(count: count, parameters: parameters.count, pool: pool)
    try pass.accumulate(Tensor(repeating: 1, shape: result.value.shape), to: result.id)
    while let record = records.popLast() {
      guard let gradient = pass.take(record.output) else { continue }
      try record.operation.backward(gradient, into: &pass)
    }
    count = parameters.count
    return pass.terms
  }
}

import Bedrock
import Numerics

/// An optimizer of tensors: a method and what it remembers of each parameter.
///
/// Law: each number is updated on its own (but for Muon's matrices), so the bits do not depend on the
/// thread count.
public struct Optimizer: Sendable {
  public let method: OptimizationMethod
  public let kinds: [ParameterKind]
  /// How many steps were done.
  public internal(set) var steps = 0
  /// The first and second number that are remembered for each parameter, in the parameters' shapes;
  /// a method that remembers less leaves them at 0.
  public internal(set) var first: [Tensor]
  public internal(set) var second: [Tensor]

  /// - Parameter kinds: of each parameter; matrices where nothing is said.
  public init(_ method: OptimizationMethod, shapes: [[Int]], kinds: [ParameterKind]? = nil) {
    self.method = method
    self.kinds = kinds ?? shapes.map { _ in .matrix }
    first = shapes.map { Tensor(zeros: $0) }
    second = method.needsSecond ? first.map { Tensor(zeros: $0.shape) } : []
  }

  /// Does one step: changes the parameters against their gradients.
  public mutating func update(
    _ parameters: inout [Tensor], gradients: [Tensor], learningRate: Double,
    pool: WorkerPool = .default
  ) throws(ShapeError) {
    guard parameters.count == first.count, gradients.count == first.count else {
      throw ShapeError(
        "update", [[parameters.count], [gradients.count], [first.count]],
        "the numbers of parameters differ")
    }
    steps += 1
    for index in parameters.indices {
      try update(
        &parameters[index], gradients[index], index, StepRates(self, index, learningRate), pool)
    }
  }

  private mutating func update(
    _ x: inout Tensor, _ g: Tensor, _ index: Int, _ rates: StepRates, _ pool: WorkerPool
  ) throws(ShapeError) {
    let rate = rates.learningRate
    switch method {
    case .sgd:
      try x.update(
        gradient: g, &first[index], by: TensorStep(formula: PlainStep(rate: rate)), pool: pool)
    case .momentum(let momentum):
      let formula = MomentumStep(rate: rate, momentum: momentum)
      try x.update(gradient: g, &first[index], by: TensorStep(formula: formula), pool: pool)
    case .nesterov(let momentum):
      let formula = NesterovStep(rate: rate, momentum: momentum)
      try x.update(gradient: g, &first[index], by: TensorStep(formula: formula), pool: pool)
    case .rmsProp(let decay, let epsilon):
      let formula = RMSPropStep(rate: rate, decay: decay, epsilon: epsilon)
      try x.update(
        gradient: g, &first[index], &second[index], by: TensorStep(formula: formula), pool: pool)
    case .lion:
      try x.update(
        gradient: g, &first[index], by: TensorStep(formula: rates.lion()), pool: pool)
    case .muon(let momentum, let decay, _) where kinds[index] == .matrix && x.rank == 2:
      try Muon(momentum: Float(momentum), weightDecay: decay, learningRate: rates.learningRate)
        .update(&x, g, &first[index], pool: pool)
    case .adam, .adamW, .muon:
      try x.update(
        gradient: g, &first[index], &second[index], by: TensorStep(formula: rates.adam()),
        pool: pool)
    }
  }
}

extension OptimizationMethod {
  var needsSecond: Bool {
    switch self {
    case .sgd, .momentum, .nesterov, .lion: false
    case .rmsProp, .adam, .adamW, .muon: true
    }
  }
}

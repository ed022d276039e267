/// An optimizer of a point in a few dimensions, at double width: for what can be drawn.
///
/// The same formulas as `Optimizer`'s. Muon, which is about matrices, takes the point for a vector and
/// so does what AdamW does.
public struct PointOptimizer: Sendable {
  public let method: OptimizationMethod
  public let learningRate: Double
  /// How many steps were done.
  public private(set) var steps = 0
  /// Whether Adam and AdamW make up for averages that began at 0.
  public let correctsBias: Bool
  /// What is remembered of the gradients, one number a dimension; empty before the first step, and 0
  /// where a method remembers nothing.
  public private(set) var first: [Double] = []
  /// What is remembered of their squares.
  public private(set) var second: [Double] = []

  public init(_ method: OptimizationMethod, learningRate: Double, correctsBias: Bool = true) {
    self.method = method
    self.learningRate = learningRate
    self.correctsBias = correctsBias
  }

  /// The point after one step against a gradient, which has the point's dimensions.
  public mutating func step(from point: [Double], gradient: [Double]) -> [Double] {
    precondition(
      point.count == gradient.count && (first.isEmpty || first.count == point.count),
      "expected \(point.count) dimensions, got a gradient of \(gradient.count)")
    if first.isEmpty {
      first = Array(repeating: 0, count: point.count)
      second = first
    }
    steps += 1
    let rates = StepRates(method, step: steps, learningRate: learningRate, decays: true)
    switch method {
    case .sgd: return apply(PlainStep(rate: learningRate), point, gradient)
    case .momentum(let momentum):
      return apply(MomentumStep(rate: learningRate, momentum: momentum), point, gradient)
    case .nesterov(let momentum):
      return apply(NesterovStep(rate: learningRate, momentum: momentum), point, gradient)
    case .rmsProp(let decay, let epsilon):
      return apply(
        RMSPropStep(rate: learningRate, decay: decay, epsilon: epsilon), point, gradient)
    case .lion: return apply(rates.lion(), point, gradient)
    case .adam, .adamW, .muon:
      return apply(rates.adam(correctsBias: correctsBias), point, gradient)
    }
  }

  private mutating func apply(
    _ formula: some StepFormula, _ point: [Double], _ gradient: [Double]
  ) -> [Double] {
    var result = point
    for index in point.indices {
      formula.step(&result[index], gradient[index], &first[index], &second[index])
    }
    return result
  }
}

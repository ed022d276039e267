import Bedrock

/// The numbers of one step for one parameter.
struct StepRates {
  let method: OptimizationMethod
  let step: Int
  let learningRate: Double
  let decays: Bool

  init(_ optimizer: Optimizer, _ index: Int, _ learningRate: Double) {
    self.init(
      optimizer.method, step: optimizer.steps, learningRate: learningRate,
      decays: optimizer.kinds[index].decays)
  }

  /// - Parameter step: counted from 1.
  init(_ method: OptimizationMethod, step: Int, learningRate: Double, decays: Bool) {
    self.method = method
    self.step = step
    self.learningRate = learningRate
    self.decays = decays
  }

  /// Adam's formula with the corrections of this step, computed at double width.
  ///
  /// - Parameter correctsBias: false leaves the averages as they are, too small at first.
  func adam(correctsBias: Bool = true) -> AdamStep {
    var (beta1, beta2, epsilon, decay, rate) = (0.9, 0.999, 1e-8, 0.0, learningRate)
    switch method {
    case .adam(let b1, let b2, let e): (beta1, beta2, epsilon) = (b1, b2, e)
    case .adamW(let b1, let b2, let e, let d): (beta1, beta2, epsilon, decay) = (b1, b2, e, d)
    case .muon(_, let d, let ratio): (beta2, decay, rate) = (0.95, d, learningRate * ratio)
    case .sgd, .momentum, .nesterov, .rmsProp, .lion: break
    }
    let time = Double(step)
    return AdamStep(
      keep: decays ? 1 - rate * decay : 1,
      rate: correctsBias ? rate / (1 - Elementary.pow(beta1, time)) : rate, beta1: beta1,
      beta2: beta2,
      correction: correctsBias ? Elementary.sqrt(1 - Elementary.pow(beta2, time)) : 1,
      epsilon: epsilon)
  }

  /// Lion's formula.
  func lion() -> LionStep {
    guard case .lion(let beta1, let beta2, let decay) = method else {
      preconditionFailure("expected lion, got \(method.name)")
    }
    return LionStep(
      keep: decays ? 1 - learningRate * decay : 1, rate: learningRate, beta1: beta1, beta2: beta2)
  }
}

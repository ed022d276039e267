/// What decides how a model is tuned after its first training, but for the data.
public struct TuningPlan: Sendable, Equatable {
  public var steps: Int
  /// The examples of a step.
  public var batch: Int
  public var learningRate: Double
  /// The steps over which the learning rate rises; from then on it falls linearly to a tenth.
  public var warmup: Int
  public var weightDecay: Double
  /// The longest gradient, as one vector.
  public var maximumNorm: Double
  public var seed: UInt64

  public init(
    steps: Int, batch: Int, learningRate: Double, warmup: Int = 5, weightDecay: Double = 0,
    maximumNorm: Double = 1, seed: UInt64 = 0
  ) {
    self.steps = steps
    self.batch = batch
    self.learningRate = learningRate
    self.warmup = warmup
    self.weightDecay = weightDecay
    self.maximumNorm = maximumNorm
    self.seed = seed
  }

  /// The learning rate of a step, counted from 0.
  public func rate(step: Int) -> Double {
    if step < warmup { return learningRate * Double(step + 1) / Double(warmup) }
    let rest = Double(step - warmup) / Double(max(steps - warmup, 1))
    return learningRate * (1 - 0.9 * rest)
  }
}

/// What one step of training did.
public struct TrainingProgress: Sendable, Equatable {
  /// The steps done, this one included.
  public let step: Int
  /// The steps of the plan.
  public let steps: Int
  /// The mean cross-entropy of the step's batch before the step, in nats a token.
  public let loss: Float
  /// The validation loss after the step, where it was measured.
  public let validationLoss: Float?
  public let learningRate: Double
  /// The length of the gradient before clipping.
  public let gradientNorm: Double
}

/// A validation loss and the number of steps after which it was measured.
public struct ValidationLoss: Sendable, Equatable {
  public let step: Int
  public let loss: Float

  public init(step: Int, loss: Float) {
    self.step = step
    self.loss = loss
  }
}

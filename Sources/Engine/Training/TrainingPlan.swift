import Bedrock

/// Everything that decides how a model is trained, but for the model and the tokens.
public struct TrainingPlan: Sendable, Equatable {
  /// How many steps to take.
  public var steps: Int
  /// The sequences of a step.
  public var batch: Int
  /// The tokens of a sequence.
  public var context: Int
  public var learningRate: Double
  public var schedule: LearningRateSchedule
  public var method: OptimizationMethod
  /// The longest gradient, as one vector; nil for any.
  public var maximumNorm: Double?
  /// What the batches are drawn with.
  public var seed: UInt64
  /// The share of the tokens, at their end, that is kept for validation.
  public var validationShare: Double
  /// After how many steps the validation loss is measured, and at the end; 0 for never.
  public var validationInterval: Int
  /// How many batches a validation takes at most, evenly spread.
  public var validationBatches: Int

  public init(
    steps: Int, batch: Int, context: Int, learningRate: Double = 1e-3,
    schedule: LearningRateSchedule = .constant, method: OptimizationMethod = .adamW(),
    maximumNorm: Double? = 1, seed: UInt64 = 0, validationShare: Double = 0,
    validationInterval: Int = 0, validationBatches: Int = 8
  ) {
    self.steps = steps
    self.batch = batch
    self.context = context
    self.learningRate = learningRate
    self.schedule = schedule
    self.method = method
    self.maximumNorm = maximumNorm
    self.seed = seed
    self.validationShare = validationShare
    self.validationInterval = validationInterval
    self.validationBatches = validationBatches
  }

  /// Throws if a number is out of its range.
  func validate() throws(TrainingError) {
    for (name, size) in [("steps", steps), ("batch", batch), ("context", context)] where size < 1 {
      throw .plan("\(name) is \(size)")
    }
    guard learningRate > 0, learningRate.isFinite else {
      throw .plan("the learning rate is \(learningRate)")
    }
    guard validationShare >= 0, validationShare < 1 else {
      throw .plan("the share for validation is \(validationShare)")
    }
    if let maximumNorm, !(maximumNorm > 0) { throw .plan("the longest gradient is \(maximumNorm)") }
    guard validationInterval >= 0, validationBatches >= 1 else {
      throw .plan(
        "validations are every \(validationInterval) steps of \(validationBatches) batches")
    }
    for (name, value) in method.constants where !(value >= 0 && value.isFinite) {
      throw .plan("\(method.name)'s \(name) is \(value)")
    }
  }

  /// What a checkpoint must agree with for training to continue from it: all but the number of steps.
  var identity: JSON {
    func named(_ name: String, _ constants: [(name: String, value: Double)]) -> JSON {
      .object([("name", .string(name))] + constants.map { ($0.name, .double($0.value)) })
    }
    return .object([
      ("batch", .integer(batch)), ("context", .integer(context)),
      ("learning_rate", .double(learningRate)),
      ("schedule", named(schedule.name, schedule.constants)),
      ("method", named(method.name, method.constants)),
      ("maximum_norm", maximumNorm.map(JSON.double) ?? .null),
      ("seed", .string("\(seed)")), ("validation_share", .double(validationShare)),
      ("validation_interval", .integer(validationInterval)),
      ("validation_batches", .integer(validationBatches)),
    ])
  }
}

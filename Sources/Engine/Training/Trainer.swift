import Numerics

/// Trains a model on tokens, step by step.
///
/// Laws: weights and losses are a function of the starting weights, the tokens and the plan: the same
/// bits at every thread count, and the same whether a training runs through or is continued from a
/// checkpoint.
public struct Trainer: Sendable {
  public let plan: TrainingPlan
  public internal(set) var weights: ModelWeights
  public internal(set) var optimizer: Optimizer
  /// The loss of each step done.
  public internal(set) var losses: [Float] = []
  /// The validation losses so far.
  public internal(set) var validationLosses: [ValidationLoss] = []
  private let batches: TokenBatches
  private let graph: TrainingGraph

  /// The number of steps done.
  public var step: Int { losses.count }
  public var isFinished: Bool { step >= plan.steps }

  /// Throws if plan, model and tokens do not go together.
  public init(_ weights: ModelWeights, tokens: [UInt32], plan: TrainingPlan) throws {
    try plan.validate()
    MemoryReuse.encourage()
    self.plan = plan
    self.weights = weights
    let configuration = weights.configuration
    graph = try TrainingGraph(configuration)
    guard plan.context <= configuration.context else {
      throw ModelError.contextExceeded(tokens: plan.context, context: configuration.context)
    }
    if let token = tokens.first(where: { Int($0) >= configuration.vocabularySize }) {
      throw ModelError.unknownToken(Int(token), vocabularySize: configuration.vocabularySize)
    }
    batches = try TokenBatches(
      tokens: tokens, context: plan.context, batch: plan.batch, seed: plan.seed,
      validationShare: plan.validationShare)
    optimizer = Optimizer(
      plan.method, shapes: weights.tensors.map(\.shape), kinds: configuration.parameterKinds)
  }

  /// Trains up to the plan's last step, or until `progress`, called after each step, says false.
  public mutating func run(
    pool: WorkerPool = .default, progress: (TrainingProgress) throws -> Bool = { _ in true }
  ) throws {
    while !isFinished {
      guard try progress(try advance(pool: pool)) else { return }
    }
  }

  /// Does one step.
  @discardableResult
  public mutating func advance(pool: WorkerPool = .default) throws -> TrainingProgress {
    let rate = plan.learningRate * plan.schedule.factor(step: step)
    let result = try BatchGradients(
      batches.training(step: step), sequences: plan.batch, weights: weights.tensors, graph: graph,
      pool: pool)
    var (loss, gradients) = (result.loss, result.gradients)
    guard loss.isFinite else { throw TrainingError.diverged(step: step + 1) }
    let norm: Double
    if let maximum = plan.maximumNorm {
      norm = GradientClipping.clip(&gradients, maximum: maximum, pool: pool)
    } else {
      norm = GradientClipping.globalNorm(gradients)
    }
    try optimizer.update(&weights.tensors, gradients: gradients, learningRate: rate, pool: pool)
    losses.append(loss)
    let validation = try measureIfDue(pool: pool)
    return TrainingProgress(
      step: step, steps: plan.steps, loss: loss, validationLoss: validation, learningRate: rate,
      gradientNorm: norm)
  }

  /// The mean loss over the validation tokens, in nats a token; nil if there are none.
  public func validationLoss(pool: WorkerPool = .default) throws -> Float? {
    let parts = batches.validation(batches: plan.validationBatches)
    var (sum, count) = (0.0, 0)
    for part in parts {
      var tape = Tape(parameters: weights.tensors, pool: pool)
      let sequences = part.ids.count / plan.context
      let loss = try graph.loss(part.ids, targets: part.targets, batch: sequences, on: &tape)
      sum += Double(loss.value[flat: 0]) * Double(part.ids.count)
      count += part.ids.count
    }
    return count == 0 ? nil : Float(sum / Double(count))
  }

  private mutating func measureIfDue(pool: WorkerPool) throws -> Float? {
    let interval = plan.validationInterval
    guard interval > 0, step % interval == 0 || isFinished else { return nil }
    guard let loss = try validationLoss(pool: pool) else { return nil }
    validationLosses.append(ValidationLoss(step: step, loss: loss))
    return loss
  }
}

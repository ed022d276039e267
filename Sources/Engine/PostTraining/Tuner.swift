import Bedrock
import Numerics

/// Takes steps against the gradient of any loss that can be written on a tape.
///
/// Law: weights are a function of the starting weights, the plan and the losses that it is given, with
/// the same bits at every thread count.
public struct Tuner: Sendable {
  public let plan: TuningPlan
  public let configuration: ModelConfiguration
  /// The parameters, in the configuration's order; a reward model's output has one row.
  public private(set) var tensors: [Tensor]
  public private(set) var step = 0
  public let graph: TrainingGraph
  private var optimizer: Optimizer
  private var factors: LowRankFactors?

  /// What one step did.
  public struct Step: Sendable, Equatable {
    /// The loss before the step.
    public let loss: Float
    /// The length of the gradient before clipping.
    public let gradientNorm: Double
  }

  /// - Parameter lowRank: how the matrices inside the layers are adapted; without it all parameters are
  ///   trained.
  public init(
    _ configuration: ModelConfiguration, tensors: [Tensor], plan: TuningPlan,
    lowRank: LowRank? = nil
  ) throws {
    MemoryReuse.encourage()
    self.configuration = configuration
    self.tensors = tensors
    self.plan = plan
    graph = try TrainingGraph(configuration)
    factors = lowRank.map { LowRankFactors($0, configuration, tensors, seed: plan.seed) }
    optimizer = Optimizer(
      .adamW(beta1: 0.9, beta2: 0.99, weightDecay: plan.weightDecay),
      shapes: (factors?.tensors ?? tensors).map(\.shape),
      kinds: factors == nil ? configuration.parameterKinds : nil)
  }

  /// How many numbers are trained.
  public var trainedCount: Int { (factors?.tensors ?? tensors).reduce(0) { $0 + $1.count } }

  /// Does one step against the gradient of a loss.
  ///
  /// Throws if the loss is no number.
  public mutating func advance(
    pool: WorkerPool = .default, loss: (TrainingGraph, inout Tape) throws -> Variable
  ) throws -> Step {
    var (value, gradients) = try gradients(pool, loss)
    guard value.isFinite else { throw TrainingError.diverged(step: step + 1) }
    if let factors { gradients = try factors.gradients(gradients, pool: pool) }
    let norm = GradientClipping.clip(&gradients, maximum: plan.maximumNorm, pool: pool)
    try update(gradients, pool)
    step += 1
    return Step(loss: value, gradientNorm: norm)
  }

  private mutating func update(_ gradients: [Tensor], _ pool: WorkerPool) throws(ShapeError) {
    let rate = plan.rate(step: step)
    guard factors != nil else {
      return try optimizer.update(&tensors, gradients: gradients, learningRate: rate, pool: pool)
    }
    var optimizer = optimizer
    try factors?.update(&tensors, pool: pool) { (factors) throws(ShapeError) in
      try optimizer.update(&factors, gradients: gradients, learningRate: rate, pool: pool)
    }
    self.optimizer = optimizer
  }

  /// Loss and gradients; the tape, which shares the weights' memory, is gone when this returns.
  private func gradients(
    _ pool: WorkerPool, _ loss: (TrainingGraph, inout Tape) throws -> Variable
  ) throws -> (Float, [Tensor]) {
    var tape = Tape(parameters: tensors, pool: pool)
    let variable = try loss(graph, &tape)
    return (variable.value[flat: 0], try tape.gradients(of: variable))
  }
}

extension Tuner {
  /// The weights as a model's.
  public func weights() throws -> ModelWeights {
    try ModelWeights(configuration: configuration, tensors: tensors)
  }
}

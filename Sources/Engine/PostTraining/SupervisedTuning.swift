import Bedrock
import Numerics

/// Supervised fine-tuning: next-token prediction on answers, given their prompts
/// (Ouyang et al., 2022, arXiv:2203.02155, step 1).
///
/// The loss is the mean over answer tokens of −ln p; a prompt's own tokens take no part unless
/// `isMasked` is false.
public struct SupervisedTuning: Sendable {
  public private(set) var tuner: Tuner
  public let replies: [Reply]
  public let isMasked: Bool
  public private(set) var losses: [Float] = []

  /// - Parameters:
  ///   - replies: at least one.
  ///   - lowRank: how the matrices inside the layers are adapted; without it all parameters are trained.
  public init(
    _ weights: ModelWeights, replies: [Reply], plan: TuningPlan, isMasked: Bool = true,
    lowRank: LowRank? = nil
  ) throws {
    guard !replies.isEmpty else { throw TrainingError.plan("there is no example") }
    tuner = try Tuner(
      weights.configuration, tensors: weights.tensors, plan: plan, lowRank: lowRank)
    self.replies = replies
    self.isMasked = isMasked
  }

  public var isFinished: Bool { tuner.step >= tuner.plan.steps }

  /// Does one step on examples drawn at random.
  @discardableResult
  public mutating func advance(pool: WorkerPool = .default) throws -> Tuner.Step {
    let plan = tuner.plan
    var stream = RandomStream(seed: plan.seed, name: "tuning batch", occurrence: tuner.step)
    let drawn = (0..<plan.batch).map { _ in replies[stream.below(replies.count)] }
    let batch = PaddedSequences(drawn, isMasked: isMasked)
    let step = try tuner.advance(pool: pool) { graph, tape in
      try graph.loss(batch.ids, targets: batch.targets, batch: batch.count, on: &tape)
    }
    losses.append(step.loss)
    return step
  }
}

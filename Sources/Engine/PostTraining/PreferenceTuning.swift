import Bedrock
import Numerics

/// A prompt with two answers, the first of which is preferred; as tokens.
public struct PreferencePair: Sendable, Equatable {
  public let chosen: Reply
  public let rejected: Reply

  public init(prompt: [Int], chosen: [Int], rejected: [Int]) {
    self.chosen = Reply(prompt: prompt, answer: chosen)
    self.rejected = Reply(prompt: prompt, answer: rejected)
  }
}

/// Direct preference optimization: −ln σ(β (ln π/π_ref of the chosen − ln π/π_ref of the rejected))
/// (Rafailov et al., 2023, arXiv:2305.18290, equation 7).
///
/// β ln(π(y) / π_ref(y)) is the *implicit reward* of an answer; the loss knows the difference of two
/// only.
public struct PreferenceTuning: Sendable {
  public private(set) var tuner: Tuner
  public let pairs: [PreferencePair]
  /// β: how much the reference holds.
  public let beta: Double
  /// ln π_ref of the chosen and of the rejected answers, before the first step.
  public let reference: (chosen: [Double], rejected: [Double])
  public private(set) var losses: [Float] = []

  public init(
    _ weights: ModelWeights, pairs: [PreferencePair], beta: Double, plan: TuningPlan,
    pool: WorkerPool = .default
  ) throws {
    guard !pairs.isEmpty else { throw TrainingError.plan("there is no pair") }
    tuner = try Tuner(weights.configuration, tensors: weights.tensors, plan: plan)
    self.pairs = pairs
    self.beta = beta
    reference = try Self.logProbabilities(of: pairs, tuner, pool)
  }

  public var isFinished: Bool { tuner.step >= tuner.plan.steps }

  /// ln π of the chosen and of the rejected answers by the present weights.
  public func logProbabilities(
    pool: WorkerPool = .default
  ) throws -> (chosen: [Double], rejected: [Double]) {
    try Self.logProbabilities(of: pairs, tuner, pool)
  }

  /// Does one step on pairs drawn at random.
  @discardableResult
  public mutating func advance(pool: WorkerPool = .default) throws -> Tuner.Step {
    let plan = tuner.plan
    var stream = RandomStream(seed: plan.seed, name: "tuning batch", occurrence: tuner.step)
    let drawn = (0..<plan.batch).map { _ in stream.below(pairs.count) }
    let batch = PaddedSequences(drawn.map { pairs[$0].chosen } + drawn.map { pairs[$0].rejected })
    let offsets = drawn.map { reference.chosen[$0] - reference.rejected[$0] }
    let beta = beta
    let step = try tuner.advance(pool: pool) { graph, tape in
      let logits = try graph.logits(batch.ids, batch: batch.count, on: &tape)
      let tokens = try tape.logProbabilities(logits, targets: batch.targets)
      let answers = try tape.sums(tokens, sequences: batch.count)
      return try tape.bradleyTerry(answers, scale: beta, offsets: offsets)
    }
    losses.append(step.loss)
    return step
  }

  private static func logProbabilities(
    of pairs: [PreferencePair], _ tuner: Tuner, _ pool: WorkerPool
  ) throws -> (chosen: [Double], rejected: [Double]) {
    let all = try ReplyScores.logProbabilities(
      of: pairs.map(\.chosen) + pairs.map(\.rejected), configuration: tuner.configuration,
      tensors: tuner.tensors, pool: pool)
    return (Array(all[..<pairs.count]), Array(all[pairs.count...]))
  }
}

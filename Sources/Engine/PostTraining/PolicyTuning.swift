import Bedrock
import Numerics

/// Policy gradient with a leash: draws answers, scores them, and makes the better ones of a prompt
/// more likely.
///
/// The return of an answer is R = r − β Σ_t (ln π − ln π_ref), its reward less β times an estimate of
/// the divergence from the reference (Ziegler et al., 2019, arXiv:1909.08593; Ouyang et al., 2022).
/// Its advantage is R less the mean return of the *other* answers to the same prompt, a baseline that
/// costs no second model (RLOO; Kool et al., 2019; Ahmadian et al., 2024, arXiv:2402.14740). The step
/// follows Σ A ∇ ln π, by way of PPO's clipped surrogate where a draw is used several times.
///
/// GRPO takes A = (r − mean) / (deviation + 10⁻⁴) over the answers to one prompt, gives each answer the
/// same weight however long it is, and has the divergence as a term of the loss and not of the reward
/// (Shao et al., 2024, arXiv:2402.03300).
public struct PolicyTuning: Sendable {
  public private(set) var tuner: Tuner
  public let prompts: [[Int]]
  /// The answers that are drawn to each prompt of a step, at least two.
  public let samples: Int
  /// β
  public let divergenceWeight: Double
  public let sampler: Sampler
  /// The updates that are made with each draw, and PPO's ε for all but the first.
  public let updates: Int
  public let clip: Double
  public let method: Method
  private let reference: [Tensor]

  /// How rewards become advantages, and where the leash is.
  public enum Method: String, CaseIterable, Sendable { case rloo, grpo }

  /// What one step saw and did.
  public struct Step: Sendable {
    public let rollouts: [Rollout]
    public let rewards: [Double]
    /// For each answer Σ_t (ln π − ln π_ref); the mean estimates KL(π ‖ π_ref).
    public let divergences: [Double]
    public let gradientNorm: Double

    public var meanReward: Double { rewards.reduce(0, +) / Double(max(rewards.count, 1)) }
    public var meanDivergence: Double {
      divergences.reduce(0, +) / Double(max(divergences.count, 1))
    }
  }

  public init(
    _ weights: ModelWeights, prompts: [[Int]], samples: Int, divergenceWeight: Double,
    sampler: Sampler, plan: TuningPlan, updates: Int = 1, clip: Double = 0.2,
    method: Method = .rloo
  ) throws {
    guard !prompts.isEmpty else { throw TrainingError.plan("there is no prompt") }
    guard samples >= 2 else {
      throw TrainingError.plan("a prompt has \(samples) answers; it takes two to compare")
    }
    tuner = try Tuner(weights.configuration, tensors: weights.tensors, plan: plan)
    reference = weights.tensors
    self.prompts = prompts
    self.samples = samples
    self.divergenceWeight = divergenceWeight
    self.sampler = sampler
    self.updates = max(updates, 1)
    self.clip = clip
    self.method = method
  }

  public var isFinished: Bool { tuner.step >= tuner.plan.steps * updates }

  /// Draws answers to prompts drawn at random, scores them and updates the policy.
  ///
  /// - Parameter reward: a number for each answer; `prompt` of a rollout is a position in `prompts`.
  @discardableResult
  public mutating func advance(
    pool: WorkerPool = .default, reward: ([Rollout]) throws -> [Double]
  ) throws -> Step {
    let rollouts = try draw(pool)
    let rewards = try reward(rollouts)
    let batch = PaddedSequences(rollouts.map(\.reply))
    let old = try ReplyScores.tokenLogProbabilities(
      batch, graph: tuner.graph, tensors: reference, pool: pool)
    var round = PolicyRound(batch: batch, rewards: rewards, reference: old, group: samples)
    var norm = 0.0
    for _ in 0..<updates {
      let (weight, clip, method) = (divergenceWeight, clip, method)
      let step = try tuner.advance(pool: pool) { graph, tape in
        let logits = try graph.logits(batch.ids, batch: batch.count, on: &tape)
        let tokens = try tape.logProbabilities(logits, targets: batch.targets)
        if round.drawn.isEmpty {
          round.judge(tokens.value.elements, method, divergenceWeight: weight)
        }
        let surrogate = try tape.clippedSurrogate(
          tokens, old: round.drawn, advantages: round.advantages, clip: clip,
          weights: round.weights)
        guard method == .grpo else { return surrogate }
        return try tape.add(
          surrogate,
          try tape.referenceDivergence(
            tokens, reference: old, weights: round.weights.map { $0 * weight }))
      }
      norm = step.gradientNorm
    }
    return Step(
      rollouts: rollouts, rewards: rewards, divergences: round.divergences, gradientNorm: norm)
  }

  private func draw(_ pool: WorkerPool) throws -> [Rollout] {
    let round = tuner.step / updates
    var stream = RandomStream(
      seed: tuner.plan.seed, name: "policy batch", occurrence: round)
    let chosen = (0..<tuner.plan.batch).map { _ in stream.below(prompts.count) }
    let model = try Transformer(try tuner.weights(), pool: pool)
    return try sampler.answers(
      to: chosen.map { prompts[$0] }, count: samples, by: model, stream: stream, pool: pool
    ).map {
      Rollout(prompt: chosen[$0.prompt], reply: $0.reply, isEnded: $0.isEnded)
    }
  }
}

import Bedrock
import Engine
import Numerics
import Testing

@Suite("Tuning a model")
struct TuningTests {
  static let configuration = ModelConfiguration.llama(
    vocabularySize: 11, width: 24, layers: 1, heads: 2, hiddenWidth: 32, context: 12)
  static let plan = TuningPlan(steps: 40, batch: 4, learningRate: 0.01, warmup: 2, seed: 3)

  static func weights() throws -> ModelWeights {
    try ModelWeights(configuration: configuration, seed: 2)
  }

  static let pairs = [
    PreferencePair(prompt: [1, 2], chosen: [3, 0], rejected: [4, 5, 0]),
    PreferencePair(prompt: [1, 6, 7], chosen: [3, 3, 0], rejected: [4, 0]),
  ]

  @Test("a batch counts answers alone, or prompts too, and never what fills it up")
  func padding() {
    let replies = [Reply(prompt: [1, 2], answer: [3, 0]), Reply(prompt: [1], answer: [5])]
    let batch = PaddedSequences(replies)
    #expect(batch.ids == [1, 2, 3, 0, 1, 5, 5, 5])
    #expect(batch.targets == [-1, 3, 0, -1, 5, -1, -1, -1])
    #expect(batch.ends == [3, 5])
    #expect(batch.targetCount == 3)
    #expect(PaddedSequences(replies, isMasked: false).targets == [2, 3, 0, -1, 5, -1, -1, -1])
  }

  @Test("an answer's probability does not depend on what fills the batch up")
  func filling() throws {
    let weights = try Self.weights()
    func score(_ replies: [Reply]) throws -> [Double] {
      try ReplyScores.logProbabilities(
        of: replies, configuration: weights.configuration, tensors: weights.tensors)
    }
    let short = Reply(prompt: [1, 2], answer: [3, 0])
    let long = Reply(prompt: [1, 6, 7, 8], answer: [3, 3, 9, 9, 0])
    #expect(try score([short, long])[0] == score([short])[0])
    // Two tokens of a model that knows nothing.
    #expect(abs(try score([short])[0] + 2 * 2.398) < 0.1)
  }

  @Test("supervised tuning learns the answers and leaves the prompts as unlikely as they were")
  func supervised() throws {
    let replies = Self.pairs.map(\.chosen)
    var run = try SupervisedTuning(try Self.weights(), replies: replies, plan: Self.plan)
    while !run.isFinished { try run.advance() }
    #expect(run.losses[0] > 2 && run.losses.last! < 0.2)
    let prompt = Reply(prompt: [1], answer: [6])
    let scores = try ReplyScores.logProbabilities(
      of: [prompt], configuration: Self.configuration, tensors: run.tuner.tensors)
    #expect(scores[0] < -1.5)
    #expect(try run.tuner.weights().configuration == Self.configuration)
  }

  @Test("low-rank tuning begins at the model, learns, and changes each matrix by its rank")
  func lowRank() throws {
    let start = try Self.weights()
    let replies = Self.pairs.map(\.chosen)
    var plan = Self.plan
    plan.learningRate = 0.1
    var full = try SupervisedTuning(start, replies: replies, plan: plan)
    var run = try SupervisedTuning(
      start, replies: replies, plan: plan, lowRank: LowRank(rank: 1, alpha: 2))
    try full.advance()
    while !run.isFinished { try run.advance() }
    #expect(run.losses[0] == full.losses[0])
    #expect(run.losses.last! < run.losses[0] - 0.3)
    // Six matrices of 24 + 24, 24 + 32 (three times) numbers.
    #expect(run.tuner.trainedCount == 4 * 48 + 3 * 56)
    for (index, parameter) in start.parameters.enumerated() {
      let (before, after) = (start.tensors[index], run.tuner.tensors[index])
      guard case .layer(_, let part) = parameter, !"\(part)".contains("Norm") else {
        #expect(before.bits == after.bits, "\(parameter)")
        continue
      }
      let change = try after.adding(before.scaled(by: -1))
      // Every 2 by 2 minor of a matrix of rank 1 is 0.
      let minor = change[0, 0] * change[1, 1] - change[0, 1] * change[1, 0]
      #expect(abs(change[0, 0]) + abs(change[1, 1]) > 1e-4, "\(parameter)")
      #expect(abs(minor) < 1e-6, "\(parameter)")
    }
  }

  @Test("preference tuning begins at ln 2 with all rewards 0, and the margin grows")
  func preference() throws {
    var run = try PreferenceTuning(
      try Self.weights(), pairs: Self.pairs, beta: 0.5, plan: Self.plan)
    while !run.isFinished { try run.advance() }
    #expect(abs(run.losses[0] - 0.6931472) < 1e-5)
    #expect(run.losses.last! < 0.3)
    let now = try run.logProbabilities()
    for pair in 0..<2 {
      let margin =
        now.chosen[pair] - run.reference.chosen[pair]
        - (now.rejected[pair] - run.reference.rejected[pair])
      #expect(margin > 1)
    }
  }

  @Test("a reward model begins at ln 2 with every reward 0, and learns the ranking")
  func reward() throws {
    let start = try RewardModel(body: try Self.weights())
    #expect(try start.rewards(of: Self.pairs.map(\.chosen)) == [0, 0])
    var run = try RewardFitting(start, pairs: Self.pairs, plan: Self.plan)
    while !run.isFinished { try run.advance() }
    #expect(abs(run.losses[0] - 0.6931472) < 1e-6)
    let (better, worse) = (
      try run.model.rewards(of: Self.pairs.map(\.chosen)),
      try run.model.rewards(of: Self.pairs.map(\.rejected))
    )
    #expect(zip(better, worse).allSatisfy { $0 > $1 })
  }

  static func policy(
    _ divergenceWeight: Double, _ method: PolicyTuning.Method = .rloo
  ) throws -> PolicyTuning {
    try PolicyTuning(
      try weights(), prompts: [[1, 2], [1, 6]], samples: 4, divergenceWeight: divergenceWeight,
      sampler: Sampler(maximumTokens: 4, endTokens: [0]),
      plan: TuningPlan(steps: 40, batch: 4, learningRate: 0.01, seed: 3), method: method)
  }

  /// The share of an answer's tokens that are 7.
  static func sevens(_ rollouts: [Rollout]) -> [Double] {
    rollouts.map { rollout in
      Double(rollout.reply.answer.count { $0 == 7 }) / Double(rollout.reply.answer.count)
    }
  }

  @Test(
    "policy gradient raises the reward, and a leash holds it near the reference",
    arguments: PolicyTuning.Method.allCases)
  func policyGradient(_ method: PolicyTuning.Method) throws {
    var last: [Double: PolicyTuning.Step] = [:]
    for weight in [0, 2.0] {
      var run = try Self.policy(weight, method)
      let first = try run.advance(reward: Self.sevens)
      #expect(first.divergences.allSatisfy { abs($0) < 1e-4 })
      #expect(first.rollouts.count == 16)
      while !run.isFinished { last[weight] = try run.advance(reward: Self.sevens) }
    }
    #expect(last[0]!.meanReward > 0.8)
    #expect(last[2]!.meanReward < last[0]!.meanReward)
    #expect(last[2]!.meanDivergence < last[0]!.meanDivergence / 2)
  }

  @Test("answers and weights have the same bits at every thread count", arguments: [2, 3, 7])
  func threads(_ threads: Int) throws {
    func run(_ threads: Int) throws -> ([Tensor], [Rollout]) {
      var run = try Self.policy(0.1)
      let pool = WorkerPool(threads: threads)
      var rollouts: [Rollout] = []
      for _ in 0..<3 { rollouts = try run.advance(pool: pool, reward: Self.sevens).rollouts }
      return (run.tuner.tensors, rollouts)
    }
    let (one, many) = (try run(1), try run(threads))
    #expect(one.0.map(\.bits) == many.0.map(\.bits))
    #expect(one.1 == many.1)
  }

  @Test("the learning rate rises and then falls to a tenth")
  func rate() {
    let plan = TuningPlan(steps: 12, batch: 1, learningRate: 1, warmup: 2)
    #expect(plan.rate(step: 0) == 0.5)
    #expect(plan.rate(step: 2) == 1)
    #expect(abs(plan.rate(step: 12) - 0.1) < 1e-12)
  }

  @Test("without data there is nothing to tune on")
  func empty() throws {
    let weights = try Self.weights()
    #expect(throws: TrainingError.self) {
      try SupervisedTuning(weights, replies: [], plan: Self.plan)
    }
    #expect(throws: TrainingError.self) {
      try PreferenceTuning(weights, pairs: [], beta: 1, plan: Self.plan)
    }
    #expect(throws: TrainingError.self) {
      try RewardFitting(try RewardModel(body: weights), pairs: [], plan: Self.plan)
    }
  }
}

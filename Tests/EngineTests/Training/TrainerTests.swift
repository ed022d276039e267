import Bedrock
import Engine
import Numerics
import Testing

@Suite("Training")
struct TrainerTests {
  static let configuration = ModelConfiguration.llama(
    vocabularySize: 11, width: 32, layers: 1, heads: 4, keyValueHeads: 2, hiddenWidth: 64,
    context: 16)

  /// A sequence that can be learned: each token is the one before it, times two, modulo 11.
  static let tokens: [UInt32] = {
    var stream = RandomStream(seed: 1, name: "tokens")
    var tokens: [UInt32] = []
    while tokens.count < 2000 {
      var token = UInt32(1 + stream.below(10))
      for _ in 0..<20 {
        tokens.append(token)
        token = token * 2 % 11
      }
    }
    return tokens
  }()

  static func plan(_ method: OptimizationMethod = .adamW(), rate: Double = 0.01) -> TrainingPlan {
    TrainingPlan(
      steps: 40, batch: 4, context: 16, learningRate: rate,
      schedule: .cosine(warmup: 4, total: 40), method: method, seed: 3, validationShare: 0.1,
      validationInterval: 20, validationBatches: 2)
  }

  static func trainer(_ plan: TrainingPlan) throws -> Trainer {
    let weights = try ModelWeights(configuration: configuration, seed: 2)
    return try Trainer(weights, tokens: tokens, plan: plan)
  }

  @Test(
    "every method learns",
    arguments: [
      (.sgd, 1), (.momentum(), 0.2), (.nesterov(), 0.2), (.rmsProp(), 0.003), (.adam(), 0.01),
      (.adamW(), 0.01), (.muon(), 0.05),
    ] as [(OptimizationMethod, Double)])
  func learns(_ method: OptimizationMethod, _ rate: Double) throws {
    var trainer = try Self.trainer(Self.plan(method, rate: rate))
    try trainer.run()
    // The first loss is that of a model that knows nothing: ln 11.
    #expect(abs(trainer.losses[0] - 2.398) < 0.05)
    #expect(trainer.losses.suffix(5).max()! < (method == .sgd ? 2.2 : 1.5), "\(method)")
    #expect(trainer.validationLosses.map(\.step) == [20, 40])
  }

  @Test("weights and losses have the same bits at every thread count", arguments: [2, 3, 7])
  func threads(_ threads: Int) throws {
    var plan = Self.plan()
    plan.steps = 5
    var (one, many) = (try Self.trainer(plan), try Self.trainer(plan))
    try one.run(pool: WorkerPool(threads: 1))
    try many.run(pool: WorkerPool(threads: threads))
    #expect(one.checkpoint() == many.checkpoint())
  }

  @Test(
    "a training that goes on from a checkpoint ends with the same bytes",
    arguments: [
      .adamW(), .sgd, .muon(),
    ] as [OptimizationMethod])
  func resume(_ method: OptimizationMethod) throws {
    let plan = Self.plan(method)
    var whole = try Self.trainer(plan)
    var first = try Self.trainer(plan)
    try first.run { $0.step < 23 }
    #expect(first.step == 23)
    var second = try Trainer(resuming: first.checkpoint(), tokens: Self.tokens, plan: plan)
    try second.run()
    try whole.run()
    #expect(second.checkpoint() == whole.checkpoint())
    #expect(second.validationLosses == whole.validationLosses)
  }

  @Test("a checkpoint is a model's file")
  func model() throws {
    var trainer = try Self.trainer(Self.plan())
    try trainer.advance()
    #expect(try ModelWeights(try Safetensors(trainer.checkpoint())) == trainer.weights)
  }

  @Test("a checkpoint of another plan is refused")
  func otherPlan() throws {
    let trainer = try Self.trainer(Self.plan())
    #expect(throws: TrainingError.checkpoint("its plan differs")) {
      try Trainer(resuming: trainer.checkpoint(), tokens: Self.tokens, plan: Self.plan(.adam()))
    }
  }

  @Test("plans and tokens that cannot be trained with are refused")
  func refused() throws {
    var plan = Self.plan()
    plan.batch = 0
    #expect(throws: TrainingError.plan("batch is 0")) { try Self.trainer(plan) }
    let weights = try ModelWeights(configuration: Self.configuration, seed: 2)
    #expect(throws: TrainingError.tooFewTokens(count: 10, needed: 17)) {
      try Trainer(weights, tokens: Array(repeating: 0, count: 11), plan: Self.plan())
    }
    #expect(throws: ModelError.unknownToken(11, vocabularySize: 11)) {
      try Trainer(weights, tokens: [11], plan: Self.plan())
    }
    plan = Self.plan()
    plan.context = 17
    #expect(throws: ModelError.contextExceeded(tokens: 17, context: 16)) {
      try Self.trainer(plan)
    }
  }

  @Test("a training whose loss is no number any more stops")
  func diverged() throws {
    var weights = try ModelWeights(configuration: Self.configuration, seed: 2)
    weights.tensors[0][flat: 0] = .nan
    var trainer = try Trainer(weights, tokens: Self.tokens, plan: Self.plan())
    #expect(throws: TrainingError.diverged(step: 1)) { try trainer.run() }
  }
}

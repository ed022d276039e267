import Bedrock
import Engine
import Numerics

extension Benchmark {
  /// The training step.
  static let train = Benchmark(
    name: "train", summary: "Training steps, in tokens/s, beside the multiply-add peak."
  ) { context in
    let pool = WorkerPool(threads: context.threads)
    return [
      try TrainingBenchmarks.gpt(pool),
      try TrainingBenchmarks.tinyWorld(pool),
    ]
  }
}

/// Whole steps of the trainer: batch, forward and backward pass, clipping, optimizer.
enum TrainingBenchmarks {
  private static let samples = 15
  private static let stepsPerSample = 4

  /// A GPT of 828,544 parameters at batches of 16 × 64 tokens, with AdamW.
  static func gpt(_ pool: WorkerPool) throws -> Measurement {
    let configuration = ModelConfiguration.gpt2(
      vocabularySize: 256, width: 128, layers: 4, heads: 4, context: 64)
    return try measure(configuration, batch: 16, pool, detail: "GPT")
  }

  /// A model in the shape of tinyworld, at the batches of its recipe.
  static func tinyWorld(_ pool: WorkerPool) throws -> Measurement {
    let recipe = TinyWorldRecipe.shipped
    return try measure(recipe.configuration, batch: recipe.batch, pool, detail: "tinyworld")
  }

  private static func measure(
    _ configuration: ModelConfiguration, batch: Int, _ pool: WorkerPool, detail: String
  ) throws -> Measurement {
    var trainer = try trainer(configuration, batch: batch)
    let parameters = trainer.weights.tensors.reduce(0) { $0 + $1.count }
    let tokens = Double(batch * configuration.context * stepsPerSample)
    var (rates, limits): ([Double], [Double]) = ([], [])
    for _ in 0..<3 { try trainer.advance(pool: pool) }
    for _ in 0..<samples {
      // Six operations a parameter and token: two forward, four backward.
      limits.append(MachineLimits.multiplyAddPeak(pool) * 1e9 / Double(6 * parameters))
      let seconds = try Stopwatch.seconds {
        for _ in 0..<stepsPerSample { try trainer.advance(pool: pool) }
      }
      rates.append(tokens / seconds)
    }
    return Measurement(
      "train", threads: pool.threads, unit: "tokens/s", samples: rates,
      limit: Measurement.median(limits),
      detail: "\(detail), \(NumberText.grouped(parameters)) parameters, "
        + "\(batch)×\(configuration.context) tokens, AdamW")
  }

  private static func trainer(
    _ configuration: ModelConfiguration, batch: Int
  ) throws -> Trainer {
    var stream = RandomStream(seed: 1, name: "tokens")
    let tokens = (0..<20_000).map { _ in UInt32(stream.below(configuration.vocabularySize)) }
    let weights = try ModelWeights(configuration: configuration, seed: 1)
    let plan = TrainingPlan(steps: 1 << 20, batch: batch, context: configuration.context)
    return try Trainer(weights, tokens: tokens, plan: plan)
  }
}

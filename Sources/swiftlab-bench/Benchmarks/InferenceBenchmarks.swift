import Bedrock
import Engine
import Numerics

extension Benchmark {
  /// Many tokens at once, as when a prompt is read.
  static let prefill = Benchmark(
    name: "prefill", summary: "Reading a prompt, in tokens/s, beside the multiply-add peak."
  ) { context in
    let pool = WorkerPool(threads: context.threads)
    if let model = context.model {
      let subject = try InferenceBenchmarks.Subject(model, model.transformer(pool))
      return [try InferenceBenchmarks.prefill(subject, pool)]
    }
    return try InferenceBenchmarks.models.map { try InferenceBenchmarks.prefill($0, pool) }
  }

  /// One token after another, with a cache.
  static let decode = Benchmark(
    name: "decode", summary: "Writing token by token, in tokens/s, beside the memory's bandwidth."
  ) { context in
    let pool = WorkerPool(threads: context.threads)
    if let model = context.model {
      let subject = try InferenceBenchmarks.Subject(model, model.transformer(pool))
      return [try InferenceBenchmarks.decode(subject, pool)]
    }
    return try InferenceBenchmarks.models.map { try InferenceBenchmarks.decode($0, pool) }
  }
}

/// The forward pass of whole models with random weights: numbers do not change the work.
enum InferenceBenchmarks {
  /// A model's shape and the work that is asked of it.
  struct Subject: Sendable {
    let name: String
    let configuration: ModelConfiguration
    /// The tokens of a prompt.
    let prompt: Int
    /// The tokens before the first that is written, and those written.
    let start: Int
    let written: Int
    let samples: Int
    /// A model from a file; one with random weights is made otherwise.
    var transformer: Transformer?
  }

  static let models = [
    Subject(
      name: "tinyworld", configuration: TinyWorldRecipe.shipped.configuration, prompt: 128,
      start: 32, written: 96, samples: 15),
    Subject(
      name: "SmolLM2-135M's shape",
      configuration: .llama(
        vocabularySize: 49152, width: 576, layers: 30, heads: 9, keyValueHeads: 3,
        hiddenWidth: 1536, context: 8192, rotaryBase: 100_000),
      prompt: 512, start: 32, written: 128, samples: 3),
  ]

  static func prefill(_ subject: Subject, _ pool: WorkerPool) throws -> Measurement {
    let model = try transformer(subject, pool)
    let ids = tokens(subject, subject.prompt)
    let work = subject.configuration.operations(tokens: subject.prompt, logitRows: 1).operations
    var (rates, limits): ([Double], [Double]) = ([], [])
    try pass(model, ids, pool)
    for _ in 0..<subject.samples {
      let peak = MachineLimits.multiplyAddPeak(pool) * 1e9
      limits.append(peak * Double(subject.prompt) / Double(work))
      let seconds = try Stopwatch.seconds { try pass(model, ids, pool) }
      rates.append(Double(subject.prompt) / seconds)
    }
    return Measurement(
      "prefill", threads: pool.threads, unit: "tokens/s", samples: rates,
      limit: Measurement.median(limits),
      detail: "\(subject.name), a prompt of \(subject.prompt), fp32")
  }

  /// The limit is how often the weights can be read from memory; a model that the caches hold can
  /// be faster than that.
  static func decode(_ subject: Subject, _ pool: WorkerPool) throws -> Measurement {
    let model = try transformer(subject, pool)
    let start = tokens(subject, subject.start)
    let large = Tensor(repeating: 1, shape: [1 << 26])
    let bytes = model.weightBytes
    // Two multiply-adds a weight: one makes it, if it is not a float yet, the other uses it.
    let work =
      subject.transformer == nil
      ? 0 : 4 * Double(subject.configuration.operations(tokens: 1).mapOperations / 2)
    var (rates, limits): ([Double], [Double]) = ([], [])
    for _ in 0..<subject.samples {
      let reading = MachineLimits.readBandwidth(large, pool) * 1e9 / Double(bytes)
      let making = work == 0 ? .infinity : MachineLimits.multiplyAddPeak(pool) * 1e9 / work
      limits.append(min(reading, making))
      var state = DecodingState(
        subject.configuration, capacity: subject.start + subject.written)
      var row = try model.logits(start, state: &state, rows: .last, pool: pool)
      let seconds = try Stopwatch.seconds {
        for _ in 0..<subject.written {
          let next = largest(row)
          row = try model.logits([next], state: &state, rows: .last, pool: pool)
        }
      }
      rates.append(Double(subject.written) / seconds)
    }
    return Measurement(
      "decode", threads: pool.threads, unit: "tokens/s", samples: rates,
      limit: Measurement.median(limits),
      detail:
        "\(subject.name), \(subject.written) tokens after \(subject.start), \(bytes) bytes a token")
  }

  private static func pass(_ model: Transformer, _ ids: [Int], _ pool: WorkerPool) throws {
    var state = DecodingState(model.configuration, capacity: ids.count)
    _ = try model.logits(ids, state: &state, rows: .last, pool: pool)
  }

  private static func transformer(_ subject: Subject, _ pool: WorkerPool) throws -> Transformer {
    if let transformer = subject.transformer { return transformer }
    return try Transformer(
      ModelWeights(configuration: subject.configuration, seed: 1), pool: pool)
  }

  private static func tokens(_ subject: Subject, _ count: Int) -> [Int] {
    var stream = RandomStream(seed: 1, name: "tokens")
    return (0..<count).map { _ in stream.below(subject.configuration.vocabularySize) }
  }

  private static func largest(_ row: Tensor) -> Int {
    row.withElements { elements in
      var best = 0
      for index in elements.indices where elements[index] > elements[best] { best = index }
      return best
    }
  }
}

extension InferenceBenchmarks.Subject {
  /// A model's own file: a prompt of 512 tokens, and 128 written after 32.
  init(_ model: ModelSubject, _ transformer: Transformer) throws {
    let configuration = transformer.configuration
    let prompt = min(512, configuration.context)
    let start = min(32, configuration.context / 4)
    self.init(
      name: model.name, configuration: configuration, prompt: prompt, start: start,
      written: min(128, configuration.context - start), samples: 7, transformer: transformer)
  }
}

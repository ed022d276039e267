import Bedrock
import Engine
import Models
import Numerics

extension Benchmark {
  /// A whole generation: logits, the choice of tokens, and all between.
  static let generate = Benchmark(
    name: "generate",
    summary: "Writing as the directive does, greedy and drawn, in tokens/s (needs --model)."
  ) { context in
    guard let model = context.model else { return [] }
    return try ModelBenchmarks.generate(model, WorkerPool(threads: context.threads))
  }

  /// From the file to the first logits.
  static let load = Benchmark(
    name: "load", summary: "From a model's file to its first logits, in ms (needs --model)."
  ) { context in
    guard let model = context.model else { return [] }
    return [try ModelBenchmarks.load(model, WorkerPool(threads: context.threads))]
  }

  /// The most memory that a generation takes.
  static let memory = Benchmark(
    name: "memory", summary: "Peak memory of a generation, in MB (Linux; needs --model)."
  ) { context in
    guard let model = context.model else { return [] }
    return try ModelBenchmarks.memory(model, WorkerPool(threads: context.threads))
  }
}

/// Measurements of a model's own file.
enum ModelBenchmarks {
  private static let prompt = 32
  private static let written = 128

  private static func tokens(_ configuration: ModelConfiguration, _ count: Int) -> [Int] {
    var stream = RandomStream(seed: 1, name: "tokens")
    return (0..<count).map { _ in stream.below(configuration.vocabularySize) }
  }

  static func generate(_ subject: ModelSubject, _ pool: WorkerPool) throws -> [Measurement] {
    let model = try subject.transformer(pool)
    let drawn = GenerationOptions(
      strategy: .sample, filters: [.temperature(0.8), .topP(0.95)],
      maximumTokens: written)
    return try [
      ("greedy", GenerationOptions(maximumTokens: written)),
      ("temperature 0.8, top-p 0.95", drawn),
    ].map { name, options in
      let rates = try (0..<5).map { _ in
        var stream = RandomStream(seed: 1, name: "generate")
        let ids = tokens(model.configuration, prompt)
        return Double(written)
          / (try Stopwatch.seconds {
            _ = try model.generate(ids, options, stream: &stream, pool: pool)
          })
      }
      return Measurement(
        "generate", threads: pool.threads, unit: "tokens/s", samples: rates,
        detail: "\(subject.name), \(name), \(written) after \(prompt), the prompt's time included")
    }
  }

  /// The limit is how long it takes to read the file's bytes from memory.
  static func load(_ subject: ModelSubject, _ pool: WorkerPool) throws -> Measurement {
    let large = Tensor(repeating: 1, shape: [1 << 26])
    let bandwidth = MachineLimits.readBandwidth(large, pool) * 1e9
    let times = try Stopwatch.samples(5) {
      let model = try LanguageModel(subject.file, pool: pool)
      var state = DecodingState(model.configuration)
      _ = try model.transformer.logits([0, 1, 2, 3], state: &state, rows: .last, pool: pool)
    }
    return Measurement(
      "load", threads: pool.threads, unit: "ms", samples: times.map { $0 * 1e3 },
      limit: Double(subject.file.count) / bandwidth * 1e3,
      detail: "\(subject.name), tokenizer, weights and the logits of 4 tokens")
  }

  /// The limit is the file's size.
  static func memory(_ subject: ModelSubject, _ pool: WorkerPool) throws -> [Measurement] {
    let model = try subject.transformer(pool)
    var stream = RandomStream(seed: 1, name: "generate")
    _ = try model.generate(
      tokens(model.configuration, prompt), GenerationOptions(maximumTokens: written),
      stream: &stream, pool: pool)
    guard let bytes = PeakMemory.bytes else { return [] }
    return [
      Measurement(
        "memory", threads: pool.threads, unit: "MB", samples: [Double(bytes) / 1e6],
        limit: Double(subject.file.count) / 1e6,
        detail: "\(subject.name), the process's peak, \(written) tokens after \(prompt)")
    ]
  }
}

/// The most memory that this process had at once, as Linux counts it.
private enum PeakMemory {
  static var bytes: Int? {
    guard let status = try? FileSystem.read("/proc/self/status") else { return nil }
    for line in String(decoding: status, as: UTF8.self).split(separator: "\n")
    where line.hasPrefix("VmHWM:") {
      let digits = line.utf8.filter { (48...57).contains($0) }
      return Int(String(decoding: digits, as: UTF8.self)).map { $0 * 1024 }
    }
    return nil
  }
}

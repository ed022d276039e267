/// One benchmark: a name on the command line, and the samples that it takes.
struct Benchmark: Sendable {
  var name: String
  /// One sentence for `--help`.
  var summary: String
  /// Takes the samples with that many threads.
  var measure: @Sendable (_ context: BenchmarkContext) throws -> [Measurement]
}

/// What a benchmark is run with.
struct BenchmarkContext {
  var threads: Int
  /// Texts to tokenize instead of the generated ones, as the command line named them.
  var files: [String]
  /// The model to measure instead of those with random weights.
  var model: ModelSubject?
}

/// Every benchmark, in the order in which they run.
enum BenchmarkRegister {
  static let all: [Benchmark] =
    [.sgemm, .attention, .train, .prefill, .decode, .generate, .load, .memory]
    + TokenizerBenchmarks.all + RunnerBenchmarks.all

  /// What is measured of a model; its memory first, before others have used any.
  static let ofModels: [Benchmark] = [.memory, .load, .prefill, .decode, .generate]
}

/// Every benchmark, in the order in which they run.
enum BenchmarkRegister {
  static let all: [Benchmark] =
    [.sgemm, .attention, .train, .prefill, .decode] + TokenizerBenchmarks.all + RunnerBenchmarks.all
}

/// Every benchmark, in the order in which they run.
enum BenchmarkRegister {
  static let all: [Benchmark] =
    [.sgemm, .attention] + TokenizerBenchmarks.all + RunnerBenchmarks.all
}

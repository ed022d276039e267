/// Every benchmark, in the order in which they run.
enum BenchmarkRegister {
  static let all: [Benchmark] =
    [.sgemm, .attention, .train] + TokenizerBenchmarks.all + RunnerBenchmarks.all
}

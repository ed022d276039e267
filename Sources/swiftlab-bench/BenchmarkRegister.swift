/// Every benchmark, one line each.
enum BenchmarkRegister {
  static let all: [Benchmark] = []
}

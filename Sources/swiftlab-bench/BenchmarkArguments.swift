import Bedrock

/// The command line: `swiftlab-bench [NAME…] [--threads N] [--model NAME|FILE] [--busy] [--file PATH] [--json]`.
struct BenchmarkArguments {
  var benchmarks: [Benchmark] = []
  /// The thread counts to measure with, one after the other.
  var threads: [Int] = []
  var files: [String] = []
  /// A model's name or file.
  var model: String?
  /// Whether another thread keeps a core busy meanwhile.
  var isBusy = false
  var json = false
  var wantsHelp = false

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  init(_ words: [String]) throws {
    var rest = words[...]
    while let word = rest.popFirst() {
      switch word {
      case "--help", "-h": wantsHelp = true
      case "--json": json = true
      case "--busy": isBusy = true
      case "--model":
        guard let name = rest.popFirst() else {
          throw Failure(description: "--model takes a model's name or file")
        }
        model = name
      case "--threads":
        guard let count = rest.popFirst().flatMap(CountLimit.count) else {
          throw Failure(description: "option '--threads' \(CountLimit.words)")
        }
        threads.append(count)
      case "--file":
        guard let path = rest.popFirst() else { throw Failure(description: "--file takes a path") }
        files.append(path)
      default: benchmarks.append(try Self.benchmark(named: word))
      }
    }
    if benchmarks.isEmpty {
      benchmarks = model == nil ? BenchmarkRegister.all : BenchmarkRegister.ofModels
    }
    if threads.isEmpty { threads = [1, 2] }
  }

  private static func benchmark(named word: String) throws -> Benchmark {
    let names = BenchmarkRegister.all.map(\.name)
    if let found = BenchmarkRegister.all.first(where: { $0.name == word }) { return found }
    if word.utf8.first == UInt8(ascii: "-") {
      throw Failure(description: "unknown option '\(word)'")
    }
    let suggestion = EditDistance.suggestion(for: word, among: names)
    throw Failure(
      description: "unknown benchmark '\(word)'"
        + (suggestion.map { "; did you mean '\($0)'?" }
          ?? "; there are \(names.joined(separator: ", "))"))
  }

  static var usage: String {
    let lines = BenchmarkRegister.all.map {
      "  " + ColumnWidth.padded($0.name, to: 18) + $0.summary
    }
    return """
      usage: swiftlab-bench [NAME…] [--threads N]… [--model NAME|FILE] [--busy] [--file PATH]…
                            [--json]

      Medians of several samples, with the machine's limits measured in the same run.
      Without --threads, everything is measured with 1 and with 2.
      --model measures decode, prefill, generate, load and memory with a model's own file.
      --busy keeps one core busy meanwhile, as another process would.

      \(lines.joined(separator: "\n"))
      """
  }
}

import Bedrock
import Directives
import Runner

/// How long labs take from Markdown to report, in this process: reading, running, drawing, writing.
///
/// Every sample runs the labs anew and finds its reports written already, as a second run would.
enum RunnerBenchmarks {
  static let all = [
    Benchmark(name: "runner", summary: "ms for labs of 15 blocks that each draw a chart") {
      context in
      try [1, 100].map { try measure(labs: $0, threads: context.threads) }
    }
  ]

  private static let samples = 9

  private static func measure(labs: Int, threads: Int) throws -> Measurement {
    let folder = try TemporaryWorkspace(labs: labs)
    defer { folder.remove() }
    let tool = CommandLineTool(
      product: Product(register: Directives.register), workspace: Workspace(root: folder.path),
      console: Console(write: { _ in }, writeError: { _ in }, readInput: { [] }))
    let seconds = try Stopwatch.samples(samples) {
      guard tool.run(["run", "--jobs", "\(threads)", "--no-cache"]).rawValue == 0 else {
        throw Failure.labsFailed
      }
    }
    return Measurement(
      "runner", threads: threads, unit: "ms", samples: seconds.map { $0 * 1000 },
      detail: labs == 1 ? "1 lab of 15 blocks" : "\(labs) labs of 15 blocks")
  }

  enum Failure: Error, CustomStringConvertible {
    case labsFailed

    var description: String { "a lab of the benchmark failed" }
  }
}

/// A folder with labs, removed when it has served.
private struct TemporaryWorkspace {
  let path: String

  init(labs: Int) throws {
    path = PathText.join(ThisProcess.temporaryFolder, "swiftlab-bench-\(RandomName.make())")
    for index in 0..<labs {
      let place = "\(path)/Labs/\(index).md"
      try AtomicFile.write(Array(Self.lab(index).utf8), to: place, shownAs: place)
    }
  }

  /// Fifteen blocks with a bar chart each.
  private static func lab(_ index: Int) -> String {
    let blocks = (1...15).map { block in
      """
      Block \(block) of lab \(index).

      ```swiftlab label=b\(block)
      sample logits=[\(block), 0.5, -0.25, \(index % 7)] tokens=["a", "b", "c", "d"] draws=0
      ```
      """
    }
    return "# Lab \(index)\n\n" + blocks.joined(separator: "\n\n") + "\n"
  }

  func remove() { FileSystem.removeTree(path) }
}

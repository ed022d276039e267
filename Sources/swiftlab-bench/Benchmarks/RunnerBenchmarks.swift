import Bedrock
import Directives
import Runner

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

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
    case noFolder

    var description: String {
      switch self {
      case .labsFailed: "a lab of the benchmark failed"
      case .noFolder: "no temporary folder could be made"
      }
    }
  }
}

/// A folder with labs, removed when it has served.
private struct TemporaryWorkspace {
  let path: String

  init(labs: Int) throws {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    path = "\(base)/swiftlab-bench-\(getpid())-\(labs)"
    try FileSystem.makeFolder("\(path)/Labs")
    for index in 0..<labs {
      guard let file = fopen("\(path)/Labs/\(index).md", "wb") else {
        throw RunnerBenchmarks.Failure.noFolder
      }
      let text = Array(Self.lab(index).utf8)
      fwrite(text, 1, text.count, file)
      fclose(file)
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

  func remove() {
    removeTree(path)
  }

  private func removeTree(_ path: String) {
    for name in (try? FileSystem.entries(of: path)) ?? [] {
      let child = "\(path)/\(name)"
      if FileSystem.kind(of: child) == .folder { removeTree(child) } else { unlink(child) }
    }
    rmdir(path)
  }
}

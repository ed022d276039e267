import Bedrock
import Notebook
import Pages
import Runner
import Synchronization

/// A working folder with a swiftlab in it, whose streams are kept.
final class Bench: Sendable {
  let folder = TemporaryFolder()
  /// Results are kept outside of the checkout.
  private let cacheFolder = TemporaryFolder()
  var cache: String { "\(cacheFolder.path)/results" }

  struct Result {
    var status: CommandLineTool.ExitStatus
    var output: String
    var errors: String
  }

  init(labs: [String: String] = [:]) throws {
    for (name, text) in labs { try folder.write(text, to: "Labs/\(name)") }
  }

  @discardableResult
  func swiftlab(
    _ words: String..., input: [UInt8] = [], modelNames: Set<String> = [],
    absentModels: [String: String] = [:]
  ) -> Result {
    run(words, input: input, modelNames: modelNames, absentModels: absentModels)
  }

  /// - Parameters:
  ///   - absentModels: the known models that are not there, and what to do about it.
  ///   - answers: what a person types on the terminal; `nil` where there is none.
  ///   - program: what stands for the running program's bytes.
  func run(
    _ words: [String], input: [UInt8] = [], modelNames: Set<String> = [],
    absentModels: [String: String] = [:], program: String? = "A",
    environment: [String: String] = [:], answers: [String]? = nil,
    isTerminal: Bool = false,
    pause: @escaping @Sendable () -> Bool = { false }
  ) -> Result {
    let streams = Streams()
    var console = Console(
      write: { streams.append($0, error: false) }, writeError: { streams.append($0, error: true) },
      readInput: { input }, pause: pause)
    console.environment = { environment[$0] }
    console.outputIsTerminal = isTerminal
    console.errorIsTerminal = isTerminal
    if let answers {
      let rest = Mutex(answers[...])
      console.inputIsTerminal = true
      console.readLine = { rest.withLock { $0.popFirst() } }
    }
    var product = Product(register: testRegister, modelNames: modelNames)
    product.programHash = { program.map { SHA256.hash($0) } }
    product.cacheHome = .folder(cache)
    product.absentModel = { absentModels[$0] }
    product.page = WebPages.page
    product.site = WebPages.site
    product.serve = WebPages.serve
    let tool = CommandLineTool(
      product: product, workspace: Workspace(root: folder.path), console: console)
    let status = tool.run(words)
    return Result(
      status: status, output: streams.text(error: false), errors: streams.text(error: true))
  }

  /// The report of a lab given as text, without its opening comment; the run must succeed.
  func report(_ lab: String) throws -> String {
    try folder.write(lab, to: "Labs/lab.md")
    let result = swiftlab("run", "Labs/lab.md")
    guard result.status == .success else { throw RunFailed(errors: result.errors) }
    let report = try folder.read("output/lab.md")
    return report.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false).last
      .map(String.init) ?? ""
  }

  /// What a lab that fails says on the terminal, without the summary line and the draft's place.
  func errors(_ lab: String, status: CommandLineTool.ExitStatus = .failure) throws -> String {
    try folder.write(lab, to: "Labs/lab.md")
    let result = swiftlab("run", "Labs/lab.md")
    guard result.status == status else { throw RunFailed(errors: result.errors) }
    return result.errors.split(separator: "\n", omittingEmptySubsequences: false).filter {
      !$0.hasPrefix("swiftlab: ") && !$0.contains("a draft with these errors")
    }.joined(separator: "\n").trimmingNewlines
  }
}

struct RunFailed: Error {
  var errors: String
}

extension String {
  var trimmingNewlines: String {
    var text = Substring(self)
    while text.last == "\n" { text.removeLast() }
    return String(text)
  }
}

/// What a run wrote.
private final class Streams: Sendable {
  private let bytes = Mutex<(output: [UInt8], errors: [UInt8])>(([], []))

  func append(_ more: [UInt8], error: Bool) {
    bytes.withLock { if error { $0.errors += more } else { $0.output += more } }
  }

  func text(error: Bool) -> String {
    bytes.withLock { String(decoding: error ? $0.errors : $0.output, as: UTF8.self) }
  }
}

extension String {
  /// How often a text occurs.
  func components(of part: String) -> Int { ranges(of: part).count }
}

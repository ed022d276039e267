import Bedrock
import Figures
import Notebook

/// How labs are to be run.
public struct RunOptions: Sendable {
  public enum Format: String, Sendable {
    case markdown = "md"
    case json
    case html
  }

  /// One of several equal shares of the labs: every `count`-th, from the `index`-th on.
  public struct Shard: Sendable, Equatable {
    /// From 1.
    public var index: Int
    public var count: Int

    public init(index: Int, count: Int) {
      self.index = index
      self.count = count
    }
  }

  /// The folder of the reports, as the user named it.
  public var output = "output"
  /// Values that stand in for those of the front matter.
  public var settings: [(name: String, value: String)] = []
  /// Labs at once.
  public var jobs = SystemThread.coreCount
  /// The engine's threads; `nil` leaves the engine to choose.
  public var threads: Int?
  /// How many times the usual limits of work hold; `nil` leaves it to each lab.
  public var limit: Int?
  public var shard: Shard?
  /// The file of a plan that says which labs the shard has; `nil` shares them out by path.
  public var plan: String?
  public var format = Format.markdown
  /// What stands in a figure's place; `nil` where each lab says so itself.
  public var figures: FigureForm?
  /// Folders besides the working folder that labs may read from.
  public var allowedFolders: [String] = []
  public var usesCache = true
  /// Whether results are written into the labs themselves.
  public var isInPlace = false
  /// Whether neither progress nor a summary is shown.
  public var isQuiet = false
  /// Where the time and memory of directives are noted; `nil` where nobody wants to know.
  var profile: RunProfile?
  /// Whether labs are worked on by a process of their own, so that a crash ends one lab and not all.
  public var isIsolated = false
  /// Whether the labs are somebody else's, whom nobody knows.
  public var isUntrusted = false
  var limits = RunLimits()
  /// Whether the hashes of all files that a report depends on are wanted.
  public var tracksInputs = false

  public init() {}
}

extension RunOptions {
  /// The options of a command line.
  ///
  /// - Throws: `UsageError`.
  package init(_ arguments: Arguments) throws {
    self.init()
    if let folder = arguments.value("--output") {
      guard !folder.isEmpty else { throw UsageError("option '--output' needs a folder") }
      output = folder
    }
    settings = try arguments.values("--set").map(Self.setting)
    jobs = try arguments.count("--jobs") ?? jobs
    threads = try arguments.count("--threads")
    if let text = arguments.value("--limit") { limit = try Self.limit(text) }
    if let text = arguments.value("--shard") { shard = try Self.shard(text) }
    plan = arguments.value("--plan")
    if plan != nil, shard == nil { throw UsageError("'--plan' needs '--shard I/N'") }
    if arguments.command != .plan, let text = arguments.value("--format") {
      format = try Self.format(text, of: arguments.command)
    }
    if let text = arguments.value("--figures") {
      guard let form = FigureForm(rawValue: text) else {
        throw UsageError.unknown("form", text, among: FigureForm.allCases.map(\.rawValue))
      }
      figures = form
    }
    allowedFolders = arguments.values("--allow-read")
    usesCache = !arguments.has("--no-cache")
    isInPlace = arguments.has("--in-place")
    isQuiet = arguments.has("--quiet")
    if arguments.has("--profile") {
      // One at a time, so that memory and time are its own.
      profile = RunProfile()
      usesCache = false
      jobs = 1
    }
    isIsolated = ["--isolate", "--untrusted", "--time-limit", "--memory-limit"]
      .contains { arguments.has($0) }
    try readLimits(arguments)
    for option in ["--output", "--format", "--figures"] where isInPlace && arguments.has(option) {
      throw UsageError("'--in-place' writes into the labs themselves and takes no '\(option)'")
    }
  }

  private mutating func readLimits(_ arguments: Arguments) throws {
    isUntrusted = arguments.has("--untrusted")
    if isUntrusted { limits = .untrusted }
    if let text = arguments.value("--time-limit") {
      limits.seconds = try Self.limit(text, of: "--time-limit", in: 1...86_400)
    }
    if let text = arguments.value("--memory-limit") {
      limits.bytes = try Self.limit(text, of: "--memory-limit", in: 64...1 << 24) << 20
    }
    if isUntrusted, !allowedFolders.isEmpty {
      throw UsageError("'--untrusted' takes no '--allow-read': such labs read nothing else")
    }
  }

  private static func limit(
    _ text: String, of option: String, in range: ClosedRange<Int>
  ) throws -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw UsageError(
        "option '\(option)' must be a whole number from \(range.lowerBound) to"
          + " \(range.upperBound), not '\(VisibleText.line(text))'")
    }
    return number
  }

  private static func setting(_ text: String) throws -> (name: String, value: String) {
    guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")), equals > text.startIndex else {
      throw UsageError("'--set' takes NAME=VALUE, not '\(VisibleText.line(text))'")
    }
    var name = String(text[..<equals])
    // In the front matter it is called `param.NAME`; both are understood.
    if name.utf8.starts(with: "param.".utf8) { name = String(Substring(name.utf8.dropFirst(6))) }
    return (name, String(text[text.utf8.index(after: equals)...]))
  }

  private static func shard(_ text: String) throws -> Shard {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { Int(String(Substring($0))) }
    guard parts.count == 2, let index = parts[0], let count = parts[1], count >= 1,
      (1...count).contains(index)
    else {
      throw UsageError(
        "option '--shard' takes I/N with I from 1 to N, not '\(VisibleText.line(text))'")
    }
    return Shard(index: index, count: count)
  }

  private static func limit(_ text: String) throws -> Int {
    guard let factor = Int(text), WorkLimit.factors.contains(factor) else {
      throw UsageError(
        "option '--limit' takes a whole number from 1 to \(WorkLimit.factors.upperBound), not"
          + " '\(VisibleText.line(text))'")
    }
    return factor
  }

  private static func format(_ text: String, of command: CommandName?) throws -> Format {
    // Every number of a document is its lab's: it is not compared.
    let choices = command == .check ? ["md", "html"] : ["md", "html", "json"]
    guard choices.contains(text), let format = Format(rawValue: text) else {
      throw UsageError.unknown("format", text, among: choices)
    }
    return format
  }
}

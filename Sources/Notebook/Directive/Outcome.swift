import Bedrock
import Figures

/// What a directive computed: named values, and what is to be shown of them.
public struct Outcome: Sendable {
  /// The values that its name is bound to.
  public var values: Record
  /// What the report shows, in order.
  public var blocks: [OutcomeBlock]

  public init(_ values: Record, blocks: [OutcomeBlock] = []) {
    self.values = values
    self.blocks = blocks
  }
}

/// One thing that a report shows.
public enum OutcomeBlock: Sendable {
  case figure(any Figure)
  case table(Table)
  /// A sentence or more, plain text: it is escaped where it is written.
  case paragraph(String)
}

/// What a directive may ask of the session while it runs.
public struct RunContext: Sendable {
  /// The directive's own random stream: keyed by the lab's seed, the result's name, and how often
  /// that name drew before.
  public var random: RandomStream
  /// The name that the result is bound to.
  public let name: String
  /// Warnings to be shown at the directive.
  public private(set) var warnings: [String] = []
  private let readFile: @Sendable (String) throws -> [UInt8]
  private let openFile: (@Sendable (String) throws -> NamedFile)?
  private let report: @Sendable (Progress) -> Void
  private let meter: WorkMeter

  /// How far a long computation has come.
  public struct Progress: Sendable {
    public var done: Int
    public var total: Int
    /// What is going on, such as `loss 2.31`.
    public var note: String

    public init(done: Int, total: Int, note: String) {
      self.done = done
      self.total = total
      self.note = note
    }
  }

  public init(
    random: RandomStream, name: String,
    readFile: @escaping @Sendable (String) throws -> [UInt8] = { path in
      throw DirectiveError("no file may be read here: '\(path)'")
    },
    openFile: (@Sendable (String) throws -> NamedFile)? = nil,
    meter: WorkMeter? = nil,
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) {
    self.random = random
    self.name = name
    self.readFile = readFile
    self.openFile = openFile
    self.report = progress
    self.meter = meter ?? WorkMeter(verb: name)
  }

  /// Says how much is going to be computed, before it is, and before anything is allocated for it.
  ///
  /// - Throws: `DirectiveError` where that is beyond the limit, which is the same on every machine.
  public func admit(_ estimate: WorkEstimate) throws { try meter.admit(estimate) }

  /// The bytes of a file that the lab names, where it may be read.
  public func read(file path: String) throws -> [UInt8] { try readFile(path) }

  /// A file that the lab names, where it may be read: for large ones, whose bytes are not copied.
  public func open(file path: String) throws -> NamedFile {
    if let openFile { return try openFile(path) }
    let bytes = try readFile(path)
    return NamedFile(bytes: FileBytes(bytes), contentHash: ContentHash.hash(bytes))
  }

  /// Shows on standard error how far a long computation has come.
  public func progress(_ done: Int, of total: Int, _ note: String = "") {
    report(Progress(done: done, total: total, note: note))
  }

  public mutating func warn(_ message: String) { warnings.append(message) }
}

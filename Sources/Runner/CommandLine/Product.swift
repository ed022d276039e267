import Bedrock
import Notebook

/// What the executable puts into the runner: the directives, and what belongs to the engine.
public struct Product: Sendable {
  public static let version = "0.1.0"

  public var register: DirectiveRegister
  /// Names of built-in models, which a lab may not bind.
  public var modelNames: Set<String>
  /// Tells the engine how many threads it may use.
  public var setThreads: @Sendable (Int) -> Void
  /// The hash of the program's own bytes, under which results are kept; `nil` keeps none.
  public var programHash: @Sendable () -> SHA256.Digest? = { nil }

  /// The instruction set that the engine was compiled for; `nil` where nothing is to be said of it.
  public var instructionSet: String?

  /// What this process is, where another watches over it while it works on labs.
  public var worker: IsolatedWorker?
  /// Where results are kept between runs.
  public var cacheHome = CacheHome.none

  /// The folder of fetched models, which labs may read from.
  public var modelFolder: String?
  /// For the name of a known model that is not on this machine, what to do about it.
  public var absentModel: @Sendable (String) -> String? = { _ in nil }

  /// Makes a page of HTML of a report.
  public var page: @Sendable (PageSource) -> [UInt8] = { $0.markdown }

  /// Carries out `swiftlab site`, which needs who makes pages.
  package var site:
    @Sendable (Arguments, Workspace, Console, Product) throws ->
      CommandLineTool.ExitStatus = { _, _, _, _ in
        throw UsageError("this program makes no sites")
      }

  /// Carries out `swiftlab serve`.
  package var serve:
    @Sendable (Arguments, Workspace, Console, Product) throws ->
      CommandLineTool.ExitStatus = { _, _, _, _ in
        throw UsageError("this program serves no sites")
      }

  /// Carries out `swiftlab model`, which needs the engine.
  package var model:
    @Sendable (Arguments, Workspace, Console) throws ->
      CommandLineTool.ExitStatus = { _, _, _ in
        throw UsageError("this program has no models")
      }

  public init(
    register: DirectiveRegister, modelNames: Set<String> = [],
    setThreads: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.register = register
    self.modelNames = modelNames
    self.setThreads = setThreads
  }

  var version: String { Self.version }

  /// What `--version` says.
  var versionLine: String {
    "swiftlab \(version)" + (instructionSet.map { " (\($0))" } ?? "")
  }
}

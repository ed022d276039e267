import Bedrock

/// The standard streams, or what a test puts in their place.
public struct Console: Sendable {
  /// Writes results; nothing else goes there.
  public var write: @Sendable ([UInt8]) -> Void
  /// Writes diagnostics, progress and the summary.
  public var writeError: @Sendable ([UInt8]) -> Void
  /// All of standard input.
  public var readInput: @Sendable () throws -> [UInt8]
  /// Whether a person watches standard error.
  public var errorIsTerminal: Bool
  /// Whether a person reads standard output, and whether one answers on standard input.
  public var outputIsTerminal = false
  public var inputIsTerminal = false
  /// Whether these are the process' own streams, so that an interruption of it is told of on them.
  var isOfProcess = false
  /// A line that a person types, without its end; `nil` at the end of the input.
  public var readLine: @Sendable () -> String? = { nil }
  /// A variable of the environment.
  public var environment: @Sendable (String) -> String? = { _ in nil }
  /// Waits a moment before a watch looks again; `false` ends the watch.
  public var pause: @Sendable () -> Bool

  public init(
    write: @escaping @Sendable ([UInt8]) -> Void,
    writeError: @escaping @Sendable ([UInt8]) -> Void,
    readInput: @escaping @Sendable () throws -> [UInt8], errorIsTerminal: Bool = false,
    pause: @escaping @Sendable () -> Bool = { false }
  ) {
    self.write = write
    self.writeError = writeError
    self.readInput = readInput
    self.errorIsTerminal = errorIsTerminal
    self.pause = pause
  }

  /// The process' own streams.
  public static var standard: Console {
    var console = Console(
      write: { _ = StandardStream.output.write($0) },
      writeError: { _ = StandardStream.error.write($0) },
      readInput: { try StandardStream.readInput() },
      errorIsTerminal: StandardStream.error.isTerminal,
      pause: {
        SystemThread.sleep(microseconds: 200_000)
        return true
      })
    console.outputIsTerminal = StandardStream.output.isTerminal
    console.inputIsTerminal = StandardStream.inputIsTerminal
    console.isOfProcess = true
    console.readLine = { Swift.readLine() }
    console.environment = EnvironmentVariable.value
    return console
  }

  func print(_ text: String) { write(Array(text.utf8)) }

  /// Prints a difference of two reports.
  func printDifference(_ text: String) {
    print(
      outputIsTerminal && TerminalColour.isWanted(environment)
        ? TerminalColour.difference(text) : text)
  }

  package func printError(_ text: String) {
    let isColoured = errorIsTerminal && TerminalColour.isWanted(environment)
    writeError(Array((isColoured ? TerminalColour.diagnostics(text) : text).utf8))
  }
}

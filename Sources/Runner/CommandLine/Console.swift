import Bedrock
import Synchronization

/// The standard streams, or what a test puts in their place: the one way to the terminal.
///
/// Law: whatever a lab, a file's name or a model holds, a terminal is sent no control character but
/// line feeds and tabs, apart from colours of ours and from what takes the progress bar back. What is written
/// to a file or a pipe as a result keeps its bytes.
public struct Console: Sendable {
  /// Takes the bytes of standard output.
  private let output: @Sendable ([UInt8]) -> Void
  /// Takes the bytes of standard error, in which nothing is hidden by then.
  package var writeError: @Sendable ([UInt8]) -> Void
  /// All of standard input.
  public var readInput: @Sendable () throws -> [UInt8]
  /// Whether a person reads standard output and standard error, and answers on standard input.
  public var outputIsTerminal: Bool
  public var errorIsTerminal: Bool
  public var inputIsTerminal = false
  /// Whether these are the process' own streams, so that an interruption of it is told of on them.
  var isOfProcess = false
  /// A line that a person types, without its end; `nil` at the end of the input.
  public var readLine: @Sendable () -> String? = { nil }
  /// A variable of the environment.
  public var environment: @Sendable (String) -> String? = { _ in nil }
  /// Waits a moment before a watch looks again; `false` ends the watch.
  public var pause: @Sendable () -> Bool
  /// What kept standard output from taking all that was written; `nil` where it took it.
  package var outputFailure: @Sendable () -> FileError? = { nil }

  public init(
    write: @escaping @Sendable ([UInt8]) -> Void,
    writeError: @escaping @Sendable ([UInt8]) -> Void,
    readInput: @escaping @Sendable () throws -> [UInt8], outputIsTerminal: Bool = false,
    errorIsTerminal: Bool = false, pause: @escaping @Sendable () -> Bool = { false }
  ) {
    output = write
    self.writeError = writeError
    self.readInput = readInput
    self.outputIsTerminal = outputIsTerminal
    self.errorIsTerminal = errorIsTerminal
    self.pause = pause
  }

  /// The process' own streams.
  public static var standard: Console {
    let failure = FirstFailure()
    var console = Console(
      write: { failure.note(StandardStream.output.write($0)) },
      writeError: { StandardStream.error.write($0) },
      readInput: { try StandardStream.readInput() },
      outputIsTerminal: StandardStream.output.isTerminal,
      errorIsTerminal: StandardStream.error.isTerminal,
      pause: {
        SystemThread.sleep(microseconds: 200_000)
        return true
      })
    console.inputIsTerminal = StandardStream.inputIsTerminal
    console.isOfProcess = true
    console.readLine = { Swift.readLine() }
    console.environment = EnvironmentVariable.value
    console.outputFailure = { failure.error }
    return console
  }

  /// Writes a result; nothing else goes to standard output.
  package func write(_ bytes: [UInt8]) {
    output(outputIsTerminal ? Array(TerminalText.visible(bytes).utf8) : bytes)
  }

  package func print(_ text: String) { write(Array(text.utf8)) }

  /// Prints a difference of two reports.
  func printDifference(_ text: String) {
    guard outputIsTerminal else { return print(text) }
    let visible = TerminalText.visible(text)
    let isColoured = TerminalColour.isWanted(environment)
    output(Array((isColoured ? TerminalColour.difference(visible) : visible).utf8))
  }

  /// Writes diagnostics, progress or the summary.
  package func printError(_ text: String) {
    let visible = TerminalText.visible(text)
    let isColoured = errorIsTerminal && TerminalColour.isWanted(environment)
    writeError(Array((isColoured ? TerminalColour.diagnostics(visible) : visible).utf8))
  }

  /// Takes back the line that was last written to the terminal.
  func clearErrorLine() { writeError(Array("\r\u{1B}[K".utf8)) }
}

/// The first of several failures.
private final class FirstFailure: Sendable {
  private let first = Mutex<FileError?>(nil)

  func note(_ error: FileError?) {
    first.withLock { $0 = $0 ?? error }
  }

  var error: FileError? { first.withLock(\.self) }
}

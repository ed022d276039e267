import Bedrock

/// Watches over the process that works on labs.
///
/// The process is this very program with the same command line. It carries out the whole command, with
/// the streams of this one, and so a usual run is as it would be without; this one only waits. Where
/// the process ends before it is done, by a failed check of the program, an overflow or a limit, the
/// ledger says which directives were being carried out. If it was one, its lab has the blame, and
/// another process carries out the command with that lab as failed there. If there were several, the
/// next process runs these labs alone, after all others, so that the one to blame is found. What was
/// told before is not told again.
public struct Supervisor {
  private let words: [String]
  private let limits: RunLimits
  private let console: Console

  /// The first word of a working process' command line.
  static let workerWord = "__worker"

  /// - Parameter words: the command line without the program's name.
  /// - Returns: `nil` for a command that works on no labs, or that asks for no other process.
  public init?(_ words: [String], console: Console) {
    guard let command = words.first, ["run", "check"].contains(command),
      let arguments = try? Arguments(words), !arguments.has("--help"), !arguments.has("--version"),
      // A lab from standard input could not be read a second time.
      !arguments.operands.contains("-") || arguments.operands.count > 1,
      let options = try? RunOptions(arguments), options.isIsolated
    else { return nil }
    self.words = words
    self.console = console
    limits = options.limits
  }

  /// Carries out the command line; `nil` where no process could be started.
  public func run() -> Int32? {
    guard let path = ThisProcess.executable, let ledger = RunLedger() else { return nil }
    var state = IsolationState()
    while true {
      guard
        let child = ChildProcess(
          path, ["swiftlab", Self.workerWord] + words, memory: ledger.sharedMemory)
      else { return nil }
      let (ending, late) = wait(for: child, ledger)
      if case .status(let status) = ending { return status }
      if ending.isAskedFor, late == nil { ending.pass() }
      guard settle(ending, late, ledger, &state) else {
        console.printError(
          "swiftlab: error: the program ended before it was done (\(ending.reason)); "
            + "a run without '--isolate' shows more\n")
        return CommandLineTool.ExitStatus.failure.rawValue
      }
      ledger.state = state
      ledger.clearEntries()
    }
  }

  /// Waits for the end, and ends what takes too long.
  ///
  /// - Returns: how the process ended, and the lab that had no more time.
  private func wait(
    for child: ChildProcess, _ ledger: RunLedger
  ) -> (ChildProcess.Ending, RunLedger.Entry?) {
    guard let seconds = limits.seconds else { return (child.wait(), nil) }
    while true {
      if let ending = child.ending() { return (ending, nil) }
      let now = FileSystem.now
      if let late = ledger.entries.first(where: { ($0.began &+ seconds &* 1_000_000_000) < now }) {
        child.kill()
        return (child.wait(), late)
      }
      SystemThread.sleep(microseconds: 20_000)
    }
  }

  /// Finds out who is to blame.
  ///
  /// - Returns: whether another attempt will get further.
  private func settle(
    _ ending: ChildProcess.Ending, _ late: RunLedger.Entry?, _ ledger: RunLedger,
    _ state: inout IsolationState
  ) -> Bool {
    if let late {
      state.suspects.removeAll { $0 == late.lab }
      state.verdicts.append(verdict(late, limits.lateness))
      return true
    }
    let entries = ledger.entries
    if let only = entries.first, entries.count == 1 {
      state.suspects.removeAll { $0 == only.lab }
      state.verdicts.append(verdict(only, "\(limits.breakdown) (\(ending.reason))"))
      return true
    }
    let new = entries.map(\.lab).filter { !state.suspects.contains($0) }
    state.suspects += new
    return !new.isEmpty
  }

  private func verdict(_ entry: RunLedger.Entry, _ reason: String) -> IsolationState.Verdict {
    IsolationState.Verdict(
      lab: entry.lab, path: entry.path, line: entry.line, column: entry.column, reason: reason)
  }
}

import Bedrock
import Notebook

/// The process that works on labs, as it sees itself: it notes what it begins, and heeds what earlier
/// attempts at the same run have shown.
public final class IsolatedWorker: Sendable {
  let ledger: RunLedger
  let state: IsolationState

  /// - Parameter words: the command line without the program's name; a working process' own word is
  ///   taken off.
  /// - Returns: `nil` in a process that nobody watches.
  public init?(_ words: inout [String]) {
    guard words.first == Supervisor.workerWord, let ledger = RunLedger.handed() else { return nil }
    words.removeFirst()
    self.ledger = ledger
    state = ledger.state
    ChildProcess.endWithParent()
  }

  /// Sets the limits of this process.
  func heed(_ limits: RunLimits) {
    if let bytes = limits.bytes { ChildProcess.limitMemory(bytes: bytes) }
  }

  /// The order in which labs are run: those that are under suspicion alone, after all others.
  func batches(of count: Int) -> (together: [Int], alone: [Int]) {
    let suspects = state.suspects.filter { $0 < count }
    return ((0..<count).filter { !suspects.contains($0) }, suspects)
  }

  /// Does the work on a lab, with a note of it for the other process.
  ///
  /// - Parameter work: is handed what notes each directive.
  func working<Result>(
    on index: Int, _ lab: LabFile, _ work: (@escaping @Sendable (SourceSpan) -> Void) -> Result
  ) -> Result {
    guard let entry = ledger.takeEntry() else { return work { _ in } }
    ledger.begin(index, path: lab.path, in: entry)
    defer { ledger.end(entry) }
    return work { [ledger] span in
      let position = span.position
      ledger.note(
        path: span.file.path, line: position.line, column: position.column, in: entry)
    }
  }
}

import Bedrock
import Synchronization

/// Shows on standard error how far a run has come: a bar on a terminal, plain lines elsewhere.
///
/// A run that is done within half a second shows nothing. Everything else that goes to standard error
/// passes through here, so that a bar never stands in the middle of it.
final class ProgressDisplay: Sendable {
  private struct State {
    var done = 0
    /// Reports that were written.
    var written = 0
    var note = ""
    var isBarShown = false
    var nextUpdate: ContinuousClock.Instant
  }

  private let console: Console
  private let total: Int
  private let isQuiet: Bool
  private let start = ContinuousClock.now
  private let state: Mutex<State>

  /// - Parameters:
  ///   - total: the labs that will run.
  ///   - isQuiet: whether nothing is to be shown of the progress.
  init(console: Console, total: Int, isQuiet: Bool = false) {
    self.console = console
    self.total = total
    self.isQuiet = isQuiet
    let delay: Duration = console.errorIsTerminal ? .milliseconds(500) : .seconds(10)
    state = Mutex(State(nextUpdate: .now + delay))
    if console.isOfProcess {
      Interruption.handle { [weak self] in self?.interrupted() }
    }
  }

  /// A lab is done.
  ///
  /// - Parameter isWritten: whether its report was written.
  func labFinished(isWritten: Bool = false) {
    state.withLock { state in
      state.done += 1
      if isWritten { state.written += 1 }
      update(&state)
    }
  }

  /// How far a directive of a lab has come.
  func note(_ text: String) {
    state.withLock { state in
      state.note = text
      update(&state)
    }
  }

  /// Writes to standard error.
  func printError(_ text: String) {
    state.withLock { state in
      clearBar(&state)
      console.printError(text)
    }
  }

  /// Takes the bar away, at the end.
  func finish() {
    if console.isOfProcess { Interruption.handle(nil) }
    state.withLock { clearBar(&$0) }
  }

  /// Says what was done before somebody ended the run. Reports are moved into place in one step, so
  /// that those that were there are whole.
  private func interrupted() {
    state.withLock { state in
      clearBar(&state)
      let reports =
        state.written == 0
        ? "no report was changed" : "\(RunSummary.count(state.written, "report")) written"
      console.printError(
        "swiftlab: interrupted; \(state.done) of \(RunSummary.count(total, "lab")) done, "
          + "\(reports), every report is whole\n")
    }
  }

  private func update(_ state: inout State) {
    let now = ContinuousClock.now
    guard !isQuiet, now >= state.nextUpdate, state.done < total else { return }
    if console.errorIsTerminal {
      state.nextUpdate = now + .milliseconds(100)
      clearBar(&state)
      console.printError(bar(state))
      state.isBarShown = true
    } else {
      state.nextUpdate = now + .seconds(10)
      console.printError(
        "swiftlab: \(state.done) of \(total) labs done\(rate(state))\(suffix(state))\n")
    }
  }

  private func bar(_ state: State) -> String {
    let width = 24
    let filled = total == 0 ? width : width * state.done / total
    let marks =
      String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
    let text = "[\(marks)] \(state.done)/\(total)\(rate(state))\(suffix(state))"
    // A line that wraps could not be taken back.
    return ColumnWidth.prefix(of: text, columns: 78)
  }

  private func rate(_ state: State) -> String {
    ProgressText.rate(state.done, of: total, ContinuousClock.now - start)
  }

  private func suffix(_ state: State) -> String {
    state.note.isEmpty ? "" : "; " + VisibleText.line(state.note)
  }

  private func clearBar(_ state: inout State) {
    guard state.isBarShown else { return }
    console.clearErrorLine()
    state.isBarShown = false
  }
}

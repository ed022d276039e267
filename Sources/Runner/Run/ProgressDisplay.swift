import Bedrock
import Synchronization

/// Shows on standard error how far a run has come: a bar on a terminal, plain lines elsewhere.
///
/// A run that is done within half a second shows nothing. Everything else that goes to standard error
/// passes through here, so that a bar never stands in the middle of it.
final class ProgressDisplay: Sendable {
  private struct State {
    var done = 0
    var note = ""
    var isBarShown = false
    var nextUpdate: ContinuousClock.Instant
  }

  private let console: Console
  private let total: Int
  private let state: Mutex<State>

  /// - Parameter total: the labs that will run.
  init(console: Console, total: Int) {
    self.console = console
    self.total = total
    let delay: Duration = console.errorIsTerminal ? .milliseconds(500) : .seconds(10)
    state = Mutex(State(nextUpdate: .now + delay))
  }

  /// A lab is done.
  func labFinished() {
    state.withLock { state in
      state.done += 1
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
    state.withLock { clearBar(&$0) }
  }

  private func update(_ state: inout State) {
    let now = ContinuousClock.now
    guard now >= state.nextUpdate, state.done < total else { return }
    if console.errorIsTerminal {
      state.nextUpdate = now + .milliseconds(100)
      clearBar(&state)
      console.printError(bar(state))
      state.isBarShown = true
    } else {
      state.nextUpdate = now + .seconds(10)
      console.printError("swiftlab: \(state.done) of \(total) labs done\(suffix(state))\n")
    }
  }

  private func bar(_ state: State) -> String {
    let width = 24
    let filled = total == 0 ? width : width * state.done / total
    let marks =
      String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
    let text = "[\(marks)] \(state.done)/\(total)\(suffix(state))"
    // A line that wraps could not be taken back.
    return ColumnWidth.prefix(of: text, columns: 78)
  }

  private func suffix(_ state: State) -> String {
    state.note.isEmpty ? "" : "; " + VisibleText.line(state.note)
  }

  private func clearBar(_ state: inout State) {
    guard state.isBarShown else { return }
    console.printError("\r\u{1B}[K")
    state.isBarShown = false
  }
}

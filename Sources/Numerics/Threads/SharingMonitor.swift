import Synchronization

/// Notices that other work on the machine keeps a pool's threads from running.
///
/// A thread that has claimed a part of a loop and is then put aside by the system keeps everybody
/// waiting for as long as others run, which is milliseconds, where the loop's own work is microseconds:
/// one thread alone is then several times faster than two. So after some such waits the caller works
/// alone for a number of loops, and then tries again; the more tries fail, the longer it works alone.
package final class SharingMonitor: Sendable {
  private struct State {
    var score = 0
    var resting = 0
    var rest = SharingMonitor.shortestRest
  }

  private let state = Mutex(State())
  /// Whether somebody may be resting: what is looked at before each loop.
  private let mayRest = Atomic<Bool>(false)

  private static let shortestRest = 256
  private static let longestRest = 1 << 13
  private static let (stall, limit) = (8, 32)
  /// Longer loops than this are worth a second thread also where it comes late.
  private static let short = Duration.milliseconds(1)
  private static let leastWait = Duration.microseconds(100)

  package init() {}

  /// Whether the next loop is to be worked alone.
  package func isResting() -> Bool {
    guard mayRest.load(ordering: .relaxed) else { return false }
    return state.withLock { state in
      guard state.resting > 0 else { return false }
      state.resting -= 1
      if state.resting == 0 { mayRest.store(false, ordering: .relaxed) }
      return true
    }
  }

  /// Takes note of a loop: how long the caller worked, and then waited for others.
  package func note(work: Duration, wait: Duration) {
    let isStalled = work < Self.short && wait > Self.leastWait && wait > work
    state.withLock { state in
      guard isStalled else {
        state.score = max(state.score - 1, 0)
        if state.score == 0 { state.rest = Self.shortestRest }
        return
      }
      state.score += Self.stall
      guard state.score >= Self.limit else { return }
      // One more such wait after the rest is enough for the next.
      state.score = Self.limit - Self.stall
      state.resting = state.rest
      state.rest = min(2 * state.rest, Self.longestRest)
      mayRest.store(true, ordering: .relaxed)
    }
  }
}

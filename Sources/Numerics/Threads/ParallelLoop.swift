import Synchronization

/// One loop that is being executed: its indices are claimed in ascending order by whoever is free.
///
/// `@unchecked Sendable`: `body` is called from several threads at once, which is what callers of
/// `WorkerPool.forEach` promise it can bear; it is read only for a claimed index, and given up when all
/// of those are finished, so it may be a non-escaping closure. The failure and the number of skipped
/// indices are touched under `lock` only.
final class ParallelLoop: @unchecked Sendable {
  private let count: Int
  private var body: ((Int) -> (any Error)?)?
  private let next = Atomic<Int>(0)
  private let finished = Atomic<Int>(0)
  private let lock = ConditionLock()
  private var firstFailure: (index: Int, error: any Error)?

  init(count: Int, body: @escaping (Int) -> (any Error)?) {
    self.count = count
    self.body = body
  }

  /// Whether every index has been claimed.
  var isExhausted: Bool { next.load(ordering: .relaxed) >= count }

  /// Claims and executes indices until none is left.
  func work() {
    let context = ThreadContext.current
    let outer = context.isInsideTask
    context.isInsideTask = true
    defer { context.isInsideTask = outer }
    var done = 0
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { break }
      if let error = execute(index) { fail(index, error) }
      done += 1
    }
    if done > 0 { finish(done) }
  }

  /// A function of its own, so that nothing of `body` is held any more when the index is finished.
  @inline(never)
  private func execute(_ index: Int) -> (any Error)? { body?(index) }

  /// Indices that nobody will claim because an earlier one failed.
  private var skipped = 0

  /// Records a failure; no further index is claimed. All lower indices have been claimed already,
  /// so that the failure with the lowest index, the one a plain loop would meet, is always found.
  private func fail(_ index: Int, _ error: any Error) {
    lock.withLock {
      if firstFailure.map({ index < $0.index }) ?? true { firstFailure = (index, error) }
      let claimed = next.exchange(count, ordering: .relaxed)
      if claimed < count { skipped += count - claimed }
    }
  }

  private func finish(_ done: Int) {
    let total = finished.wrappingAdd(done, ordering: .acquiringAndReleasing).newValue
    // Under the lock, so that the waiter cannot miss it between its look and its sleep.
    lock.withLock { if total + skipped >= count { lock.wakeAll() } }
  }

  /// Blocks until every claimed index is finished, and gives the failure to throw, if any.
  func waitUntilFinished() -> (any Error)? {
    PoliteSpin.until { finished.load(ordering: .acquiring) >= count }
    return lock.withLock {
      while finished.load(ordering: .acquiring) + skipped < count { lock.wait() }
      body = nil
      return firstFailure?.error
    }
  }
}

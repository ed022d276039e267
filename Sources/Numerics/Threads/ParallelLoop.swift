import Bedrock
import Synchronization

/// One loop that is being executed by several threads.
///
/// Each participant has a share of the indices, the same in every loop of the same size, so that data
/// stay in the cache of the core that worked on them before; whoever is done with its own share goes
/// on with what is left of the others'.
///
/// `@unchecked Sendable`: `body` is called from several threads at once, which is what callers of
/// `WorkerPool.forEach` promise it can bear; it is read only for a claimed index, and given up when all
/// indices are finished, so it may be a non-escaping closure. The failure is touched under `lock`
/// only.
final class ParallelLoop: @unchecked Sendable {
  private let count: Int
  private let shares: Int
  private var body: ((Int) -> (any Error)?)?
  /// The next index of each share.
  private let next: UnsafeMutablePointer<Atomic<Int>>
  private let finished = Atomic<Int>(0)
  /// The lowest index that failed: later ones need not be executed.
  private let lowestFailed = Atomic<Int>(.max)
  private let lock = ConditionLock()
  private var failure: (any Error)?

  init(count: Int, shares: Int, body: @escaping (Int) -> (any Error)?) {
    self.count = count
    self.shares = shares
    self.body = body
    next = .allocate(capacity: shares)
    for share in 0..<shares { (next + share).initialize(to: Atomic(share * count / shares)) }
  }

  deinit {
    next.deinitialize(count: shares)
    next.deallocate()
  }

  /// Whether every index has been claimed.
  var isExhausted: Bool {
    for share in 0..<shares where next[share].load(ordering: .relaxed) < end(share) { return false }
    return true
  }

  private func end(_ share: Int) -> Int { (share + 1) * count / shares }

  /// Claims and executes indices until none is left, those of the participant's own share first.
  func work(participant: Int) {
    let context = ThreadContext.current
    let outer = context.isInsideTask
    context.isInsideTask = true
    defer { context.isInsideTask = outer }
    var done = 0
    for offset in 0..<shares {
      let share = (participant + offset) % shares
      while true {
        let index = next[share].wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < end(share) else { break }
        execute(index)
        done += 1
      }
    }
    if done > 0 { finish(done) }
  }

  /// A function of its own, so that nothing of `body` is held any more when the index is finished.
  @inline(never)
  private func execute(_ index: Int) {
    // An index below the lowest failure is always executed, so that in the end the failure that a
    // plain loop would meet is the one that is found.
    guard index < lowestFailed.load(ordering: .relaxed), let error = body?(index) else { return }
    lock.withLock {
      guard index < lowestFailed.load(ordering: .relaxed) else { return }
      lowestFailed.store(index, ordering: .relaxed)
      failure = error
    }
  }

  private func finish(_ done: Int) {
    guard finished.wrappingAdd(done, ordering: .acquiringAndReleasing).newValue == count else {
      return
    }
    // Under the lock, so that it cannot fall between the waiter's look and its sleep.
    lock.withLock { lock.wakeAll() }
  }

  /// Waits until every index is finished, and gives the failure to throw, if any.
  func waitUntilFinished() -> (any Error)? {
    PoliteSpin.until { finished.load(ordering: .acquiring) == count }
    return lock.withLock {
      while finished.load(ordering: .acquiring) < count { lock.wait() }
      body = nil
      return failure
    }
  }
}

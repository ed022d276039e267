import Bedrock
import Synchronization

/// The loops of a pool that still have iterations to claim, and the threads that wait for them.
///
/// `@unchecked Sendable`: every stored variable is touched under `lock` only. The worker threads own
/// the queue, not the pool, so that a pool may be given up at any time.
final class LoopQueue: @unchecked Sendable {
  private let lock = ConditionLock()
  private var loops: [ParallelLoop] = []
  private var sleepers = 0
  private var isClosed = false
  /// How many loops were ever added: what a worker looks at while it spins.
  private let additions = Atomic<Int>(0)

  func add(_ loop: ParallelLoop, helpers: Int) {
    lock.withLock {
      loops.append(loop)
      additions.wrappingAdd(1, ordering: .releasing)
      for _ in 0..<min(helpers, sleepers) { lock.wakeOne() }
    }
  }

  func remove(_ loop: ParallelLoop) {
    lock.withLock { loops.removeAll { $0 === loop } }
  }

  func close() {
    lock.withLock {
      isClosed = true
      lock.wakeAll()
    }
  }

  /// Starts a thread that executes loops until the queue is closed. If the system refuses, the
  /// callers do the work alone.
  func startWorker(_ participant: Int) {
    let thread = SystemThread { [self] in
      while let loop = nextLoop() {
        loop.work(participant: participant)
        remove(loop)
      }
    }
    thread?.detach()
  }

  /// Waits for a loop with unclaimed iterations; none means that the queue was closed.
  private func nextLoop() -> ParallelLoop? {
    let seen = additions.load(ordering: .acquiring)
    if let loop = lock.withLock({ loops.first { !$0.isExhausted } }) { return loop }
    PoliteSpin.until { additions.load(ordering: .relaxed) != seen }
    return lock.withLock {
      while true {
        if let loop = loops.first(where: { !$0.isExhausted }) { return loop }
        if isClosed { return nil }
        sleepers += 1
        lock.wait()
        sleepers -= 1
      }
    }
  }
}

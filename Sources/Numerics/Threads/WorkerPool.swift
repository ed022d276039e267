import Bedrock
import Synchronization

/// A fixed set of threads that execute the iterations of loops.
///
/// Laws:
/// - Work is split by *output*: an iteration writes what no other iteration writes, so the thread
///   count and the order of arrival cannot change a result.
/// - The caller works too and can finish its loop alone, so loops of several callers at once, loops
///   inside loops (they run inline) and failing iterations never deadlock.
/// - Whoever has nothing to do spins for a few microseconds at most and then sleeps.
/// - Where short loops again and again wait for a thread that does not run, because the machine is
///   shared, the caller works alone for a while.
public final class WorkerPool: Sendable {
  /// How many threads execute a loop, the caller included.
  public let threads: Int
  private let queue: LoopQueue
  private let monitor = SharingMonitor()

  /// Makes a pool of `threads` threads; fewer than one counts as one. The caller of a loop is one
  /// of them, the others are started here and end with the pool.
  public init(threads: Int) {
    self.threads = max(threads, 1)
    queue = LoopQueue()
    for participant in 1..<self.threads { queue.startWorker(participant) }
  }

  deinit { queue.close() }

  /// How many threads would execute a loop begun here: one within a task.
  var freeThreads: Int { threads > 1 && ThreadContext.current.isInsideTask ? 1 : threads }

  /// Calls `body` with each index in `0..<count`, from several threads at once.
  ///
  /// If iterations throw, the failure with the lowest index is thrown, as by a plain loop; some of
  /// the iterations after it may have run by then.
  public func forEach<Failure: Error>(
    _ count: Int, _ body: @Sendable (Int) throws(Failure) -> Void
  ) throws(Failure) {
    try forEachSharing(count, body)
  }

  /// `forEach` for kernels, whose closures hold pointers that the compiler cannot prove disjoint.
  func forEachSharing<Failure: Error>(
    _ count: Int, _ body: (Int) throws(Failure) -> Void
  ) throws(Failure) {
    guard threads > 1, count > 1, !ThreadContext.current.isInsideTask, !monitor.isResting()
    else {
      var index = 0
      while index < count {
        try body(index)
        index += 1
      }
      return
    }
    let failure = withoutActuallyEscaping(body) { body in
      let loop = ParallelLoop(count: count, shares: min(threads, count)) { index in
        do throws(Failure) { try body(index) } catch { return error }
        return nil
      }
      let began = ContinuousClock.now
      queue.add(loop, helpers: min(threads, count) - 1)
      loop.work(participant: 0)
      queue.remove(loop)
      let worked = ContinuousClock.now
      defer { monitor.note(work: began.duration(to: worked), wait: worked.duration(to: .now)) }
      return loop.waitUntilFinished()
    }
    if let failure = failure as? Failure { throw failure }
  }
}

extension WorkerPool {
  private static let shared = Mutex<WorkerPool?>(nil)

  /// The pool that operations use unless they are given another: as many threads as there are
  /// cores, or as `setDefaultThreads` was told.
  public static var `default`: WorkerPool {
    shared.withLock { pool in
      if let pool { return pool }
      let made = WorkerPool(threads: availableCores)
      pool = made
      return made
    }
  }

  /// Replaces the default pool; loops under way finish on the old one.
  public static func setDefaultThreads(_ threads: Int) {
    let made = WorkerPool(threads: threads)
    shared.withLock { $0 = made }
  }

  /// The number of cores that are online.
  public static var availableCores: Int { SystemThread.coreCount }
}

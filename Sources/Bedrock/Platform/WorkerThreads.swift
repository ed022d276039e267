import Synchronization

/// Runs the same work for many items on several threads.
package enum WorkerThreads {
  /// Calls `work` once for each index below `count`, on at most `threads` threads, and waits for all.
  ///
  /// The caller's own thread does the work of those that could not be started.
  package static func forEach(
    _ count: Int, threads: Int, _ work: @escaping @Sendable (Int) -> Void
  ) {
    let threads = min(threads, count)
    guard threads > 1 else {
      for index in 0..<count { work(index) }
      return
    }
    let queue = WorkQueue(count: count, work: work)
    let started = (1..<threads).compactMap { _ in SystemThread { queue.drain() } }
    queue.drain()
    for thread in started { thread.join() }
  }
}

/// The indices that are still to be worked on, shared by the threads that do it.
private final class WorkQueue: Sendable {
  private let next = Atomic<Int>(0)
  private let count: Int
  private let work: @Sendable (Int) -> Void

  init(count: Int, work: @escaping @Sendable (Int) -> Void) {
    self.count = count
    self.work = work
  }

  func drain() {
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if index >= count { return }
      work(index)
    }
  }
}

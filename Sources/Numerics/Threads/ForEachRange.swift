extension WorkerPool {
  /// So much work, in elementary steps of a nanosecond or less, is worth a second thread.
  private static let worthSharing = 1 << 15

  /// Cuts `0..<count` into ranges and calls `body` with each, from several threads at once.
  ///
  /// Every index must be computed on its own, for the cuts depend on the number of threads.
  ///
  /// - Parameters:
  ///   - cost: the work at one index, in elementary steps.
  ///   - multiple: cuts are made at multiples of this.
  @usableFromInline
  func forEachRange(
    _ count: Int, cost: Int, multiple: Int = 1, _ body: (Range<Int>) -> Void
  ) {
    guard count > 0 else { return }
    let (threads, total) = (freeThreads, count &* max(cost, 1))
    let parts = threads == 1 ? 1 : min(threads * 4, total / (Self.worthSharing / 2), count)
    guard parts > 1, total >= Self.worthSharing else { return body(0..<count) }
    let even = (count + parts - 1) / parts
    let size = (even + multiple - 1) / multiple * multiple
    forEachSharing((count + size - 1) / size) { part in
      body(part * size..<min((part + 1) * size, count))
    }
  }
}

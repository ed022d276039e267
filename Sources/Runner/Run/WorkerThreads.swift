import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs the same work for many items on several threads.
///
/// Plain threads of the system: their stack is as large as the main thread's everywhere, which a deep
/// expression needs, and starting one costs microseconds.
enum WorkerThreads {
  static let stackBytes = 8 << 20

  /// The cores that this machine offers.
  static var coreCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Calls `work` once for each index below `count`, on at most `threads` threads, and waits for all.
  static func forEach(_ count: Int, threads: Int, _ work: @escaping @Sendable (Int) -> Void) {
    let threads = min(threads, count)
    guard threads > 1 else {
      for index in 0..<count { work(index) }
      return
    }
    let queue = WorkQueue(count: count, work: work)
    var started: [pthread_t] = []
    for _ in 1..<threads {
      if let thread = start(queue) { started.append(thread) }
    }
    queue.drain()
    for thread in started { pthread_join(thread, nil) }
  }

  private static func start(_ queue: WorkQueue) -> pthread_t? {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackBytes)
    let argument = Unmanaged.passRetained(queue).toOpaque()
    #if canImport(Darwin)
      var thread: pthread_t?
      let code = pthread_create(&thread, &attributes, { drainQueue($0) }, argument)
    #else
      var thread = pthread_t()
      let code = pthread_create(&thread, &attributes, { drainQueue($0) }, argument)
    #endif
    guard code == 0 else {
      // The caller's own thread does the work of those that could not be started.
      Unmanaged<WorkQueue>.fromOpaque(argument).release()
      return nil
    }
    return thread
  }
}

private func drainQueue(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let argument else { return nil }
  Unmanaged<WorkQueue>.fromOpaque(argument).takeRetainedValue().drain()
  return nil
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

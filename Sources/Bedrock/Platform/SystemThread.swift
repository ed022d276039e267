internal import CLibrary

/// A thread of the operating system.
///
/// Starting one costs microseconds, and its stack is as large as is asked for on every platform.
package struct SystemThread {
  private let handle: pthread_t

  /// As large as the main thread's stack usually is, which a deep expression needs.
  package static let usualStackBytes = 8 << 20

  /// The cores that are online.
  package static var coreCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Starts a thread that runs `body`; `nil` where the system refuses to make one.
  ///
  /// The caller joins the thread, or detaches it.
  package init?(stackBytes: Int = usualStackBytes, _ body: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackBytes)
    let handed = Unmanaged.passRetained(ThreadBody(body))
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    let status = pthread_create(
      &thread, &attributes,
      { raw in
        ThreadBody.run(raw)
        return nil
      }, handed.toOpaque())
    guard status == 0 else {
      handed.release()
      return nil
    }
    #if canImport(Glibc)
      handle = thread
    #else
      guard let thread else { return nil }
      handle = thread
    #endif
  }

  /// Waits until the thread has ended.
  package func join() { pthread_join(handle, nil) }

  /// Lets the thread end when it likes.
  package func detach() { pthread_detach(handle) }

  /// Offers the core to other threads.
  package static func yield() { sched_yield() }

  /// Sleeps for so many microseconds.
  package static func sleep(microseconds: UInt32) { usleep(microseconds) }
}

/// What a new thread is handed.
private final class ThreadBody {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) { self.run = run }

  /// Takes over what the starting thread handed on. The platforms differ in whether it may be nil.
  static func run(_ raw: UnsafeMutableRawPointer?) {
    if let raw { Unmanaged<ThreadBody>.fromOpaque(raw).takeRetainedValue().run() }
  }
}

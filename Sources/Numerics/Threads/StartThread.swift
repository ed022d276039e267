#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a new thread is handed.
private final class ThreadBody {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) { self.run = run }

  /// Takes over what `startThread` handed on. The platforms differ in whether it may be nil.
  static func run(_ raw: UnsafeMutableRawPointer?) {
    if let raw { Unmanaged<ThreadBody>.fromOpaque(raw).takeRetainedValue().run() }
  }
}

/// Runs `body` on a new thread; if the system refuses to make one, does nothing.
func startThread(_ body: @escaping @Sendable () -> Void) {
  let handed = Unmanaged.passRetained(ThreadBody(body))
  #if canImport(Glibc)
    var thread = pthread_t()
  #else
    var thread: pthread_t?
  #endif
  let status = pthread_create(
    &thread, nil,
    { raw in
      ThreadBody.run(raw)
      return nil
    }, handed.toOpaque())
  guard status == 0 else { return handed.release() }
  #if canImport(Glibc)
    pthread_detach(thread)
  #else
    if let thread { pthread_detach(thread) }
  #endif
}

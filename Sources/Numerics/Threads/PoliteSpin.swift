#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The short look that a thread takes before it goes to sleep.
///
/// Waking a sleeping thread costs some ten microseconds, and the loops of one training step follow
/// each other more closely than that; but a thread that spins longer takes the core from whoever
/// could use it, which on a shared machine may be the very thread it waits for.
enum PoliteSpin {
  private static let looks = 200

  /// Returns when `condition` holds, or after a few microseconds.
  @inline(__always)
  static func until(_ condition: () -> Bool) {
    for look in 0..<looks {
      if condition() { return }
      if look & 15 == 15 { sched_yield() }
    }
  }
}

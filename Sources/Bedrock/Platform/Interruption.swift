internal import CLibrary
import Synchronization

/// Ctrl-C, and a system that asks the process to end.
///
/// Files are written beside their place and moved there in one step, so that nothing has to be undone;
/// what is left to do is to say how far one was.
package enum Interruption {
  private static let body = Mutex<(@Sendable () -> Void)?>(nil)

  /// Has `body` called, on a thread of its own, before an interruption ends the process; a second one
  /// ends it at once. `nil` takes it back: then an interruption ends the process as usual.
  package static func handle(_ body: (@Sendable () -> Void)?) {
    self.body.withLock { $0 = body }
    _ = isListening
  }

  /// Listens from the first time that somebody wants to be told.
  private static let isListening: Bool = {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return false }
    let (reading, writing) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    writeEnd = writing
    let thread = SystemThread {
      // Whoever started the program may have had them blocked.
      var signals = sigset_t()
      sigemptyset(&signals)
      for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
      pthread_sigmask(SIG_UNBLOCK, &signals, nil)
      var number: UInt8 = 0
      while read(reading, &number, 1) != 1 {}
      Interruption.body.withLock { $0 }?()
      _exit(128 + Int32(number))
    }
    guard let thread else { return false }
    thread.detach()
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        // Of the second one nobody is told any more.
        signal(number, SIG_DFL)
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(Interruption.writeEnd, &byte, 1)
      }
    }
    return true
  }()

  /// Set once, before a signal can come: a handler may take no lock.
  nonisolated(unsafe) private static var writeEnd: Int32 = -1
}

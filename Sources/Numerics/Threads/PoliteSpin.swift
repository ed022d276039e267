import Bedrock

/// The look around that a thread takes before it goes to sleep.
///
/// To wake a sleeping thread takes 30 to 50 µs on a virtual machine, and the loops of one training
/// step follow each other more closely than that. So a thread looks about for as long as a waking
/// would take, and offers the core to others meanwhile (`sched_yield`): where anything else can run,
/// it runs; a barrier that spins without that collapses on a shared machine.
enum PoliteSpin {
  private static let offers = 100

  /// Returns when `condition` holds, or after some 40 µs without other work on this core.
  @inline(__always)
  static func until(_ condition: () -> Bool) {
    for _ in 0..<offers {
      for _ in 0..<16 where condition() { return }
      SystemThread.yield()
    }
  }
}

import Numerics
import Testing

@Suite("Sharing a machine")
struct SharingMonitorTests {
  private let monitor = SharingMonitor()

  private func stall(_ count: Int) {
    for _ in 0..<count { monitor.note(work: .microseconds(20), wait: .milliseconds(3)) }
  }

  /// How many loops are worked alone from here on.
  private func rest() -> Int {
    var count = 0
    while monitor.isResting() { count += 1 }
    return count
  }

  @Test("after some waits the caller works alone, longer each time, and tries again")
  func rests() {
    stall(3)
    #expect(!monitor.isResting())
    stall(1)
    #expect(rest() == 256)
    stall(1)
    #expect(rest() == 512)
    for _ in 0..<10 { stall(1) }
    #expect(rest() == 8192)
  }

  @Test("a thread that runs again is used again")
  func recovers() {
    stall(4)
    #expect(rest() == 256)
    for _ in 0..<40 { monitor.note(work: .microseconds(20), wait: .microseconds(5)) }
    stall(3)
    #expect(rest() == 0)
    stall(1)
    #expect(rest() == 256)
  }

  @Test("a rare wait, a short one, and one in a long loop are no reason")
  func ordinary() {
    for _ in 0..<100 {
      stall(1)
      for _ in 0..<10 { monitor.note(work: .microseconds(20), wait: .zero) }
    }
    for _ in 0..<100 { monitor.note(work: .microseconds(20), wait: .microseconds(50)) }
    for _ in 0..<100 { monitor.note(work: .milliseconds(5), wait: .milliseconds(9)) }
    #expect(rest() == 0)
  }
}

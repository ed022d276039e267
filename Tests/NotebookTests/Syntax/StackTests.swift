import Foundation
import Notebook
import Synchronization
import Testing

@Suite("The deepest text that is allowed")
struct StackTests {
  /// The smallest stack that a thread gets on the platforms: 512 KB on macOS.
  private func onSmallStack(_ body: @escaping @Sendable () -> String) -> String {
    let result = Mutex("")
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      let text = body()
      result.withLock { $0 = text }
      done.signal()
    }
    thread.stackSize = 512 * 1024
    thread.start()
    done.wait()
    return result.withLock { $0 }
  }

  @Test(
    "is read, evaluated and let go on a stack of 512 KB",
    arguments: [
      String(repeating: "(", count: 60) + "1" + String(repeating: ")", count: 60),
      String(repeating: "-", count: 60) + "1",
      String(repeating: "1 + (", count: 30) + "1" + String(repeating: ")", count: 30),
      String(repeating: "[", count: 60) + "1" + String(repeating: "]", count: 60),
      String(repeating: "v[", count: 60) + "0" + String(repeating: "]", count: 60),
      String(repeating: "abs(", count: 60) + "1" + String(repeating: ")", count: 60),
      String(repeating: "2 ^ ", count: 60) + "1", "1" + String(repeating: " - 1", count: 490),
      "true" + String(repeating: " and true", count: 490),
      String(repeating: "not ", count: 60) + "true",
    ])
  func depth(text: String) {
    let shown = onSmallStack {
      do {
        return ValueText.text(try value(text, ["v": .vector([0])]))
      } catch {
        return "\(error)"
      }
    }
    #expect(!shown.isEmpty)
    #expect(!shown.utf8.starts(with: "Diagnostic".utf8), "\(shown)")
  }

  @Test("and any that is deeper is refused on it")
  func refusal() {
    let shown = onSmallStack {
      messages("verb x=" + String(repeating: "[(", count: 50_000)).joined()
    }
    #expect(shown == "nested more than 64 levels deep")
  }
}

import Bedrock
import Synchronization

/// A thread that keeps a core busy, as another process on the machine would.
final class BusyThread: Sendable {
  private let isStopped = Atomic<Bool>(false)

  init() {
    _ = SystemThread { [self] in
      var value = SIMD16<Float>(repeating: 1)
      while !isStopped.load(ordering: .relaxed) {
        for _ in 0..<1000 { value = value.addingProduct(value, SIMD16(repeating: 1e-6)) }
        MachineLimits.consume(value.replacing(with: 1, where: value .> 1e6))
      }
    }
  }

  func stop() { isStopped.store(true, ordering: .relaxed) }
}

/// Memory for floats, aligned to 64 bytes (a cache line, and the widest vector register).
///
/// `@unchecked Sendable`: it is written only by the one `Tensor` that holds it uniquely.
final class TensorStorage: @unchecked Sendable {
  let start: UnsafeMutablePointer<Float>
  let count: Int

  /// Uninitialized memory.
  init(uninitialized count: Int) {
    self.count = count
    start = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Float>.stride, alignment: 64
    ).bindMemory(to: Float.self, capacity: count)
  }

  deinit { start.deallocate() }

  func copy() -> TensorStorage {
    let twin = TensorStorage(uninitialized: count)
    twin.start.update(from: start, count: count)
    return twin
  }
}

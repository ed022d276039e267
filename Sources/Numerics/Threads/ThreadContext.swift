import Bedrock

/// What one thread keeps for itself: whether it is inside a task, and scratch memory to use again.
final class ThreadContext {
  /// Whether this thread is executing a task of some pool, so that a nested loop runs inline.
  var isInsideTask = false
  private var blocks: [Block] = []

  private struct Block {
    let start: UnsafeMutableRawPointer
    let bytes: Int
  }

  /// Blocks above this many bytes go back to the system at once.
  private static let largestKept = 16 << 20
  private static let mostKept = 4
  private static let alignment = 64

  deinit {
    for block in blocks { block.start.deallocate() }
  }

  /// Lends `count` floats, uninitialized and aligned to 64 bytes, for the duration of `body`.
  func withScratch<Result>(
    _ count: Int, _ body: (UnsafeMutablePointer<Float>) -> Result
  ) -> Result {
    let block = takeBlock(count * MemoryLayout<Float>.stride)
    defer { putBack(block) }
    return body(block.start.bindMemory(to: Float.self, capacity: count))
  }

  /// The smallest block at hand that is large enough, or a new one.
  private func takeBlock(_ bytes: Int) -> Block {
    var best: Int?
    for (index, block) in blocks.enumerated() where block.bytes >= bytes {
      if best.map({ blocks[$0].bytes > block.bytes }) ?? true { best = index }
    }
    if let best { return blocks.remove(at: best) }
    // A quarter more than asked for, so that slowly growing requests do not each get a new block.
    let rounded = (bytes + bytes / 4 + 4095) & ~4095
    return Block(
      start: .allocate(byteCount: max(rounded, 4096), alignment: Self.alignment),
      bytes: max(rounded, 4096))
  }

  private func putBack(_ block: Block) {
    guard block.bytes <= Self.largestKept else { return block.start.deallocate() }
    blocks.append(block)
    guard blocks.count > Self.mostKept else { return }
    if let smallest = blocks.indices.min(by: { blocks[$0].bytes < blocks[$1].bytes }) {
      blocks.remove(at: smallest).start.deallocate()
    }
  }
}

extension ThreadContext {
  private static let place = ThreadLocal()

  /// The calling thread's context, made at its first use and released when the thread ends.
  static var current: ThreadContext {
    if let raw = place.pointer {
      return Unmanaged<ThreadContext>.fromOpaque(raw).takeUnretainedValue()
    }
    let context = ThreadContext()
    place.set(context)
    return context
  }
}

import Bedrock

/// Memory for the matrices of a model, in pieces large enough for the system's large pages: the many
/// small ones take a good part of the time that a model takes to load.
public final class BlockArena {
  private var memory: BlockMemory?
  private var used = 0
  private static let piece = 32 << 20

  public init() {}

  /// Room for some bytes, aligned to a cache line, and who keeps it.
  func room(_ bytes: Int) -> (start: UnsafeMutableRawPointer, memory: BlockMemory) {
    let rounded = (bytes + 63) & ~63
    if let memory, memory.count - used >= rounded {
      defer { used += rounded }
      return (memory.start + used, memory)
    }
    let new = BlockMemory(max(rounded, Self.piece))
    // What is left of the larger piece serves the next matrices.
    if (memory?.count ?? 0) - used < new.count - rounded { (memory, used) = (new, rounded) }
    return (new.start, new)
  }
}

/// A piece of memory.
///
/// `@unchecked Sendable`: it is written only while matrices are made in it, each in its own part.
final class BlockMemory: @unchecked Sendable {
  let start: UnsafeMutableRawPointer
  let count: Int
  private static let largePage = 2 << 20

  init(_ count: Int) {
    self.count = (count + Self.largePage - 1) & ~(Self.largePage - 1)
    start = .allocate(byteCount: self.count, alignment: Self.largePage)
    MemoryAdvice.preferLargePages(start, self.count)
  }

  deinit { start.deallocate() }
}

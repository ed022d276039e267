/// Keeps the memory of one training step for the next.
enum MemoryReuse {
  /// Brings glibc's allocator to keep freed tensors instead of giving them back to the system.
  ///
  /// A step allocates and frees the same tensors again and again; by default each is mapped anew, and
  /// the system clears its pages (8% of a small model's step). The allocator raises its own limits to
  /// the size of a block that was mapped and is freed, up to 32 MiB; so one such block, never touched,
  /// does it. Other allocators are none the worse for it.
  static func encourage() {
    UnsafeMutableRawPointer.allocate(byteCount: 31 << 20, alignment: 64).deallocate()
  }
}

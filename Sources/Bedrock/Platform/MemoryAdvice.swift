internal import CLibrary

/// What the system is told about memory. It changes no byte of it.
package enum MemoryAdvice {
  /// The bytes of a page.
  static let pageSize = max(4096, Int(sysconf(Int32(_SC_PAGESIZE))))

  /// Asks for large pages: many small ones take a good part of the time in which memory is filled.
  package static func preferLargePages(_ start: UnsafeMutableRawPointer, _ count: Int) {
    #if os(Linux)
      // MADV_HUGEPAGE
      _ = madvise(start, count, 14)
    #endif
  }

  /// Gives back what memory a part of a mapped file takes; it is read again when it is needed.
  package static func giveBack(_ start: UnsafeMutableRawPointer, _ count: Int) {
    _ = madvise(start, count, Int32(MADV_DONTNEED))
  }
}

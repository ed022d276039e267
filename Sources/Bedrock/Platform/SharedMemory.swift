internal import CLibrary

/// Memory that two processes share; what one has written, the other finds there, also when the first
/// has been killed.
///
/// `@unchecked Sendable`: the address never changes, and who uses the memory gives each thread a part
/// of its own.
package final class SharedMemory: @unchecked Sendable {
  package let count: Int
  package let start: UnsafeMutableRawPointer
  /// To be handed to another process; −1 where this process was handed it.
  let descriptor: Int32

  /// The number under which a process finds the memory that it was handed.
  static let handedDescriptor: Int32 = 3

  /// New memory, all zero; `nil` where the system has none.
  package convenience init?(count: Int) {
    guard let descriptor = FileSystem.anonymousFile(count: count) else { return nil }
    self.init(descriptor, count, keeps: true)
  }

  /// The memory that this process was handed; `nil` where it was not.
  package convenience init?(handed count: Int) {
    self.init(Self.handedDescriptor, count, keeps: false)
  }

  private init?(_ descriptor: Int32, _ count: Int, keeps: Bool) {
    guard let start = FileSystem.mapShared(descriptor, count: count) else {
      close(descriptor)
      return nil
    }
    if !keeps { close(descriptor) }
    self.count = count
    self.start = start
    self.descriptor = keeps ? descriptor : -1
  }

  deinit {
    FileSystem.unmap(start, count: count)
    if descriptor >= 0 { close(descriptor) }
  }
}

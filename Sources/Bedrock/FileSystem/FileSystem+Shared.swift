internal import CLibrary

extension FileSystem {
  /// A file without a name, for memory that processes share; `nil` where none can be made.
  static func anonymousFile(count: Int) -> Int32? {
    let path = PathText.join(ThisProcess.temporaryFolder, ".swiftlab-\(RandomName.make())")
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return nil }
    unlink(path)
    guard ftruncate(descriptor, off_t(count)) == 0 else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  /// The memory behind a file, shared with all who map it.
  static func mapShared(_ descriptor: Int32, count: Int) -> UnsafeMutableRawPointer? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, Int(status.st_size) == count,
      let start = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
      start != MAP_FAILED
    else { return nil }
    return start
  }

  static func unmap(_ start: UnsafeMutableRawPointer, count: Int) { munmap(start, count) }
}

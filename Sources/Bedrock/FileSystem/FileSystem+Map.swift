internal import CLibrary

extension FileSystem {
  /// The bytes of a file where the system maps it: read as they are needed, and not copied.
  ///
  /// A file that somebody shortens meanwhile ends the process when the missing bytes are read, as in
  /// every program that maps files; a model's file is replaced as a whole.
  ///
  /// - Throws: `FileError`; a folder is an error, too.
  public static func map(_ path: String, shownAs shown: String? = nil) throws -> FileBytes {
    let shown = shown ?? path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(shown, "cannot be read", code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw FileError(shown, "cannot be read", code: errno)
    }
    // What is empty, a folder or a pipe cannot be mapped; reading says why, or is enough.
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
      return FileBytes(try read(descriptor, shownAs: shown))
    }
    let count = Int(status.st_size)
    guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0),
      start != MAP_FAILED
    else { throw FileError(shown, "cannot be read", code: errno) }
    let address = UInt(bitPattern: start)
    return FileBytes(
      start: start, count: count,
      release: { munmap(UnsafeMutableRawPointer(bitPattern: address), count) },
      forget: { range in
        // Whole pages; what else lies in the first and the last is read again if it is needed.
        let page = MemoryAdvice.pageSize
        let first = range.lowerBound / page * page
        let last = (range.upperBound + page - 1) / page * page
        guard first < last, let start = UnsafeMutableRawPointer(bitPattern: address + UInt(first))
        else { return }
        MemoryAdvice.giveBack(start, last - first)
      })
  }
}

internal import CLibrary

/// A regular file that was opened for reading, whose size was looked at.
///
/// Nothing else is ever read: to open a pipe does not wait for a writer, and neither a pipe nor a
/// device gives a byte.
struct OpenFile: ~Copyable {
  let descriptor: Int32
  let size: Int
  private let shown: String
  private let limit: Int

  /// - Parameters:
  ///   - folder: where a relative path begins; `AT_FDCWD` for the working folder.
  ///   - followsLink: whether the path's last part may be a symbolic link.
  /// - Throws: `FileError`.
  init(
    _ path: String, in folder: Int32 = AT_FDCWD, followsLink: Bool = true, shownAs shown: String,
    limit: Int
  ) throws {
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (followsLink ? 0 : O_NOFOLLOW)
    let opened = openat(folder, path, flags)
    guard opened >= 0 else { throw Self.refusal(shown, errno, followsLink) }
    var status = stat()
    let failure: FileError? =
      fstat(opened, &status) != 0
      ? FileError(shown, "cannot be read", code: errno)
      : Self.obstacle(status, shown, limit)
    if let failure {
      close(opened)
      throw failure
    }
    descriptor = opened
    size = Int(status.st_size)
    self.shown = shown
    self.limit = limit
  }

  deinit { close(descriptor) }

  private static func refusal(_ shown: String, _ code: Int32, _ followsLink: Bool) -> FileError {
    switch code {
    case ELOOP where !followsLink:
      FileError(
        shown, "cannot be read", "it is a symbolic link, which is not followed here", code: code)
    // A socket, or a device that nothing stands behind.
    case ENXIO, EOPNOTSUPP, ENODEV:
      FileError(shown, "cannot be read", FileSystem.notRegular, code: code)
    default: FileError(shown, "cannot be read", code: code)
    }
  }

  private static func obstacle(_ status: stat, _ shown: String, _ limit: Int) -> FileError? {
    switch status.st_mode & S_IFMT {
    case S_IFREG where Int(status.st_size) > limit: tooLarge(shown, Int(status.st_size), limit)
    case S_IFREG: nil
    case S_IFDIR: FileError(shown, "cannot be read", "it is a folder", code: EISDIR)
    default: FileError(shown, "cannot be read", FileSystem.notRegular)
    }
  }

  private static func tooLarge(_ shown: String, _ size: Int, _ limit: Int) -> FileError {
    FileError(
      shown, "cannot be read",
      "it has \(size) bytes, and at most \(limit) are read of such a file", code: EFBIG)
  }

  /// The file's mode, as far as it says who may do what.
  var mode: mode_t {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? status.st_mode & 0o777 : 0o644
  }

  /// All its bytes.
  ///
  /// - Throws: `FileError`, also for a file that grows past the limit while it is read.
  borrowing func bytes() throws -> [UInt8] {
    var bytes = try FileSystem.readAll(descriptor, expected: size, shownAs: shown, limit: limit)
    if bytes.count > limit {
      let count = bytes.count
      bytes = []
      throw Self.tooLarge(shown, count, limit)
    }
    return bytes
  }

  /// The bytes where the system maps them.
  ///
  /// - Throws: `FileError`.
  borrowing func map() throws -> FileBytes {
    guard size > 0 else { return FileBytes(try bytes()) }
    let count = size
    guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED
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

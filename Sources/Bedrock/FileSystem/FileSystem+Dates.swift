internal import CLibrary

extension FileSystem {
  /// What `stat` says of a file, as far as it tells whether the file is as it was.
  package struct Mark: Sendable, Equatable {
    package var size: Int
    package var inode: UInt64
    /// Nanoseconds since 1970 of the last change of its bytes, and of anything about it.
    package var modified: Int
    package var changed: Int
  }

  package static func mark(of path: String) -> Mark? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
    #else
      let (modified, changed) = (status.st_mtim, status.st_ctim)
    #endif
    return Mark(
      size: Int(status.st_size), inode: UInt64(status.st_ino), modified: nanoseconds(modified),
      changed: nanoseconds(changed))
  }

  package static func size(of path: String) -> Int? { mark(of: path)?.size }

  /// Seconds since a file's bytes were last changed, or it was touched.
  package static func age(of path: String) -> Double? {
    mark(of: path).map { Double(now &- $0.modified) / 1e9 }
  }

  /// Sets a file's date to now; that it cannot is no error.
  package static func touch(_ path: String) { _ = utimes(path, nil) }

  /// Nanoseconds since 1970.
  package static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return nanoseconds(time)
  }

  /// Seconds since 1970 of the last change of a file's bytes.
  static func seconds(_ status: stat) -> Int {
    #if canImport(Darwin)
      Int(status.st_mtimespec.tv_sec)
    #else
      Int(status.st_mtim.tv_sec)
    #endif
  }

  private static func nanoseconds(_ time: timespec) -> Int {
    Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec)
  }
}

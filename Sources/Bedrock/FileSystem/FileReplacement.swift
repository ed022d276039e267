internal import CLibrary

/// A file of an open folder that is to have new bytes, all at once.
///
/// They go to a temporary file in the same folder, which then takes the file's name in one step. A
/// reader sees the old bytes or the new ones; when anything fails, the old file stays and the temporary
/// one is removed. Nothing is forced to the disk: a report can be made again, and waiting for the disk
/// would cost more than the run.
struct FileReplacement {
  let folder: Int32
  let name: String
  let shown: String

  /// - Parameter standing: is shown the bytes that are to be replaced.
  /// - Returns: whether the file was written; an unchanged one keeps its date.
  /// - Throws: `FileError`.
  func write(_ bytes: [UInt8], replacing standing: ([UInt8]) throws -> Void) throws -> Bool {
    Self.ignoreFileSizeSignal()
    guard let old = try standingFile() else {
      try put(bytes, mode: nil)
      return true
    }
    if old.bytes == bytes { return false }
    try standing(old.bytes)
    try put(bytes, mode: old.mode)
    return true
  }

  /// The file that stands there; what is no regular file, or cannot be read, is not replaced.
  private func standingFile() throws -> (bytes: [UInt8], mode: mode_t)? {
    do {
      let file = try OpenFile(
        name, in: folder, followsLink: false, shownAs: shown, limit: FileLimits.model)
      return (try file.bytes(), file.mode)
    } catch let error as FileError {
      if error.code == ENOENT { return nil }
      throw FileError(shown, "cannot be written", error.reason, code: error.code)
    }
  }

  private func put(_ bytes: [UInt8], mode: mode_t?) throws {
    let temporary = Self.prefix + RandomName.make() + Self.suffix
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let descriptor = openat(folder, temporary, flags, 0o666)
    guard descriptor >= 0 else { throw FileError(shown, "cannot be written", code: errno) }
    // As long as the lock is held, nobody takes the file for a dead writer's.
    _ = flock(descriptor, LOCK_EX | LOCK_NB)
    var failure = AtomicFile.writeAll(bytes, to: descriptor)
    if failure == 0, let mode { _ = fchmod(descriptor, mode) }
    if failure == 0, renameat(folder, temporary, folder, name) != 0 { failure = errno }
    // Some file systems report a full disk only here.
    if close(descriptor) != 0, failure == 0 { failure = errno }
    guard failure == 0 else {
      unlinkat(folder, temporary, 0)
      throw FileError(shown, "cannot be written", code: failure)
    }
  }

  // MARK: Leftovers

  private static let prefix = ".swiftlab-"
  private static let suffix = ".tmp"
  /// Seconds after which a temporary file is a dead writer's where locks tell nothing.
  private static let deadAge = 3600

  static func isTemporary(_ name: String) -> Bool {
    name.utf8.starts(with: prefix.utf8)
      && name.utf8.suffix(suffix.utf8.count)
        .elementsEqual(suffix.utf8)
  }

  /// Removes a temporary file that no living writer holds.
  ///
  /// A writer that has made its file and not yet locked it loses it, finds it gone, and begins again.
  static func sweep(_ name: String, in folder: Int32) {
    let descriptor = openat(
      folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY)
    guard descriptor >= 0 else {
      // What cannot be opened was not made here, or is a link that somebody put there.
      return
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return }
      guard time(nil) - FileSystem.seconds(status) > deadAge else { return }
    }
    unlinkat(folder, name, 0)
  }

  /// A write past the file size limit is to be an error that is reported, not the end of the process.
  private static func ignoreFileSizeSignal() { _ = fileSizeSignalIgnored }
  private static let fileSizeSignalIgnored: Bool = {
    signal(SIGXFSZ, SIG_IGN)
    return true
  }()
}

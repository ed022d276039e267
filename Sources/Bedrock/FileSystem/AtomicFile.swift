internal import CLibrary
import Synchronization

/// Writes a file whole or not at all.
///
/// The bytes go to a temporary file in the same folder, which then takes the file's name in one step.
/// A reader sees the old bytes or the new ones; when anything fails, the old file stays and the
/// temporary one is removed. Nothing is forced to the disk: a report can be made again, and waiting
/// for the disk would cost more than the run.
public enum AtomicFile {
  /// Writes `bytes`, making the folders above it, unless the file holds just these already.
  ///
  /// - Parameter shown: the path as the user knows it.
  /// - Returns: whether the file was written; an unchanged one keeps its date.
  /// - Throws: `FileError`.
  @discardableResult
  public static func write(_ bytes: [UInt8], to path: String, shownAs shown: String) throws -> Bool
  {
    ignoreFileSizeSignal()
    // Through a symbolic link: the file that it points to is replaced, not the link.
    let target = FileSystem.realPath(path) ?? path
    switch FileSystem.kind(of: target) {
    case .folder: throw FileError(shown, "cannot be written", "it is a folder")
    case .file where (try? FileSystem.read(target)) == bytes: return false
    default: break
    }
    // Somebody may delete the folder between its making and the file's: it is made once more.
    var attemptsLeft = 3
    while true {
      attemptsLeft -= 1
      do {
        try makeFolder(of: target, shownAs: shown)
        try replace(target, with: bytes, shownAs: shown)
        return true
      } catch let error as FileError where attemptsLeft > 0 && error.code == ENOENT {
        continue
      }
    }
  }

  private static func makeFolder(of target: String, shownAs shown: String) throws {
    do {
      try FileSystem.makeFolder(
        PathText.parent(of: target), shownAs: PathText.parent(of: shown))
    } catch let error as FileError {
      throw FileError(
        shown, "cannot be written", "'\(error.path)' \(error.action): \(error.reason)",
        code: error.code)
    }
  }

  private static func replace(_ target: String, with bytes: [UInt8], shownAs shown: String) throws {
    var status = stat()
    let mode = stat(target, &status) == 0 ? status.st_mode & 0o777 : nil
    let temporary = temporaryPath(beside: target)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError(shown, "cannot be written", code: errno) }
    var failure = writeAll(bytes, to: descriptor)
    if failure == 0, let mode { _ = fchmod(descriptor, mode) }
    // Some file systems report a full disk only here.
    if close(descriptor) != 0, failure == 0 { failure = errno }
    if failure == 0, rename(temporary, target) != 0 { failure = errno }
    guard failure == 0 else {
      unlink(temporary)
      throw FileError(shown, "cannot be written", code: failure)
    }
  }

  /// Writes all bytes; gives the error's code, or 0.
  package static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[offset...])
        let written = FileSystem.retried { systemWrite(descriptor, rest.baseAddress, rest.count) }
        if written < 0 { return errno }
        offset += written
      }
      return 0
    }
  }

  private static let counter = Atomic<Int>(0)

  /// A name that no other thread or process takes, hidden from listings.
  private static func temporaryPath(beside path: String) -> String {
    let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
    return PathText.join(PathText.parent(of: path), ".swiftlab-\(getpid())-\(number).tmp")
  }

  /// A write past the file size limit is to be an error that is reported, not the end of the process.
  private static func ignoreFileSizeSignal() { _ = fileSizeSignalIgnored }
  private static let fileSizeSignalIgnored: Bool = {
    signal(SIGXFSZ, SIG_IGN)
    return true
  }()

  private static func systemWrite(
    _ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int
  ) -> Int {
    CLibrary.write(descriptor, buffer, count)
  }
}

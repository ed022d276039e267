internal import CLibrary

/// Writes a file that the user has named, whole or not at all.
public enum AtomicFile {
  /// Writes `bytes`, making the folders above it, unless the file holds just these already.
  ///
  /// A symbolic link is followed, and the file that it points to replaced: the path is the user's own.
  /// What lies in a checkout is written through `SafeFolder`.
  ///
  /// - Parameter shown: the path as the user knows it.
  /// - Returns: whether the file was written; an unchanged one keeps its date.
  /// - Throws: `FileError`.
  @discardableResult
  public static func write(_ bytes: [UInt8], to path: String, shownAs shown: String) throws -> Bool
  {
    let target = FileSystem.realPath(path) ?? path
    do {
      try FileSystem.makeFolder(
        PathText.parent(of: target), shownAs: PathText.parent(of: shown))
    } catch let error as FileError {
      throw FileError(
        shown, "cannot be written", "'\(error.path)' \(error.action): \(error.reason)",
        code: error.code)
    }
    let folder = PathText.parent(of: target)
    return try SafeFolder(
      anchor: folder.isEmpty ? "." : folder, shownAs: PathText.parent(of: shown)
    ).write(bytes, to: PathText.name(of: target))
  }

  /// Writes all bytes; gives the error's code, or 0.
  package static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[offset...])
        let written = FileSystem.retried {
          CLibrary.write(descriptor, rest.baseAddress, rest.count)
        }
        if written < 0 { return errno }
        offset += written
      }
      return 0
    }
  }
}

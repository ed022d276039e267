internal import CLibrary

extension ContentHash {
  /// The fingerprint of a file, read piece by piece.
  ///
  /// - Throws: `FileError`.
  package static func hash(fileAt path: String) throws -> SHA256.Digest {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path, "cannot be read", code: errno) }
    defer { close(descriptor) }
    var hash = ContentHash()
    // A piece that stays in the core's own cache.
    try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 64) { buffer in
      while true {
        let count = FileSystem.retried { read(descriptor, buffer.baseAddress, buffer.count) }
        guard count >= 0 else { throw FileError(path, "cannot be read", code: errno) }
        if count == 0 { return }
        hash.update(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
      }
    }
    return hash.finalize()
  }
}

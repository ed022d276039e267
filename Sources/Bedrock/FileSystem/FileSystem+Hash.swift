internal import CLibrary

extension ContentHash {
  /// The fingerprint of a regular file, read piece by piece.
  ///
  /// - Throws: `FileError`.
  package static func hash(
    fileAt path: String, shownAs shown: String? = nil, limit: Int = FileLimits.model
  ) throws -> SHA256.Digest {
    let shown = shown ?? path
    let file = try OpenFile(path, shownAs: shown, limit: limit)
    var hash = ContentHash()
    // A piece that stays in the core's own cache.
    try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 64) { buffer in
      while true {
        let count = FileSystem.retried { read(file.descriptor, buffer.baseAddress, buffer.count) }
        guard count >= 0 else { throw FileError(shown, "cannot be read", code: errno) }
        if count == 0 { return }
        hash.update(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
      }
    }
    return hash.finalize()
  }
}

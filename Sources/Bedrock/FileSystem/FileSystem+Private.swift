internal import CLibrary

extension FileSystem {
  /// Makes a folder that only its owner may enter, and those above it.
  ///
  /// - Throws: `FileError` where it cannot be made, belongs to another user, or may be written to by
  ///   others.
  package static func makePrivateFolder(_ path: String) throws {
    if kind(of: path) == nil {
      let parent = PathText.parent(of: path)
      if !parent.isEmpty { try makeFolder(parent) }
      if mkdir(path, 0o700) != 0, errno != EEXIST {
        throw FileError(path, "cannot be made", code: errno)
      }
    }
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileError(path, "cannot be read", code: errno) }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw FileError(path, "cannot be used", "it is no folder")
    }
    guard status.st_uid == geteuid() else {
      throw FileError(path, "is not used", "it belongs to another user")
    }
    guard status.st_mode & 0o022 == 0 else {
      throw FileError(path, "is not used", "others may write to it")
    }
    guard access(path, W_OK | X_OK) == 0 else {
      throw FileError(path, "cannot be written", code: errno)
    }
  }
}

extension FileSystem {
  /// The bytes of a regular file where the system maps it: read as they are needed, and not copied.
  ///
  /// A file that somebody shortens meanwhile ends the process when the missing bytes are read, as in
  /// every program that maps files; a model's file is replaced as a whole.
  ///
  /// - Throws: `FileError`; what is no regular file is an error, too.
  public static func map(
    _ path: String, shownAs shown: String? = nil, limit: Int = FileLimits.model
  ) throws -> FileBytes {
    try OpenFile(path, shownAs: shown ?? path, limit: limit).map()
  }
}

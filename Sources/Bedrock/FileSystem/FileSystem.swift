internal import CLibrary

/// The one door to the operating system's files, with `AtomicFile` and `SafeFolder`.
///
/// A test fails where a file function of the C library is called outside of this folder.
///
/// Foundation's file manager would cost ten milliseconds at start-up, which is a third of what a small
/// lab may take; these are the system calls themselves. Every path is given as it is to be opened;
/// errors carry the path.
public enum FileSystem {
  public enum Kind: Sendable {
    case file, folder, other
  }

  /// What stands at a path, symbolic links followed; `nil` where there is nothing.
  public static func kind(of path: String) -> Kind? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// Why what is neither a file nor a folder is not read.
  static let notRegular = "it is a pipe, a device or a socket, and no regular file"

  /// All bytes of a regular file.
  ///
  /// - Parameter limit: the bytes that it may have.
  /// - Throws: `FileError`; a folder, a pipe or a device is an error, too.
  public static func read(
    _ path: String, shownAs shown: String? = nil, limit: Int = FileLimits.any
  ) throws -> [UInt8] {
    try OpenFile(path, shownAs: shown ?? path, limit: limit).bytes()
  }

  /// Everything that is still to come from an open file or pipe, as long as it is no more than the
  /// limit; else some bytes more than that.
  static func readAll(
    _ descriptor: Int32, expected: Int, shownAs shown: String, limit: Int
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = expected + 1
    while true {
      let before = bytes.count
      var failure: Int32 = 0
      let more = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
        let got = retried { systemRead(descriptor, buffer.baseAddress, chunk) }
        failure = got < 0 ? errno : 0
        count = max(0, got)
      }
      guard failure == 0 else { throw FileError(shown, "cannot be read", code: failure) }
      if bytes.isEmpty { bytes = more } else { bytes += more }
      if bytes.count == before || bytes.count > limit { return bytes }
      chunk = max(1 << 16, min(bytes.count, 1 << 24))
    }
  }

  /// The names in a folder, in the order of their UTF-8 bytes, without `.` and `..`.
  ///
  /// - Throws: `FileError`, also for a name that is not UTF-8 and so could not be shown or linked.
  public static func entries(of folder: String, shownAs shown: String? = nil) throws -> [String] {
    let shown = shown ?? folder
    guard let stream = opendir(folder) else {
      throw FileError(shown, "cannot be read", code: errno)
    }
    defer { closedir(stream) }
    let found = names(in: stream)
    guard found.invalid == 0 else {
      throw FileError(shown, "cannot be read", "it holds a file whose name is not valid UTF-8")
    }
    return found.names
  }

  /// The names that an open folder holds, and how many are not UTF-8.
  static func names(in stream: FolderStream) -> (names: [String], invalid: Int) {
    var names: [String] = []
    var invalid = 0
    while let entry = readdir(stream) {
      // The name is a fixed array in the header and a C string in truth.
      let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 0
      let start = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
      if let name = String(validatingCString: start) {
        if name != ".", name != ".." { names.append(name) }
      } else {
        invalid += 1
      }
    }
    return (names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }, invalid)
  }

  #if canImport(Darwin)
    typealias FolderStream = UnsafeMutablePointer<DIR>
  #else
    typealias FolderStream = OpaquePointer
  #endif

  /// Makes a folder and those above it.
  public static func makeFolder(_ path: String, shownAs shown: String? = nil) throws {
    if path.isEmpty || mkdir(path, 0o777) == 0 { return }
    let code = errno
    if code == ENOENT, let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")),
      slash > path.startIndex
    {
      try makeFolder(String(path[..<slash]), shownAs: shown)
      if mkdir(path, 0o777) == 0 || errno == EEXIST, kind(of: path) == .folder { return }
      throw FileError(shown ?? path, "cannot be made", code: errno)
    }
    if kind(of: path) == .folder { return }
    throw FileError(shown ?? path, "cannot be made", code: code == EEXIST ? ENOTDIR : code)
  }

  /// Removes a file; that it is gone already is no error.
  public static func removeFile(_ path: String, shownAs shown: String? = nil) throws {
    guard unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR else {
      throw FileError(shown ?? path, "cannot be removed", code: errno)
    }
  }

  /// Removes a folder with all that is in it; links in it are removed and not followed.
  package static func removeTree(_ path: String) {
    for name in (try? entries(of: path)) ?? [] {
      let child = PathText.join(path, name)
      if unlink(child) != 0 { removeTree(child) }
    }
    rmdir(path)
  }

  /// A path with its symbolic links followed; `nil` where it leads nowhere.
  public static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(validatingCString: resolved)
  }

  /// The number of the user that a file belongs to.
  package static func owner(of path: String) -> UInt32? {
    var status = stat()
    return stat(path, &status) == 0 ? UInt32(status.st_uid) : nil
  }

  /// Whether a file's bytes may be read.
  package static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }

  /// The folder that the process works in.
  public static var workingFolder: String {
    guard let folder = getcwd(nil, 0) else { return "." }
    defer { free(folder) }
    return String(validatingCString: folder) ?? "."
  }

  /// A call that a signal may interrupt, called until none did.
  package static func retried(_ call: () -> Int) -> Int {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }

  /// `read` of the C library, whose name is taken here.
  private static func systemRead(
    _ descriptor: Int32, _ buffer: UnsafeMutablePointer<UInt8>?, _ count: Int
  ) -> Int {
    CLibrary.read(descriptor, buffer, count)
  }
}

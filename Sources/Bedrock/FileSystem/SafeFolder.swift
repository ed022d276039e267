internal import CLibrary

/// A folder below which no symbolic link is ever followed.
///
/// A checkout may bring links in the place of any of its files and folders. What is written, read or
/// removed here is reached from the anchor folder by folder, each opened without following a link; so
/// it lies below the anchor, whatever stands there and however it changes meanwhile.
package struct SafeFolder: Sendable {
  /// The folder that is trusted: links on the way to it are followed.
  package let anchor: String
  /// The folders from the anchor to this one.
  private let inner: [String]
  /// This folder as the user knows it.
  private let shown: String

  /// - Parameters:
  ///   - path: of this folder, from the anchor; without `..`.
  package init(anchor: String, path: String = "", shownAs shown: String? = nil) {
    self.anchor = anchor
    inner = PathText.components(path)
    self.shown = shown ?? path
  }

  /// What stands at a path; a symbolic link is `other`.
  package func kind(of path: String) -> FileSystem.Kind? {
    guard let (folder, name) = try? open(parentOf: path, makes: false) else { return nil }
    defer { close(folder) }
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// The bytes of a file.
  ///
  /// - Returns: `nil` where nothing stands.
  /// - Throws: `FileError`.
  package func read(_ path: String, limit: Int = FileLimits.report) throws -> [UInt8]? {
    do {
      let (folder, name) = try open(parentOf: path, makes: false)
      defer { close(folder) }
      return try OpenFile(
        name, in: folder, followsLink: false, shownAs: shown(path), limit: limit
      ).bytes()
    } catch let error as FileError where error.code == ENOENT {
      return nil
    }
  }

  /// Writes a file whole or not at all, making the folders above it, unless it holds just these bytes.
  ///
  /// - Parameter standing: is shown the bytes that are to be replaced, and throws where they are not.
  /// - Returns: whether the file was written.
  /// - Throws: `FileError`.
  @discardableResult
  package func write(
    _ bytes: [UInt8], to path: String, replacing standing: ([UInt8]) throws -> Void = { _ in }
  ) throws -> Bool {
    // Somebody may delete the folder between its making and the file's: it is made once more.
    var attemptsLeft = 3
    while true {
      attemptsLeft -= 1
      do {
        let (folder, name) = try open(parentOf: path, makes: true)
        defer { close(folder) }
        let file = FileReplacement(folder: folder, name: name, shown: shown(path))
        return try file.write(bytes, replacing: standing)
      } catch let error as FileError where attemptsLeft > 0 && error.code == ENOENT {
        continue
      }
    }
  }

  /// Removes a file, or a link; that it is gone already is no error.
  package func remove(_ path: String) throws {
    do {
      let (folder, name) = try open(parentOf: path, makes: false)
      defer { close(folder) }
      guard unlinkat(folder, name, 0) == 0 || errno == ENOENT else {
        throw FileError(shown(path), "cannot be removed", code: errno)
      }
    } catch let error as FileError where error.code == ENOENT {
      return
    }
  }

  /// The names in a folder in the order of their bytes, those that are not UTF-8 left out.
  package func entries(of path: String = "") -> [String] {
    guard let folder = try? open(inner + PathText.components(path), makes: false),
      let stream = fdopendir(folder)
    else { return [] }
    defer { closedir(stream) }
    return FileSystem.names(in: stream).names
  }

  /// Removes what writers that are dead have left in a folder.
  ///
  /// A writer holds a lock on its temporary file as long as it lives; where the file system has no
  /// locks, age decides.
  package func sweepLeftovers(in path: String = "") {
    let names = entries(of: path).filter(FileReplacement.isTemporary)
    guard !names.isEmpty, let folder = try? open(inner + PathText.components(path), makes: false)
    else { return }
    defer { close(folder) }
    for name in names { FileReplacement.sweep(name, in: folder) }
  }

  // MARK: The way there

  private func shown(_ path: String) -> String { PathText.join(shown, path) }

  private func open(
    parentOf path: String, makes: Bool
  ) throws -> (folder: Int32, name: String) {
    let parts = PathText.components(path)
    guard let name = parts.last, !parts.contains("..") else {
      throw FileError(shown(path), "cannot be reached", "it is no file's name")
    }
    return (try open(inner + parts.dropLast(), makes: makes, for: shown(path)), name)
  }

  /// Opens a folder below the anchor, one part after the other.
  private func open(_ parts: [String], makes: Bool, for goal: String? = nil) throws -> Int32 {
    let goal = goal ?? shown
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
    if makes { try FileSystem.makeFolder(anchor, shownAs: anchor) }
    var folder = CLibrary.open(anchor, flags)
    guard folder >= 0 else { throw FileError(goal, "cannot be reached", code: errno) }
    for (index, part) in parts.enumerated() {
      var next = openat(folder, part, flags | O_NOFOLLOW)
      if next < 0, errno == ENOENT, makes {
        if mkdirat(folder, part, 0o777) != 0, errno != EEXIST {
          let error = failure(goal, makes, at: index, of: parts, errno, "cannot be made")
          close(folder)
          throw error
        }
        next = openat(folder, part, flags | O_NOFOLLOW)
      }
      guard next >= 0 else {
        let code = errno
        let isLink = Self.isLink(part, in: folder)
        close(folder)
        if isLink { throw linkError(goal, makes, parts[...index]) }
        throw failure(goal, makes, at: index, of: parts, code, "cannot be made")
      }
      close(folder)
      folder = next
    }
    return folder
  }

  private static func isLink(_ name: String, in folder: Int32) -> Bool {
    var status = stat()
    return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0
      && status.st_mode & S_IFMT == S_IFLNK
  }

  /// A folder on the way as the user knows it.
  private func shown(_ parts: ArraySlice<String>) -> String {
    let own = parts.dropFirst(inner.count).joined(separator: "/")
    let above = PathText.components(shown).prefix(
      max(0, PathText.components(shown).count - max(0, inner.count - parts.count)))
    let start = (PathText.isAbsolute(shown) ? "/" : "") + above.joined(separator: "/")
    return own.isEmpty ? start : PathText.join(start, own)
  }

  private func linkError(_ goal: String, _ writes: Bool, _ parts: ArraySlice<String>) -> FileError {
    FileError(
      goal, writes ? "cannot be written" : "cannot be read",
      "'\(shown(parts))' is a symbolic link, which is not followed here; remove it")
  }

  private func failure(
    _ goal: String, _ writes: Bool, at index: Int, of parts: [String], _ code: Int32,
    _ action: String
  ) -> FileError {
    guard writes else { return FileError(goal, "cannot be read", code: code) }
    return FileError(
      goal, "cannot be written",
      "'\(shown(parts[...index]))' \(action): \(FileError.text(of: code))",
      code: code)
  }
}

import Bedrock

/// The folder `.swiftlab`, which keeps itself out of version control.
struct PrivateFolder: Sendable {
  private let folder: SafeFolder

  init(workspace: Workspace) { folder = workspace.folder(Workspace.privateFolder) }

  /// Writes a file, and beside the first one a rule that hides the folder from Git.
  ///
  /// - Parameter path: below the folder.
  /// - Throws: `FileError`.
  func write(_ bytes: [UInt8], to path: String) throws {
    if folder.kind(of: ".gitignore") == nil {
      try folder.write(Array("*\n".utf8), to: ".gitignore")
    }
    try folder.write(bytes, to: path)
  }

  /// The bytes of a file; `nil` where there is none that can be read.
  func read(_ path: String) -> [UInt8]? { (try? folder.read(path)) ?? nil }

  func remove(_ path: String) throws { try folder.remove(path) }

  /// Removes what dead runs have left beside some files.
  func sweepLeftovers(besides paths: [String]) {
    for parent in Set(paths.map(PathText.parent(of:))) { folder.sweepLeftovers(in: parent) }
  }
}

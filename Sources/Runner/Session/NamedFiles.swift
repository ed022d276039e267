import Bedrock
import Notebook

/// The files that a directive may read, by the names that the lab calls them.
struct NamedFiles: Sendable {
  /// The folder of the lab or part that names them.
  let folder: String
  let access: FileAccess

  func read(_ path: String) throws -> [UInt8] { try access.read(path, from: folder) }

  func open(_ path: String) throws -> NamedFile { try access.open(path, from: folder) }

  /// The fingerprint of a file's content; `nil` where it may not or cannot be read.
  func contentHash(_ path: String) -> SHA256.Digest? {
    try? access.contentHash(path, from: folder)
  }
}

import Bedrock
import Synchronization

/// Fingerprints of files, those of large ones remembered: a model's hundred megabytes are not hashed
/// by each run.
///
/// A file is taken for the one it was as long as its path, size, inode and the times of its last
/// changes are the same, and the last of those lies long enough ago that another could not share its
/// time stamp.
package final class FileHashes: Sendable {
  /// From here on remembering is worth its while.
  private static let least = 1 << 20
  /// How long a file must have been left alone, in nanoseconds.
  private static let quiet = 2_000_000_000

  private let folder: CacheFolder?
  private let known = Mutex<[SHA256.Digest: [UInt8]]>([:])

  /// - Parameter folder: where they are kept for later runs; `nil` keeps them for this one.
  init(folder: CacheFolder?) { self.folder = folder }

  /// - Parameter path: of the cache's folder.
  package convenience init(keptIn path: String?) {
    self.init(folder: path.map(CacheFolder.init))
  }

  /// The fingerprint of a file's content.
  ///
  /// - Throws: `FileError`.
  package func content(of path: String) throws -> SHA256.Digest {
    let bytes = try remembered("content", path) { try ContentHash.hash(fileAt: path).bytes }
    return try SHA256.Digest(bytes) ?? ContentHash.hash(fileAt: path)
  }

  /// The SHA-256 of a file, in hexadecimal digits.
  ///
  /// - Throws: `FileError`.
  package func sha256(of path: String) throws -> String {
    let bytes = try remembered("sha256", path) {
      var hash = SHA256()
      let bytes = try FileSystem.map(path)
      bytes.withUnsafeBytes { hash.update($0) }
      return hash.finalize().bytes
    }
    return SHA256.Digest(bytes)?.hex ?? ""
  }

  private func remembered(
    _ kind: String, _ path: String, _ make: () throws -> [UInt8]
  ) throws -> [UInt8] {
    guard let mark = FileSystem.mark(of: path), mark.size >= Self.least,
      FileSystem.now - max(mark.modified, mark.changed) > Self.quiet
    else { return try make() }
    let key = Self.key(kind, path, mark)
    if let bytes = known.withLock({ $0[key] }) { return bytes }
    if let bytes = folder?.entry(key)?.payload, bytes.count == 32 {
      known.withLock { $0[key] = bytes }
      return bytes
    }
    let bytes = try make()
    guard FileSystem.mark(of: path) == mark else { return bytes }
    known.withLock { $0[key] = bytes }
    folder?.put(CacheFolder.Entry(program: nil, payload: bytes), for: key)
    return bytes
  }

  private static func key(
    _ kind: String, _ path: String, _ mark: FileSystem.Mark
  ) -> SHA256.Digest {
    var writer = ByteWriter()
    writer.put("swiftlab file 1")
    writer.put([kind, path])
    for number in [mark.size, mark.modified, mark.changed] { writer.put(number) }
    writer.put(mark.inode)
    return ContentHash.hash(writer.bytes)
  }
}

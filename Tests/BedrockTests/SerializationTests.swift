import Bedrock
import Testing

@Suite("Values as bytes")
struct SerializationTests {
  @Test("what is taken equals what was put, each number to the bit")
  func roundTrip() throws {
    var writer = ByteWriter()
    writer.put(UInt8(7))
    writer.put(-3)
    writer.put(UInt64.max)
    writer.put(true)
    writer.put(-0.0)
    writer.put(Double.nan)
    writer.put(Float(0.1))
    writer.put("é\0😀")
    writer.put([1.5, -.infinity])
    writer.put(["", "a"])
    writer.put([UInt8(1), 2])
    var reader = ByteReader(writer.bytes)
    #expect(try reader.integer(UInt8.self) == 7)
    #expect(try reader.int() == -3)
    #expect(try reader.integer(UInt64.self) == .max)
    #expect(try reader.flag())
    #expect(try reader.double().bitPattern == (-0.0).bitPattern)
    #expect(try reader.double().isNaN)
    #expect(try reader.float() == 0.1)
    #expect(try reader.text() == "é\0😀")
    #expect(try reader.doubles() == [1.5, -.infinity])
    #expect(try reader.texts() == ["", "a"])
    #expect(try reader.byteList() == [1, 2])
    #expect(reader.isAtEnd)
    #expect(throws: ByteReader.Damaged.self) { try reader.flag() }
  }

  @Test("a count past the end is refused and makes no room", arguments: [Int.max, -1, 17, 1 << 40])
  func counts(_ count: Int) {
    var writer = ByteWriter()
    writer.put(count)
    writer.put(UInt64(0))
    for read: (inout ByteReader) throws -> Void in [
      { _ = try $0.doubles() }, { _ = try $0.texts() }, { _ = try $0.text() },
      { _ = try $0.byteList() }, { _ = try $0.raw(count) },
    ] {
      var reader = ByteReader(writer.bytes)
      #expect(throws: ByteReader.Damaged.self) { try read(&reader) }
    }
  }

  private enum Shape: Codable, Equatable {
    case none
    case range(low: Double, high: Double)
    case one(Int)
  }

  private enum Word: String, Codable { case up, down }

  private struct Sample: Codable, Equatable {
    var rows: [[Double]]
    var names: [String]?
    var shapes: [Shape]
    var maybe: [Double?]
    var word: Word
    var flags: [[Bool]]
    var big: UInt64
    var small: Int8
    var float: Float
    var map: [String: Int]
    var range: ClosedRange<Int>
  }

  private func sample(_ names: [String]?) -> Sample {
    Sample(
      rows: [[1, -0.0, .infinity], []], names: names,
      shapes: [.none, .range(low: -1, high: .greatestFiniteMagnitude), .one(-5)],
      maybe: [nil, 0.1], word: .down, flags: [[true], [], [false, true]], big: .max, small: .min,
      float: 0.1, map: ["a": 1, "b": 2], range: -3...4)
  }

  @Test("a Codable value comes back", arguments: [nil, [], ["a", ""]])
  func codable(names: [String]?) throws {
    var writer = ByteWriter()
    try CodedBytes.put(sample(names), to: &writer)
    var reader = ByteReader(writer.bytes)
    #expect(try CodedBytes.take(Sample.self, from: &reader) == sample(names))
    #expect(reader.isAtEnd)
  }

  @Test("bytes of another type, and spoilt ones, are errors and never a crash")
  func spoilt() throws {
    var writer = ByteWriter()
    try CodedBytes.put(sample(["x"]), to: &writer)
    var reader = ByteReader(writer.bytes)
    #expect(throws: DecodingError.self) { try CodedBytes.take([Int].self, from: &reader) }
    for index in writer.bytes.indices {
      for bit in [0, 3, 7] {
        var bytes = writer.bytes
        bytes[index] ^= 1 << bit
        var reader = ByteReader(bytes)
        _ = try? CodedBytes.take(Sample.self, from: &reader)
        var cut = ByteReader(Array(bytes.prefix(index)))
        #expect(throws: (any Error).self) { try CodedBytes.take(Sample.self, from: &cut) }
      }
    }
  }

  @Test("lists inside lists without end are refused")
  func depth() {
    var writer = ByteWriter()
    for _ in 0..<100_000 {
      writer.put(UInt8(9))
      writer.put(1)
    }
    var reader = ByteReader(writer.bytes)
    #expect(throws: ByteReader.Damaged.self) { try CodedBytes.take([Int].self, from: &reader) }
  }
}

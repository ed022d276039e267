import Bedrock
import Engine
import Foundation
import Testing

@Suite("Block formats")
struct BlockFormatTests {
  static let reference = try! JSON(
    parsing: Array(Data(contentsOf: Fixture.url("quantization.json"))))

  static func bytes(_ json: JSON?) -> [UInt8] {
    let digits = Array(json!.stringValue!.utf8)
    return stride(from: 0, to: digits.count, by: 2).map {
      UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)!
    }
  }

  static func floats(_ json: JSON?) -> [Float] {
    let bytes = bytes(json)
    return stride(from: 0, to: bytes.count, by: 4).map { start in
      Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * $1) })
    }
  }

  @Test("the bytes are those of ggml's reference quantizers", arguments: BlockFormat.allCases)
  func encode(_ format: BlockFormat) throws {
    let values = Self.floats(Self.reference["values"])
    let expected = Self.bytes(Self.reference[format.rawValue]?["bytes"])
    #expect(values.count == 38 * 32)
    #expect(try format.encode(values) == expected)
  }

  @Test("bytes stand for the same numbers, bit for bit", arguments: BlockFormat.allCases)
  func decode(_ format: BlockFormat) throws {
    let bytes = Self.bytes(Self.reference[format.rawValue]?["bytes"])
    let expected = Self.floats(Self.reference[format.rawValue]?["values"])
    #expect(try format.decode(bytes).map(\.bitPattern) == expected.map(\.bitPattern))
  }

  @Test("what was stored once is stored again without loss", arguments: BlockFormat.allCases)
  func twice(_ format: BlockFormat) throws {
    let once = try format.decode(format.encode(Self.floats(Self.reference["values"])))
    let twice = try format.decode(format.encode(once))
    for (x, y) in zip(once, twice) { #expect(abs(x - y) <= abs(x) * 1e-3) }
  }

  @Test("a weight takes 8.5, 5 and 4.5 bits")
  func bits() {
    #expect(BlockFormat.allCases.map(\.bitsPerWeight) == [8.5, 5, 4.5])
  }

  @Test("numbers so small that 1/d overflows become zeros", arguments: BlockFormat.allCases)
  func tiny(_ format: BlockFormat) throws {
    let values =
      [Float](repeating: Float(bitPattern: 700), count: 31) + [-Float(bitPattern: 70_000)]
    #expect(try format.decode(format.encode(values)).allSatisfy { $0 == 0 })
  }

  @Test("what makes no blocks, and what no grid reaches, is refused")
  func refused() {
    #expect(throws: QuantizationError.rowLength(31, format: "q4_0")) {
      try BlockFormat.q40.encode([Float](repeating: 1, count: 31))
    }
    var values = [Float](repeating: 1, count: 64)
    values[40] = .nan
    #expect(throws: QuantizationError.notFinite(position: 40)) {
      try BlockFormat.q80.encode(values)
    }
    values[40] = 3e38
    #expect(throws: QuantizationError.scaleOverflow(3e38 / -8)) {
      try BlockFormat.q40.encode(values)
    }
    values[41] = -3e38
    #expect(throws: QuantizationError.self) { try BlockFormat.q41.encode(values) }
    #expect(throws: QuantizationError.byteCount(17, format: "q4_0")) {
      try BlockFormat.q40.decode([UInt8](repeating: 0, count: 17))
    }
    #expect(throws: Never.self) { try BlockFormat.q41.encode([]) }
  }
}

import Bedrock

/// Reads a GGUF file from front to back, and never past its end.
struct GGUFCursor {
  let bytes: UnsafeRawBufferPointer
  private(set) var offset = 0

  init(_ bytes: UnsafeRawBufferPointer, at offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  var remaining: Int { bytes.count - offset }

  /// Passes over some bytes and tells where they are.
  mutating func skip(_ count: UInt64, _ what: @autoclosure () -> String) throws(GGUFError)
    -> Range<Int>
  {
    guard count <= UInt64(remaining) else {
      throw .truncated(what(), offset: offset, needed: count, fileSize: bytes.count)
    }
    let start = offset
    offset += Int(count)
    return start..<offset
  }

  mutating func integer<Number: FixedWidthInteger>(
    _: Number.Type, _ what: @autoclosure () -> String
  ) throws(GGUFError) -> Number {
    let range = try skip(UInt64(MemoryLayout<Number>.size), what())
    return Number(
      littleEndian: bytes.loadUnaligned(fromByteOffset: range.lowerBound, as: Number.self))
  }

  /// Where a string's bytes lie: its length in eight bytes, then they.
  mutating func string(_ what: @autoclosure () -> String) throws(GGUFError) -> Range<Int> {
    let length = try integer(UInt64.self, "the length of \(what())")
    return try skip(length, what())
  }

  /// A string that must be text.
  mutating func text(_ what: @autoclosure () -> String) throws(GGUFError) -> String {
    let range = try string(what())
    let bytes = UnsafeRawBufferPointer(rebasing: bytes[range])
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .invalid("\(what()) is not valid UTF-8", offset: range.lowerBound)
    }
    return text
  }
}

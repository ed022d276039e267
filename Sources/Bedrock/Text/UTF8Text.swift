/// UTF-8 as bytes: is it valid, how many scalars are in it.
public enum UTF8Text {
  /// The offset of the first byte that is not part of a well-formed UTF-8 sequence, or nil.
  ///
  /// Overlong forms, surrogates, scalars past U+10FFFF and sequences cut off at the end are
  /// malformed (Unicode Standard, table 3-7). The offset is that of the sequence's first byte.
  public static func firstInvalidOffset(in bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { firstInvalidOffset(in: $0) }
  }

  /// The offset of the first byte that is not part of a well-formed UTF-8 sequence, or nil.
  public static func firstInvalidOffset(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var offset = 0
    while offset < bytes.count {
      if bytes[offset] < 0x80 {
        offset += 1
        continue
      }
      let length = sequenceLength(in: bytes, at: offset)
      if length == 0 { return offset }
      offset += length
    }
    return nil
  }

  /// The count of Unicode scalars in a text, which is what a report calls its characters.
  public static func scalarCount(_ text: String) -> Int {
    var text = text
    return text.withUTF8 { scalarCount($0) }
  }

  /// The count of scalars in well-formed UTF-8: of the bytes that do not continue a sequence.
  public static func scalarCount(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    for byte in bytes where byte & 0xC0 != 0x80 { count &+= 1 }
    return count
  }

  /// The count of scalars in well-formed UTF-8: of the bytes that do not continue a sequence.
  public static func scalarCount(_ bytes: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { scalarCount($0) }
  }

  /// The length of the well-formed sequence that starts at `offset`, or 0 if there is none.
  static func sequenceLength(in bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int {
    let first = bytes[offset]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: length = 4
    default: return 0
    }
    guard offset + length <= bytes.count, second.contains(bytes[offset + 1]) else { return 0 }
    for index in (offset + 2)..<max(offset + 2, offset + length) where bytes[index] & 0xC0 != 0x80 {
      return 0
    }
    return length
  }
}

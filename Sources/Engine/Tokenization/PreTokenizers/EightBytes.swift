/// Eight bytes of text looked at together, each answer a word with bit 7 of each byte that it is
/// true of. The first byte of the text is the lowest.
struct EightBytes {
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The bytes that are ASCII letters.
  let letters: UInt64
  /// The letters that are lower case.
  let lower: UInt64

  /// The eight bytes at an address.
  @inline(__always)
  init(_ bytes: UnsafePointer<UInt8>) {
    let word = UInt64(
      littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
    // In seven bits no sum carries into the next byte: 0x61 + 0x1F and 0x7B + 0x05 reach bit 7.
    let folded = (word | 0x2020_2020_2020_2020) & ~Self.highBits
    let fromA = folded &+ 0x1F1F_1F1F_1F1F_1F1F
    let afterZ = folded &+ 0x0505_0505_0505_0505
    letters = fromA & ~afterZ & ~word & Self.highBits
    lower = letters & (word &<< 2)
  }

  /// The bytes that are no letters.
  @inline(__always)
  var others: UInt64 { letters ^ Self.highBits }

  /// The capitals that follow a small letter, given the eight bytes before.
  @inline(__always)
  func capitalsAfterSmall(previousLower: UInt64) -> UInt64 {
    (lower &<< 8 | previousLower &>> 56) & letters & ~lower
  }
}

/// English contractions as the patterns have them: `'s 't 're 've 'm 'll 'd`.
enum Contraction {
  /// The offset after `(?i:'s|'t|'re|'ve|'m|'ll|'d)` at an offset, or nil.
  ///
  /// Of all letters in it only "s" has a case variant outside ASCII: U+017F, the long s.
  @inline(__always)
  static func endIgnoringCase(in text: ByteText, at offset: Int) -> Int? {
    guard text.byte(at: offset) == UInt8(ascii: "'") else { return nil }
    return afterApostrophe(in: text, at: offset + 1, ignoringCase: true)
  }

  /// The offset after `'(?:[sdmt]|ll|ve|re)` at an offset, or nil.
  @inline(__always)
  static func endMatchingCase(in text: ByteText, at offset: Int) -> Int? {
    guard text.byte(at: offset) == UInt8(ascii: "'") else { return nil }
    return afterApostrophe(in: text, at: offset + 1, ignoringCase: false)
  }

  @inline(never)
  private static func afterApostrophe(
    in text: ByteText, at offset: Int, ignoringCase: Bool
  ) -> Int? {
    let caseBit: UInt8 = ignoringCase ? 0x20 : 0
    let first = text.byte(at: offset)
    let second = text.byte(at: offset + 1)
    if ignoringCase, first == 0xC5, second == 0xBF { return offset + 2 }
    switch (first | caseBit, second | caseBit) {
    case (UInt8(ascii: "s"), _), (UInt8(ascii: "d"), _),
      (UInt8(ascii: "m"), _), (UInt8(ascii: "t"), _):
      return offset + 1
    case (UInt8(ascii: "l"), UInt8(ascii: "l")), (UInt8(ascii: "v"), UInt8(ascii: "e")),
      (UInt8(ascii: "r"), UInt8(ascii: "e")):
      return offset + 2
    default:
      return nil
    }
  }
}

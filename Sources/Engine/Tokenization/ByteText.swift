/// The text that is being split: UTF-8 in memory, seen by byte offset.
///
/// Nothing is read outside `0..<count`, and an ill-formed byte is a scalar of class `symbol` and of
/// length 1, so the splitters need no checked input.
struct ByteText {
  let start: UnsafePointer<UInt8>
  let count: Int

  /// The byte at an offset, 0 at the end: NUL is in no class that a splitter asks for by byte.
  @inline(__always)
  func byte(at offset: Int) -> UInt8 { offset < count ? start[offset] : 0 }

  /// The class and the length in bytes of the scalar at an offset below `count`.
  @inline(__always)
  func scalar(at offset: Int) -> (class: ScalarClass, length: Int) {
    let byte = start[offset]
    if byte < 0x80 { return (ScalarClass(ascii: byte), 1) }
    return multibyteScalar(at: offset)
  }

  /// The number of ASCII letters at an offset, at most 16, from which 16 bytes can be read.
  ///
  /// - Parameter splitAtCapitals: whether to stop before a capital that follows a small letter.
  @inline(__always)
  func asciiLetters(at offset: Int, splitAtCapitals: Bool) -> Int {
    let first = EightBytes(start + offset)
    var stops = first.others
    if splitAtCapitals { stops |= first.capitalsAfterSmall(previousLower: 0) }
    if stops != 0 { return stops.trailingZeroBitCount &>> 3 }
    let second = EightBytes(start + offset + 8)
    stops = second.others
    if splitAtCapitals { stops |= second.capitalsAfterSmall(previousLower: first.lower) }
    // No stop: 64 zero bits, which is eight more letters.
    return 8 &+ stops.trailingZeroBitCount &>> 3
  }

  @inline(never)
  func multibyteScalar(at offset: Int) -> (class: ScalarClass, length: Int) {
    guard let (value, length) = decode(at: offset) else { return (.symbol, 1) }
    return (ScalarClass(codePoint: value), length)
  }

  /// The length of the well-formed sequence at an offset below `count`, or 0 if there is none.
  func wellFormedLength(at offset: Int) -> Int {
    start[offset] < 0x80 ? 1 : decode(at: offset)?.length ?? 0
  }

  /// The scalar at an offset whose byte is not ASCII, or nil if the bytes there are ill-formed.
  ///
  /// The ranges are those of table 3-7 of the Unicode standard: no overlong form, no surrogate,
  /// nothing past U+10FFFF.
  func decode(at offset: Int) -> (value: UInt32, length: Int)? {
    func trail(_ index: Int) -> UInt32? {
      let byte = self.byte(at: offset + index)
      return byte & 0xC0 == 0x80 ? UInt32(byte & 0x3F) : nil
    }
    let lead = UInt32(start[offset])
    guard lead >= 0xC2, lead <= 0xF4, let second = trail(1) else { return nil }
    if lead < 0xE0 { return ((lead & 0x1F) << 6 | second, 2) }
    guard let third = trail(2) else { return nil }
    if lead < 0xF0 {
      let value = (lead & 0x0F) << 12 | second << 6 | third
      return value < 0x800 || (0xD800...0xDFFF).contains(value) ? nil : (value, 3)
    }
    guard let fourth = trail(3) else { return nil }
    let value = (lead & 0x07) << 18 | second << 12 | third << 6 | fourth
    return value < 0x1_0000 || value > 0x10_FFFF ? nil : (value, 4)
  }

  /// The offset after the longest run of scalars from `offset` that meet a condition.
  @inline(__always)
  func run(from offset: Int, while condition: (ScalarClass) -> Bool) -> Int {
    var end = offset
    while end < count {
      let (scalarClass, length) = scalar(at: end)
      guard condition(scalarClass) else { break }
      end += length
    }
    return end
  }
}

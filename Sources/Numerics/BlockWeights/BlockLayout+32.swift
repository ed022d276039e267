/// `Q4_0`: 32 weights (q − 8) d = q d − 8 d; the first half's codes in the lower halves of the bytes.
enum FourBits: BlockLayout {
  static let blockSize = 32
  static let blockBytes = 18
  static let blocks = 2
  static let words = 9
  static let scaleSets = 2

  @inline(__always)
  static func word(_ index: Int, _ unit: UnsafeRawPointer, blocks: Int) -> UInt32 {
    if index == 0 { return pairOfShorts(unit, blockBytes, blocks: blocks) }
    let (block, word) = ((index &- 1) / 4, (index &- 1) % 4)
    return block < blocks ? littleEndianWord(unit, block &* blockBytes &+ 2 &+ 4 &* word) : 0
  }

  @inline(__always)
  static func scales(_ unit: UnitWords, into scales: ScaleSets) {
    let (first, second) = (unit[0].lowHalves, unit[0].highHalves)
    scales.set(0, scale: first, minimum: first * -8)
    scales.set(1, scale: second, minimum: second * -8)
  }

  @inline(__always)
  static func codes(_ unit: UnitWords, run: Int, quarter: Int) -> Words {
    unit[1 &+ 4 &* (run &>> 1) &+ quarter].shiftedRight(4 &* (run & 1))
  }

  @inline(__always)
  static func number(_ codes: Words, byte: UInt32) -> Lanes { codes.field(4, byte: byte, less: 0) }
}

/// `Q4_1`: 32 weights q d + m.
enum FourBitsAffine: BlockLayout {
  static let blockSize = 32
  static let blockBytes = 20
  static let words = 5
  static let scaleSets = 1

  @inline(__always)
  static func scales(_ unit: UnitWords, into scales: ScaleSets) {
    scales.set(0, scale: unit[0].lowHalves, minimum: unit[0].highHalves)
  }

  @inline(__always)
  static func codes(_ unit: UnitWords, run: Int, quarter: Int) -> Words {
    unit[1 &+ quarter].shiftedRight(4 &* (run & 1))
  }

  @inline(__always)
  static func number(_ codes: Words, byte: UInt32) -> Lanes { codes.field(4, byte: byte, less: 0) }
}

/// `Q5_0`: as `Q4_0` with a fifth bit of each code in a word of its own: q d − 16 d.
enum FiveBits: BlockLayout {
  static let blockSize = 32
  static let blockBytes = 22
  static let blocks = 2
  static let words = 11
  static let scaleSets = 2

  @inline(__always)
  static func word(_ index: Int, _ unit: UnsafeRawPointer, blocks: Int) -> UInt32 {
    if index == 0 { return pairOfShorts(unit, blockBytes, blocks: blocks) }
    let (block, word) = ((index &- 1) / 5, (index &- 1) % 5)
    guard block < blocks else { return 0 }
    let bits = littleEndianWord(unit, block &* blockBytes &+ 2 &+ 4 &* word)
    return word == 0 ? FifthBits.spread(bits) : bits
  }

  @inline(__always)
  static func scales(_ unit: UnitWords, into scales: ScaleSets) {
    let (first, second) = (unit[0].lowHalves, unit[0].highHalves)
    scales.set(0, scale: first, minimum: first * -16)
    scales.set(1, scale: second, minimum: second * -16)
  }

  @inline(__always)
  static func codes(_ unit: UnitWords, run: Int, quarter: Int) -> Words {
    let first = 1 &+ 5 &* (run &>> 1)
    return FifthBits.codes(unit[first &+ 1 &+ quarter], unit[first], half: run & 1, quarter)
  }

  @inline(__always)
  static func number(_ codes: Words, byte: UInt32) -> Lanes { codes.field(5, byte: byte, less: 0) }
}

/// `Q5_1`: as `Q4_1` with a fifth bit of each code in a word of its own.
enum FiveBitsAffine: BlockLayout {
  static let blockSize = 32
  static let blockBytes = 24
  static let words = 6
  static let scaleSets = 1

  @inline(__always)
  static func word(_ index: Int, _ unit: UnsafeRawPointer, blocks: Int) -> UInt32 {
    let bits = littleEndianWord(unit, 4 &* index)
    return index == 1 ? FifthBits.spread(bits) : bits
  }

  @inline(__always)
  static func scales(_ unit: UnitWords, into scales: ScaleSets) {
    scales.set(0, scale: unit[0].lowHalves, minimum: unit[0].highHalves)
  }

  @inline(__always)
  static func codes(_ unit: UnitWords, run: Int, quarter: Int) -> Words {
    FifthBits.codes(unit[2 &+ quarter], unit[1], half: run & 1, quarter)
  }

  @inline(__always)
  static func number(_ codes: Words, byte: UInt32) -> Lanes { codes.field(5, byte: byte, less: 0) }
}

/// `Q8_0`: 32 weights q d, q signed bytes, which are kept with 128 added.
enum EightBits: BlockLayout {
  static let blockSize = 32
  static let blockBytes = 34
  static let blocks = 2
  static let words = 17
  static let scaleSets = 2

  @inline(__always)
  static func word(_ index: Int, _ unit: UnsafeRawPointer, blocks: Int) -> UInt32 {
    if index == 0 { return pairOfShorts(unit, blockBytes, blocks: blocks) }
    let (block, word) = ((index &- 1) / 8, (index &- 1) % 8)
    guard block < blocks else { return 0 }
    return littleEndianWord(unit, block &* blockBytes &+ 2 &+ 4 &* word) ^ 0x8080_8080
  }

  @inline(__always)
  static func scales(_ unit: UnitWords, into scales: ScaleSets) {
    scales.set(0, scale: unit[0].lowHalves, minimum: .zero)
    scales.set(1, scale: unit[0].highHalves, minimum: .zero)
  }

  @inline(__always)
  static func codes(_ unit: UnitWords, run: Int, quarter: Int) -> Words {
    unit[1 &+ 4 &* run &+ quarter]
  }

  @inline(__always)
  static func number(_ codes: Words, byte: UInt32) -> Lanes {
    codes.field(8, byte: byte, less: 128)
  }

  @inline(__always)
  static func weight(_ number: Lanes, scale: Lanes, minimum: Lanes) -> Lanes { number * scale }
}

/// The first two bytes of a unit's two blocks, as one word.
@inline(__always)
private func pairOfShorts(_ unit: UnsafeRawPointer, _ blockBytes: Int, blocks: Int) -> UInt32 {
  littleEndianShort(unit, 0) | (blocks > 1 ? littleEndianShort(unit, blockBytes) &<< 16 : 0)
}

/// The fifth bits of a block's 32 codes.
enum FifthBits {
  /// Of a word whose bit 16 h + 4 i + b belongs to code b of quarter i of run h, the word where that is
  /// bit 8 b + 4 h + i: so a quarter's four bits lie in the four bytes, as its codes do.
  static func spread(_ bits: UInt32) -> UInt32 {
    var result: UInt32 = 0
    for code: UInt32 in 0..<32 {
      let (run, quarter, byte) = (code &>> 4, code &>> 2 & 3, code & 3)
      result |= (bits &>> code & 1) &<< (8 &* byte &+ 4 &* run &+ quarter)
    }
    return result
  }

  @inline(__always)
  static func codes(_ low: Words, _ fifth: Words, half: Int, _ quarter: Int) -> Words {
    let lower = low.shiftedRight(4 &* half) & 0x0F0F_0F0F
    return lower | (fifth.shiftedRight(4 &* half &+ quarter) & 0x0101_0101).shiftedLeft(4)
  }
}

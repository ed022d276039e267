/// `Q2_K`: 256 weights in 16 runs, d s q − m t, with s and t in the halves of a byte.
///
/// 16 bytes of scales, 64 of codes, d, m.
enum TwoBitsK: BlockLayout {
  static let blockSize = 256
  static let blockBytes = 84
  static let words = 21
  static let scaleSets = 16

  @inline(__always)
  static func scales(_ unit: UnitWords, into scales: ScaleSets) {
    let (scale, minimum) = (unit[20].lowHalves, unit[20].highHalves)
    for run in 0..<16 {
      let byte = unit[run &>> 2].shiftedRight(8 &* (run & 3))
      scales.set(
        run, scale: scale * byte.field(4, byte: 0, less: 0),
        minimum: (minimum * byte.shiftedRight(4 as UInt32).field(4, byte: 0, less: 0)).negated)
    }
  }

  @inline(__always)
  static func codes(_ unit: UnitWords, run: Int, quarter: Int) -> Words {
    unit[4 &+ 8 &* (run &>> 3) &+ 4 &* (run & 1) &+ quarter].shiftedRight(2 &* (run &>> 1 & 3))
  }

  @inline(__always)
  static func number(_ codes: Words, byte: UInt32) -> Lanes { codes.field(2, byte: byte, less: 0) }
}

/// `Q3_K`: 256 weights in 16 runs, d (s − 32) (q − 4).
///
/// 32 bytes of third bits, 64 of codes, 12 of scales in six bits, d.
enum ThreeBitsK: BlockLayout {
  static let blockSize = 256
  static let blockBytes = 110
  static let words = 28
  static let scaleSets = 16

  @inline(__always)
  static func word(_ index: Int, _ unit: UnsafeRawPointer, blocks: Int) -> UInt32 {
    index == 27 ? littleEndianShort(unit, 108) : littleEndianWord(unit, 4 &* index)
  }

  @inline(__always)
  static func scales(_ unit: UnitWords, into scales: ScaleSets) {
    let scale = unit[27].lowHalves
    for run in 0..<16 {
      let low = unit[24 &+ (run &>> 2 & 1)].shiftedRight(8 &* (run & 3) &+ 4 &* (run &>> 3)) & 15
      let high = unit[26].shiftedRight(8 &* (run & 3) &+ 2 &* (run &>> 2)) & 3
      let step = (low | high.shiftedLeft(4)).wholeNumber(less: 32)
      scales.set(run, scale: scale * step, minimum: .zero)
    }
  }

  @inline(__always)
  static func codes(_ unit: UnitWords, run: Int, quarter: Int) -> Words {
    let place = 4 &* (run & 1) &+ quarter
    let low = unit[8 &+ 8 &* (run &>> 3) &+ place].shiftedRight(2 &* (run &>> 1 & 3))
    let third = unit[place].shiftedRight(run &>> 1)
    return low & 0x0303_0303 | (third & 0x0101_0101).shiftedLeft(2)
  }

  @inline(__always)
  static func number(_ codes: Words, byte: UInt32) -> Lanes { codes.field(3, byte: byte, less: 4) }

  @inline(__always)
  static func weight(_ number: Lanes, scale: Lanes, minimum: Lanes) -> Lanes { number * scale }
}

/// `Q4_K`: 256 weights in 8 groups of two runs, d s q − m t.
///
/// d, m, 12 bytes of scales in six bits, 128 of codes.
enum FourBitsK: BlockLayout {
  static let blockSize = 256
  static let blockBytes = 144
  static let words = 36
  static let scaleSets = 8

  @inline(__always)
  static func scales(_ unit: UnitWords, into scales: ScaleSets) {
    SixBitScales.set(unit, into: scales)
  }

  @inline(__always)
  static func codes(_ unit: UnitWords, run: Int, quarter: Int) -> Words {
    unit[4 &+ 8 &* (run &>> 2) &+ 4 &* (run & 1) &+ quarter].shiftedRight(4 &* (run &>> 1 & 1))
  }

  @inline(__always)
  static func number(_ codes: Words, byte: UInt32) -> Lanes { codes.field(4, byte: byte, less: 0) }
}

/// `Q5_K`: as `Q4_K`, with 32 bytes of fifth bits behind the scales.
enum FiveBitsK: BlockLayout {
  static let blockSize = 256
  static let blockBytes = 176
  static let words = 44
  static let scaleSets = 8

  @inline(__always)
  static func scales(_ unit: UnitWords, into scales: ScaleSets) {
    SixBitScales.set(unit, into: scales)
  }

  @inline(__always)
  static func codes(_ unit: UnitWords, run: Int, quarter: Int) -> Words {
    let place = 4 &* (run & 1) &+ quarter
    let low = unit[12 &+ 8 &* (run &>> 2) &+ place].shiftedRight(4 &* (run &>> 1 & 1))
    let fifth = unit[4 &+ place].shiftedRight(run &>> 1)
    return low & 0x0F0F_0F0F | (fifth & 0x0101_0101).shiftedLeft(4)
  }

  @inline(__always)
  static func number(_ codes: Words, byte: UInt32) -> Lanes { codes.field(5, byte: byte, less: 0) }
}

/// `Q6_K`: 256 weights in 16 runs, d s (q − 32), s signed bytes.
///
/// 128 bytes of the codes' lower halves, 64 of their upper two bits, 16 of scales, d.
enum SixBitsK: BlockLayout {
  static let blockSize = 256
  static let blockBytes = 210
  static let words = 53
  static let scaleSets = 16

  @inline(__always)
  static func word(_ index: Int, _ unit: UnsafeRawPointer, blocks: Int) -> UInt32 {
    index == 52 ? littleEndianShort(unit, 208) : littleEndianWord(unit, 4 &* index)
  }

  @inline(__always)
  static func scales(_ unit: UnitWords, into scales: ScaleSets) {
    let scale = unit[52].lowHalves
    for run in 0..<16 {
      let byte = unit[48 &+ (run &>> 2)].shiftedRight(8 &* (run & 3)) & 0xFF
      let step = (byte ^ 0x80).wholeNumber(less: 128)
      scales.set(run, scale: scale * step, minimum: .zero)
    }
  }

  @inline(__always)
  static func codes(_ unit: UnitWords, run: Int, quarter: Int) -> Words {
    let (block, part) = (run &>> 3, run &>> 1 & 3)
    let place = 4 &* (run & 1) &+ quarter
    let low = unit[16 &* block &+ 8 &* (part & 1) &+ place].shiftedRight(4 &* (part &>> 1))
    let high = unit[32 &+ 8 &* block &+ place].shiftedRight(2 &* part)
    return low & 0x0F0F_0F0F | (high & 0x0303_0303).shiftedLeft(4)
  }

  @inline(__always)
  static func number(_ codes: Words, byte: UInt32) -> Lanes { codes.field(6, byte: byte, less: 32) }

  @inline(__always)
  static func weight(_ number: Lanes, scale: Lanes, minimum: Lanes) -> Lanes { number * scale }
}

/// The scales and minima of eight groups, six bits each, packed in words 1 to 3 behind d and m.
private enum SixBitScales {
  @inline(__always)
  static func set(_ unit: UnitWords, into scales: ScaleSets) {
    let (scale, minimum) = (unit[0].lowHalves, unit[0].highHalves)
    for group in 0..<4 {
      let s = unit[1].shiftedRight(8 &* group)
      let t = unit[2].shiftedRight(8 &* group)
      let both = unit[3].shiftedRight(8 &* group)
      scales.set(
        group, scale: scale * (s & 63).wholeNumber(),
        minimum: (minimum * (t & 63).wholeNumber()).negated)
      let upperS = both & 15 | (s & 0xC0).shiftedRight(2 as UInt32)
      let upperT = both.shiftedRight(4 as UInt32) & 15 | (t & 0xC0).shiftedRight(2 as UInt32)
      scales.set(
        group &+ 4, scale: scale * upperS.wholeNumber(),
        minimum: (minimum * upperT.wholeNumber()).negated)
    }
  }
}

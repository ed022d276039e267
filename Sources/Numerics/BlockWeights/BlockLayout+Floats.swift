/// Half floats, two to a word.
enum HalfFloats: BlockLayout {
  static let blockSize = 1
  static let blockBytes = 2
  static let blocks = 16
  static let words = 8
  static let scaleSets = 0

  @inline(__always)
  static func word(_ index: Int, _ unit: UnsafeRawPointer, blocks: Int) -> UInt32 {
    pairOfNumbers(index, unit, blocks)
  }

  @inline(__always)
  static func scales(_ unit: UnitWords, into scales: ScaleSets) {}
  @inline(__always)
  static func codes(_ unit: UnitWords, run: Int, quarter: Int) -> Words { unit[2 &* quarter] }
  @inline(__always)
  static func number(_ codes: Words, byte: UInt32) -> Lanes { codes.lowHalves }

  @inline(__always)
  static func weights(
    _ unit: UnitWords, run: Int, quarter: Int, scales: ScaleSets
  ) -> (Lanes, Lanes, Lanes, Lanes) {
    let (first, second) = (unit[2 &* quarter], unit[2 &* quarter &+ 1])
    return (first.lowHalves, first.highHalves, second.lowHalves, second.highHalves)
  }
}

/// The upper halves of floats, two to a word.
enum BrainFloats: BlockLayout {
  static let blockSize = 1
  static let blockBytes = 2
  static let blocks = 16
  static let words = 8
  static let scaleSets = 0

  @inline(__always)
  static func word(_ index: Int, _ unit: UnsafeRawPointer, blocks: Int) -> UInt32 {
    pairOfNumbers(index, unit, blocks)
  }

  @inline(__always)
  static func scales(_ unit: UnitWords, into scales: ScaleSets) {}
  @inline(__always)
  static func codes(_ unit: UnitWords, run: Int, quarter: Int) -> Words { unit[2 &* quarter] }
  @inline(__always)
  static func number(_ codes: Words, byte: UInt32) -> Lanes { codes.shiftedLeft(16).asFloats }

  @inline(__always)
  static func weights(
    _ unit: UnitWords, run: Int, quarter: Int, scales: ScaleSets
  ) -> (Lanes, Lanes, Lanes, Lanes) {
    let (first, second) = (unit[2 &* quarter], unit[2 &* quarter &+ 1])
    return (
      first.shiftedLeft(16).asFloats, (first & 0xFFFF_0000).asFloats,
      second.shiftedLeft(16).asFloats, (second & 0xFFFF_0000).asFloats
    )
  }
}

@inline(__always)
private func pairOfNumbers(_ index: Int, _ unit: UnsafeRawPointer, _ count: Int) -> UInt32 {
  let first = 2 &* index
  if first >= count { return 0 }
  let low = littleEndianShort(unit, 2 &* first)
  return first &+ 1 < count ? low | littleEndianShort(unit, 2 &* first &+ 2) &<< 16 : low
}

/// Sixteen words, one for each of a panel's outputs.
typealias Words = SIMD16<UInt32>

/// How a kind of block lies in memory once its rows are interleaved.
///
/// Sixteen rows of a file are a *panel*. Each row is cut into *units* of `unit` weights and `words`
/// words; word i of all sixteen rows lies in one vector. Units are walked along by *runs* of sixteen
/// inner indices, each of which has one scale (and minimum) a row; a run is four *quarters* of four
/// weights. So whatever the block, a kernel does the same: the unit's scales, then run by run and
/// quarter by quarter the codes, numbers, weights w = fma(q, d, m), and chains c = fma(w, x, c).
///
/// Law: `weights` has the bits of the file's own decoding, for every bit pattern of a block but for the
/// payload of a NaN.
protocol BlockLayout: SendableMetatype {
  /// The weights and bytes of a block in a file.
  static var blockSize: Int { get }
  static var blockBytes: Int { get }
  /// How many blocks make a unit; the last unit of a row may lack some.
  static var blocks: Int { get }
  /// The words of a unit.
  static var words: Int { get }
  /// How many different scales a unit has; its runs are shared out evenly among them.
  static var scaleSets: Int { get }

  /// A word of a unit, of which `blocks` blocks are there; those that are not give zeros.
  static func word(_ index: Int, _ unit: UnsafeRawPointer, blocks: Int) -> UInt32
  /// The unit's scales.
  static func scales(_ unit: UnitWords, into scales: ScaleSets)
  /// The codes of a quarter of a run, one in the low bits of each byte; what is above them in the byte
  /// does not matter.
  static func codes(_ unit: UnitWords, run: Int, quarter: Int) -> Words
  /// The number that the code in a byte stands for.
  static func number(_ codes: Words, byte: UInt32) -> Lanes
  /// The weight of a number.
  static func weight(_ number: Lanes, scale: Lanes, minimum: Lanes) -> Lanes
  /// The four weights of a quarter.
  static func weights(
    _ unit: UnitWords, run: Int, quarter: Int, scales: ScaleSets
  ) -> (Lanes, Lanes, Lanes, Lanes)
}

extension BlockLayout {
  /// The weights of a unit.
  @inline(__always)
  static var unit: Int { blockSize &* blocks }
  @inline(__always)
  static var runs: Int { unit / 16 }
  @inline(__always)
  static var blocks: Int { 1 }

  @inline(__always)
  static func word(_ index: Int, _ unit: UnsafeRawPointer, blocks: Int) -> UInt32 {
    littleEndianWord(unit, 4 &* index)
  }

  /// w = fma(q, d, m).
  @inline(__always)
  static func weight(_ number: Lanes, scale: Lanes, minimum: Lanes) -> Lanes {
    minimum.addingProduct(number, scale)
  }

  @inline(__always)
  static func weights(
    _ unit: UnitWords, run: Int, quarter: Int, scales: ScaleSets
  ) -> (Lanes, Lanes, Lanes, Lanes) {
    let set = scaleSets == runs ? run : scaleSets == 1 ? 0 : run / (runs / scaleSets)
    let (scale, minimum) = (scales[set].scale, scales[set].minimum)
    let codes = codes(unit, run: run, quarter: quarter)
    return (
      weight(number(codes, byte: 0), scale: scale, minimum: minimum),
      weight(number(codes, byte: 1), scale: scale, minimum: minimum),
      weight(number(codes, byte: 2), scale: scale, minimum: minimum),
      weight(number(codes, byte: 3), scale: scale, minimum: minimum)
    )
  }
}

/// Where a unit's words lie, for one panel.
struct UnitWords {
  let start: UnsafeRawPointer
  /// From a word to the next, in bytes: those of other panels lie between.
  let stride: Int

  @inline(__always)
  subscript(index: Int) -> Words {
    (start + index &* stride).loadUnaligned(as: Words.self)
  }
}

/// Where the scales and minima of a unit's runs are kept, for one panel.
struct ScaleSets {
  let start: UnsafeMutablePointer<Float>
  /// From a set to the next, in floats.
  let stride: Int

  @inline(__always)
  subscript(set: Int) -> (scale: Lanes, minimum: Lanes) {
    let place = start + set &* stride
    return (place.lanes, (place + 16).lanes)
  }

  @inline(__always)
  func set(_ set: Int, scale: Lanes, minimum: Lanes) {
    let place = start + set &* stride
    place.lanes = scale
    (place + 16).lanes = minimum
  }
}

@inline(__always)
func littleEndianWord(_ bytes: UnsafeRawPointer, _ offset: Int) -> UInt32 {
  UInt32(littleEndian: (bytes + offset).loadUnaligned(as: UInt32.self))
}

@inline(__always)
func littleEndianShort(_ bytes: UnsafeRawPointer, _ offset: Int) -> UInt32 {
  UInt32(UInt16(littleEndian: (bytes + offset).loadUnaligned(as: UInt16.self)))
}

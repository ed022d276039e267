extension SIMD16<Float> {
  /// The same numbers with the other sign, zeros included.
  @inline(__always)
  var negated: Lanes { (unsafeBitCast(self, to: Words.self) ^ 0x8000_0000).asFloats }
}

/// Numbers out of the bits of words, sixteen at a time and exactly.
///
/// The generic initialisers that turn vectors of integers into floats are calls that work lane by lane;
/// so integers become floats by their bits: those of 2²³ with a whole number below 2²³ in the fraction
/// are the float 2²³ + the number, and the difference is exact.
extension SIMD16<UInt32> {
  /// The same bits as floats.
  @inline(__always)
  var asFloats: Lanes { unsafeBitCast(self, to: Lanes.self) }

  @inline(__always)
  func shiftedRight(_ count: UInt32) -> Words { self &>> Words(repeating: count) }

  @inline(__always)
  func shiftedRight(_ count: Int) -> Words { shiftedRight(UInt32(truncatingIfNeeded: count)) }

  @inline(__always)
  func shiftedLeft(_ count: UInt32) -> Words { self &<< Words(repeating: count) }

  /// The field of `bits` bits at the bottom of a byte, less `zero`, as a float.
  ///
  /// Where the field lies within the fraction's bits it is left there, and another power of two than
  /// 2²³ makes its lowest bit count as one.
  @inline(__always)
  func field(_ bits: UInt32, byte: UInt32, less zero: Float) -> Lanes {
    let mask: UInt32 = (1 &<< bits) &- 1
    if byte == 3 || byte == 2 && bits > 7 {
      return (shiftedRight(8 &* byte) & mask).wholeNumber(less: zero)
    }
    let base = Float(bitPattern: (150 &- 8 &* byte) &<< 23)
    let placed = (self & (mask &<< (8 &* byte))) | base.bitPattern
    return placed.asFloats - Lanes(repeating: base + zero)
  }

  /// Whole numbers below 2²³, less `zero`, as floats.
  @inline(__always)
  func wholeNumber(less zero: Float = 0) -> Lanes {
    (self | (0x1p23 as Float).bitPattern).asFloats - Lanes(repeating: 0x1p23 + zero)
  }

  /// The half floats in the lower halves of the words.
  ///
  /// A half's exponent and fraction, moved to a float's place, are the number times 2⁻¹¹²; infinities
  /// and NaNs get the exponent that a float has for them.
  @inline(__always)
  var lowHalves: Lanes {
    let magnitude = (self & 0x7FFF).shiftedLeft(13).asFloats * Lanes(repeating: 0x1p112)
    let special = (self & 0x7C00) .== Words(repeating: 0x7C00)
    let bits = unsafeBitCast(magnitude, to: Words.self)
    return
      (bits.replacing(with: bits | 0x7F80_0000, where: special) | (self & 0x8000).shiftedLeft(16))
      .asFloats
  }

  /// The half floats in the upper halves of the words.
  @inline(__always)
  var highHalves: Lanes { shiftedRight(16 as UInt32).lowHalves }
}

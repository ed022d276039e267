/// IEEE 754 binary16 ("half", f16), converted by its bits.
///
/// The standard library's `Float16` is absent on some platforms; the bits are the same on all.
public enum HalfFloat {
  /// The bits of the half nearest to a float, ties to even; past 65504 by half a step, infinity.
  ///
  /// A NaN becomes the quiet NaN `0x7E00`.
  @inlinable
  public static func encode(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    let sign = UInt16(truncatingIfNeeded: bits &>> 16) & 0x8000
    let magnitude = bits & 0x7FFF_FFFF
    if magnitude > 0x7F80_0000 { return 0x7E00 }
    if magnitude >= 0x4780_0000 { return sign | 0x7C00 }
    if magnitude < 0x3880_0000 {
      // Below 2^-14 a half counts in steps of 2^-24: in 0.5 ..< 1 that is a float's last bit, so
      // adding 0.5 rounds to it.
      let aligned = Float(bitPattern: magnitude) + 0.5
      return sign | UInt16(truncatingIfNeeded: aligned.bitPattern &- 0x3F00_0000)
    }
    // The exponent's bias changes from 127 to 15; 13 bits of fraction are rounded away.
    let odd = (magnitude &>> 13) & 1
    let rounded = magnitude &- (112 &<< 23) &+ 0x0FFF &+ odd
    return sign | UInt16(truncatingIfNeeded: rounded &>> 13)
  }

  /// The float that a half's bits stand for, exactly.
  ///
  /// A NaN becomes the canonical quiet NaN.
  @inlinable
  public static func decode(_ half: UInt16) -> Float {
    let sign = UInt32(half & 0x8000) &<< 16
    let magnitude = UInt32(half & 0x7FFF)
    if magnitude > 0x7C00 { return Float(bitPattern: 0x7FC0_0000) }
    if magnitude == 0x7C00 { return Float(bitPattern: sign | 0x7F80_0000) }
    if magnitude < 0x0400 {
      let value = Float(Int32(truncatingIfNeeded: magnitude)) * 0x1p-24
      return Float(bitPattern: sign | value.bitPattern)
    }
    return Float(bitPattern: sign | ((magnitude &<< 13) &+ (112 &<< 23)))
  }
}

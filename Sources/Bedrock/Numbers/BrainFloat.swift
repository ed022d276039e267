/// The format bfloat16 (bf16): the upper half of a float's bits.
public enum BrainFloat {
  /// The bits of the bfloat16 nearest to a float, ties to even.
  ///
  /// A NaN becomes the quiet NaN `0x7FC0`.
  @inlinable
  public static func encode(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    if bits & 0x7FFF_FFFF > 0x7F80_0000 { return 0x7FC0 }
    let odd = (bits &>> 16) & 1
    return UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ odd) &>> 16)
  }

  /// The float that a bfloat16's bits stand for, exactly; a NaN becomes the canonical quiet NaN.
  @inlinable
  public static func decode(_ brain: UInt16) -> Float {
    if brain & 0x7FFF > 0x7F80 { return Float(bitPattern: 0x7FC0_0000) }
    return Float(bitPattern: UInt32(brain) &<< 16)
  }
}

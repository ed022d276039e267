/// Formats whose four-bit codes stand for the numbers of a table.
extension GGUFBlock {
  /// The numbers of the non-linear four-bit formats (`kvalues_iq4nl`).
  private static let nonlinear: [Float] = [
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113,
  ]

  /// The floats of four bits, E2M1, twice as large (Open Compute Project, "OCP Microscaling Formats",
  /// 2023).
  private static let tiny: [Float] = [
    0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12,
  ]

  /// 32 numbers: x = d T[q], the codes in half bytes behind d, the lower halves first.
  func decodeFourBitTable(into target: inout MutableSpan<Float>, at first: Int) {
    let scale = half(0)
    for index in 0..<16 {
      let byte = self[2 &+ index]
      target[first &+ index] = scale * Self.nonlinear[byte & 15]
      target[first &+ index &+ 16] = scale * Self.nonlinear[byte >> 4]
    }
  }

  /// 8 groups of 32: x = d (s − 32) T[q], s in six bits.
  ///
  /// d, two bytes of upper bits of scales, four of lower ones, 128 of codes.
  func decodeFourBitTables(into target: inout MutableSpan<Float>, at first: Int) {
    let scale = half(0)
    let upper = Int(short(2))
    for group in 0..<8 {
      let low = self[4 &+ (group >> 1)] >> (4 &* (group & 1)) & 15
      let step = scale * Float((low | (upper >> (2 &* group) & 3) << 4) &- 32)
      for index in 0..<16 {
        let byte = self[8 &+ 16 &* group &+ index]
        let place = first &+ 32 &* group &+ index
        target[place] = step * Self.nonlinear[byte & 15]
        target[place &+ 16] = step * Self.nonlinear[byte >> 4]
      }
    }
  }

  /// 32 numbers: x = 2^(e − 128) T[q], e the block's first byte.
  func decodeFourBitFloats(into target: inout MutableSpan<Float>, at first: Int) {
    let exponent = UInt32(self[0])
    // Half of 2^(e − 127): the two smallest are subnormal.
    let bits = exponent < 2 ? 0x20_0000 << exponent : (exponent - 1) << 23
    let scale = Float(bitPattern: bits)
    for index in 0..<16 {
      let byte = self[1 &+ index]
      target[first &+ index] = scale * Self.tiny[byte & 15]
      target[first &+ index &+ 16] = scale * Self.tiny[byte >> 4]
    }
  }
}

/// The "K" formats: 256 numbers to a block, in groups of 16 or 32 whose own scales are small whole
/// numbers times the block's.
extension GGUFBlock {
  /// 16 groups of 16: x = d s q − m t, with q in two bits, s and t in half a byte each.
  ///
  /// 16 bytes of scales, 64 of codes, d, m.
  func decodeTwoK(into target: inout MutableSpan<Float>, at first: Int) {
    let (scale, minimum) = (half(80), half(82))
    for group in 0..<16 {
      let part = self[group]
      let (step, least) = (scale * Float(part & 15), minimum * Float(part >> 4))
      let codes = 16 &+ 32 &* (group >> 3) &+ 16 &* (group & 1)
      let shift = 2 &* (group >> 1 & 3)
      for index in 0..<16 {
        let code = self[codes &+ index] >> shift & 3
        target[first &+ 16 &* group &+ index] = step * Float(code) - least
      }
    }
  }

  /// 16 groups of 16: x = d (s − 32) (q − 4), with the third bit of q in the first 32 bytes and s in
  /// six bits.
  ///
  /// 32 bytes of third bits, 64 of codes, 12 of scales, d.
  func decodeThreeK(into target: inout MutableSpan<Float>, at first: Int) {
    let scale = half(108)
    for group in 0..<16 {
      let low = group < 8 ? self[96 &+ group] & 15 : self[88 &+ group] >> 4
      let high = self[104 &+ (group & 3)] >> (2 &* (group >> 2)) & 3
      let step = scale * Float((low | high << 4) &- 32)
      let side = 16 &* (group & 1)
      let codes = 32 &+ 32 &* (group >> 3) &+ side
      let shift = 2 &* (group >> 1 & 3)
      for index in 0..<16 {
        let third = self[side &+ index] >> (group >> 1) & 1
        let code = self[codes &+ index] >> shift & 3
        target[first &+ 16 &* group &+ index] = step * Float((code | third << 2) &- 4)
      }
    }
  }

  /// 8 groups of 32: x = d s q − m t, with q in half a byte, s and t in six bits.
  ///
  /// d, m, 12 bytes of scales, 128 of codes.
  func decodeFourK(into target: inout MutableSpan<Float>, at first: Int) {
    let (scale, minimum) = (half(0), half(2))
    for group in 0..<8 {
      let (s, t) = sixBitScales(group, at: 4)
      let (step, least) = (scale * Float(s), minimum * Float(t))
      let codes = 16 &+ 32 &* (group >> 1)
      for index in 0..<32 {
        let code = self[codes &+ index] >> (4 &* (group & 1)) & 15
        target[first &+ 32 &* group &+ index] = step * Float(code) - least
      }
    }
  }

  /// As with four bits, and a fifth of each code in 32 bytes behind the scales.
  func decodeFiveK(into target: inout MutableSpan<Float>, at first: Int) {
    let (scale, minimum) = (half(0), half(2))
    for group in 0..<8 {
      let (s, t) = sixBitScales(group, at: 4)
      let (step, least) = (scale * Float(s), minimum * Float(t))
      let codes = 48 &+ 32 &* (group >> 1)
      for index in 0..<32 {
        let low = self[codes &+ index] >> (4 &* (group & 1)) & 15
        let code = low | (self[16 &+ index] >> group & 1) << 4
        target[first &+ 32 &* group &+ index] = step * Float(code) - least
      }
    }
  }

  /// 16 groups of 16: x = d s (q − 32), with q in six bits and s a signed byte.
  ///
  /// 128 bytes of the codes' lower halves, 64 of their upper two bits, 16 of scales, d.
  func decodeSixK(into target: inout MutableSpan<Float>, at first: Int) {
    let scale = half(208)
    for group in 0..<16 {
      let (block, part, side) = (group >> 3, group >> 1 & 3, 16 &* (group & 1))
      let step = scale * Float(signed(192 &+ group))
      let lower = 64 &* block &+ 32 &* (part & 1) &+ side
      let upper = 128 &+ 32 &* block &+ side
      for index in 0..<16 {
        let low = self[lower &+ index] >> (4 &* (part >> 1)) & 15
        let high = self[upper &+ index] >> (2 &* part) & 3
        target[first &+ 16 &* group &+ index] = step * Float((low | high << 4) &- 32)
      }
    }
  }

  /// The scale and the minimum of one of eight groups, packed in twelve bytes.
  private func sixBitScales(_ group: Int, at place: Int) -> (scale: Int, minimum: Int) {
    if group < 4 { return (self[place &+ group] & 63, self[place &+ group &+ 4] & 63) }
    let both = self[place &+ group &+ 4]
    return (
      both & 15 | (self[place &+ group &- 4] >> 6) << 4,
      both >> 4 | (self[place &+ group] >> 6) << 4
    )
  }
}

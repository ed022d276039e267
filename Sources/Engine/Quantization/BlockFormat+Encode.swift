import Bedrock

extension BlockFormat {
  /// Q8_0: the code is x / d, halves rounded away from zero.
  func encodeEight(
    _ block: ArraySlice<Float>, into bytes: inout [UInt8]
  ) throws(QuantizationError) {
    let largest = block.reduce(0) { Elementary.maximum($0, $1.magnitude) }
    let scale = largest / 127
    let inverse = Self.inverse(scale)
    try Self.append(scale, to: &bytes)
    for x in block {
      let code = Int8((x * inverse).rounded(.toNearestOrAwayFromZero))
      bytes.append(UInt8(bitPattern: code))
    }
  }

  /// Q4_0: the code is x / d + 8.5 without its fraction, at most 15, so that the weight with the
  /// largest magnitude has code 0 and is met exactly.
  ///
  /// Product and sum are rounded once, as where ggml is compiled with fused multiply-adds.
  func encodeFour(
    _ block: ArraySlice<Float>, into bytes: inout [UInt8]
  ) throws(QuantizationError) {
    var extreme: Float = 0
    for x in block where x.magnitude > extreme.magnitude { extreme = x }
    let scale = extreme / -8
    let inverse = Self.inverse(scale)
    try Self.append(scale, to: &bytes)
    append(block.map { Float(8.5).addingProduct($0, inverse) }, to: &bytes)
  }

  /// Q4_1: the code is (x − min) / d + 0.5 without its fraction, at most 15.
  func encodeFourWithMinimum(
    _ block: ArraySlice<Float>, into bytes: inout [UInt8]
  ) throws(QuantizationError) {
    var (minimum, maximum) = (Float.infinity, -Float.infinity)
    for x in block {
      if x < minimum { minimum = x }
      if x > maximum { maximum = x }
    }
    let scale = (maximum - minimum) / 15
    let inverse = Self.inverse(scale)
    try Self.append(scale, to: &bytes)
    try Self.append(minimum, to: &bytes)
    append(block.map { ($0 - minimum) * inverse + 0.5 }, to: &bytes)
  }

  /// Two codes a byte: the first half of the block below, the second above.
  ///
  /// - Parameter values: not negative, their integer parts are the codes.
  private func append(_ values: [Float], to bytes: inout [UInt8]) {
    let half = Self.blockSize / 2
    for index in 0..<half {
      let (low, high) = (min(15, UInt8(values[index])), min(15, UInt8(values[index + half])))
      bytes.append(low | high << 4)
    }
  }

  /// 1 / d, or 0 where that is no number: the block is then all zeros, or as good as.
  static func inverse(_ scale: Float) -> Float {
    let inverse = 1 / scale
    return inverse.isFinite ? inverse : 0
  }

  private static func append(
    _ scale: Float, to bytes: inout [UInt8]
  ) throws(QuantizationError) {
    let bits = HalfFloat.encode(scale)
    guard bits & 0x7FFF != 0x7C00 else { throw .scaleOverflow(scale) }
    bytes.append(UInt8(truncatingIfNeeded: bits))
    bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
  }
}

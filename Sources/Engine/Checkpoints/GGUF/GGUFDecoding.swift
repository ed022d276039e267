import Bedrock

/// The numbers that stored blocks stand for, as `ggml-quants.c` has them (`dequantize_row_…`).
///
/// A scale is a half float, and its products with small whole numbers are exact in a float; where a
/// minimum is added, the sum is rounded once.
extension GGUFTensorType {
  /// Decodes whole blocks. The type must be readable, and the sizes must fit.
  package func decode(_ source: UnsafeRawBufferPointer, into target: inout MutableSpan<Float>) {
    var block = GGUFBlock(bytes: source, start: 0)
    for first in stride(from: 0, to: target.count, by: blockSize) {
      switch self {
      case .f32: target[first] = Float(bitPattern: block.word(0))
      case .f16: target[first] = block.half(0)
      case .bf16: target[first] = BrainFloat.decode(block.short(0))
      case .q8_0: block.decodeEight(into: &target, at: first)
      case .q4_0: block.decodeFour(scaleBytes: 2, into: &target, at: first)
      case .q4_1: block.decodeFour(scaleBytes: 4, into: &target, at: first)
      case .q5_0: block.decodeFive(scaleBytes: 2, into: &target, at: first)
      case .q5_1: block.decodeFive(scaleBytes: 4, into: &target, at: first)
      case .q2_K: block.decodeTwoK(into: &target, at: first)
      case .q3_K: block.decodeThreeK(into: &target, at: first)
      case .q4_K: block.decodeFourK(into: &target, at: first)
      case .q5_K: block.decodeFiveK(into: &target, at: first)
      case .q6_K: block.decodeSixK(into: &target, at: first)
      case .iq4_nl: block.decodeFourBitTable(into: &target, at: first)
      case .iq4_xs: block.decodeFourBitTables(into: &target, at: first)
      case .mxfp4: block.decodeFourBitFloats(into: &target, at: first)
      default: return
      }
      block.start += blockBytes
    }
  }
}

/// A block's bytes within those of a tensor.
struct GGUFBlock {
  let bytes: UnsafeRawBufferPointer
  var start: Int

  subscript(offset: Int) -> Int { Int(bytes[start &+ offset]) }

  func signed(_ offset: Int) -> Int { Int(Int8(bitPattern: bytes[start &+ offset])) }

  func short(_ offset: Int) -> UInt16 {
    UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: start &+ offset, as: UInt16.self))
  }

  func word(_ offset: Int) -> UInt32 {
    UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start &+ offset, as: UInt32.self))
  }

  func half(_ offset: Int) -> Float { HalfFloat.decode(short(offset)) }
}

// MARK: - Blocks of 32

extension GGUFBlock {
  /// x = d q, q signed bytes.
  func decodeEight(into target: inout MutableSpan<Float>, at first: Int) {
    let scale = half(0)
    for index in 0..<32 { target[first &+ index] = Float(signed(2 &+ index)) * scale }
  }

  /// x = d (q − 8), or x = d q + m behind four bytes of d and m; q in half bytes, the lower ones
  /// first.
  func decodeFour(scaleBytes: Int, into target: inout MutableSpan<Float>, at first: Int) {
    let scale = half(0)
    let minimum = scaleBytes == 4 ? half(2) : -8 * scale
    for index in 0..<16 {
      let byte = self[scaleBytes &+ index]
      target[first &+ index] = Float(byte & 15) * scale + minimum
      target[first &+ index &+ 16] = Float(byte >> 4) * scale + minimum
    }
  }

  /// As with four bits, and a fifth of each code in the four bytes behind the scales:
  /// x = d (q − 16), or x = d q + m.
  func decodeFive(scaleBytes: Int, into target: inout MutableSpan<Float>, at first: Int) {
    let scale = half(0)
    let minimum = scaleBytes == 4 ? half(2) : -16 * scale
    let fifth = Int(word(scaleBytes))
    for index in 0..<16 {
      let byte = self[scaleBytes &+ 4 &+ index]
      let low = byte & 15 | (fifth >> index & 1) << 4
      let high = byte >> 4 | (fifth >> (index &+ 16) & 1) << 4
      target[first &+ index] = Float(low) * scale + minimum
      target[first &+ index &+ 16] = Float(high) * scale + minimum
    }
  }
}

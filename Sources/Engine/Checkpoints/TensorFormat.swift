import Bedrock

/// The kind of numbers that a file stores tensors in, little-endian.
public enum TensorFormat: String, CaseIterable, Sendable {
  case f32 = "F32"
  /// IEEE half: nearest, ties to even.
  case f16 = "F16"
  /// The upper half of a float: nearest, ties to even.
  case bf16 = "BF16"

  /// The bytes of a number.
  public var byteCount: Int { self == .f32 ? 4 : 2 }

  func decode(_ source: UnsafeRawBufferPointer, into elements: inout MutableSpan<Float>) {
    for index in elements.indices {
      switch self {
      case .f32:
        let bits = source.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
        elements[index] = Float(bitPattern: UInt32(littleEndian: bits))
      case .f16:
        let bits = source.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
        elements[index] = HalfFloat.decode(UInt16(littleEndian: bits))
      case .bf16:
        let bits = source.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
        elements[index] = BrainFloat.decode(UInt16(littleEndian: bits))
      }
    }
  }

  func append(_ elements: Span<Float>, to bytes: inout [UInt8]) {
    for index in elements.indices {
      switch self {
      case .f32:
        let bits = elements[index].bitPattern
        bytes.append(UInt8(truncatingIfNeeded: bits))
        bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
        bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
        bytes.append(UInt8(truncatingIfNeeded: bits >> 24))
      case .f16: Self.append(HalfFloat.encode(elements[index]), to: &bytes)
      case .bf16: Self.append(BrainFloat.encode(elements[index]), to: &bytes)
      }
    }
  }

  private static func append(_ bits: UInt16, to bytes: inout [UInt8]) {
    bytes.append(UInt8(truncatingIfNeeded: bits))
    bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
  }
}

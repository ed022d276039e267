import Bedrock

/// The simple block formats of GGUF files: 32 neighbours of a row share a scale.
///
/// Layouts, scales as half floats, little-endian; q is a weight's code:
///
///     q8_0   34 bytes   d, 32 signed bytes             x = d q           d = max |x| / 127
///     q4_0   18 bytes   d, 16 bytes of two codes       x = d (q − 8)     d = −(x with max |x|) / 8
///     q4_1   20 bytes   d, m, 16 bytes of two codes    x = d q + m       d = (max − min) / 15, m = min
///
/// A byte of two codes holds weight i in its lower half and weight i + 16 in its upper. Scales are
/// rounded to half floats only after the codes were made. Bit for bit what the reference quantizers of
/// ggml (`quantize_row_q8_0_ref` and so on in ggml-quants.c) and of its Python package `gguf` make.
public enum BlockFormat: String, CaseIterable, Sendable {
  case q80 = "q8_0"
  case q41 = "q4_1"
  case q40 = "q4_0"

  /// The weights of a block.
  public static let blockSize = 32

  /// The bytes of a block.
  public var blockBytes: Int {
    switch self {
    case .q80: 34
    case .q41: 20
    case .q40: 18
    }
  }

  /// The bytes of a block that hold what its weights share.
  public var sharedBytes: Int { self == .q41 ? 4 : 2 }

  /// What a weight takes, its share of the scale included: 8.5, 5 and 4.5 bits.
  public var bitsPerWeight: Double { Double(8 * blockBytes) / Double(Self.blockSize) }

  /// The bytes of numbers, block after block.
  ///
  /// Throws if they make no whole blocks, if one is not finite, or if a scale is too large.
  public func encode(_ values: [Float]) throws(QuantizationError) -> [UInt8] {
    guard values.count % Self.blockSize == 0 else {
      throw .rowLength(values.count, format: rawValue)
    }
    if let position = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(position: position)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count / Self.blockSize * blockBytes)
    for start in stride(from: 0, to: values.count, by: Self.blockSize) {
      let block = values[start..<start + Self.blockSize]
      switch self {
      case .q80: try encodeEight(block, into: &bytes)
      case .q41: try encodeFourWithMinimum(block, into: &bytes)
      case .q40: try encodeFour(block, into: &bytes)
      }
    }
    return bytes
  }

  /// The numbers that bytes stand for. Throws if the bytes make no whole blocks.
  public func decode(_ bytes: [UInt8]) throws(QuantizationError) -> [Float] {
    guard bytes.count % blockBytes == 0 else { throw .byteCount(bytes.count, format: rawValue) }
    var values: [Float] = []
    values.reserveCapacity(bytes.count / blockBytes * Self.blockSize)
    for start in stride(from: 0, to: bytes.count, by: blockBytes) {
      let block = bytes[start..<start + blockBytes]
      let scale = Self.half(block, at: 0)
      let codes = codes(of: block)
      switch self {
      case .q80: values += codes.map { Float($0) * scale }
      case .q40: values += codes.map { Float($0 - 8) * scale }
      case .q41:
        let minimum = Self.half(block, at: 2)
        values += codes.map { Float($0) * scale + minimum }
      }
    }
    return values
  }

  /// The codes of a block's 32 weights.
  func codes(of block: ArraySlice<UInt8>) -> [Int] {
    let data = block.dropFirst(sharedBytes)
    guard self != .q80 else { return data.map { Int(Int8(bitPattern: $0)) } }
    return data.map { Int($0 & 0x0F) } + data.map { Int($0 >> 4) }
  }

  /// A half float that begins at a byte of a block.
  static func half(_ block: ArraySlice<UInt8>, at offset: Int) -> Float {
    let start = block.startIndex + offset
    return HalfFloat.decode(UInt16(block[start]) | UInt16(block[start + 1]) << 8)
  }
}

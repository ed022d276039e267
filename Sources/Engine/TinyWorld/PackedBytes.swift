import Vocabularies

/// Bytes inside the program's text: four digits of base 64 for each three bytes, the highest first, a
/// digit being a character from "0" on; the last group may be of two or three digits.
///
/// A literal of this kind compiles in a second, where a resource of 2 MB does not.
enum PackedBytes {
  static func unpack(_ digits: StaticString) -> [UInt8] {
    let source = UnsafeBufferPointer(start: digits.utf8Start, count: digits.utf8CodeUnitCount)
    return [UInt8](unsafeUninitializedCapacity: source.count / 4 * 3 + 3) { target, count in
      var (group, digitsInGroup) = (UInt32(0), 0)
      for digit in source {
        group = group << 6 | UInt32(digit &- 0x30)
        digitsInGroup += 1
        guard digitsInGroup == 4 else { continue }
        target[count] = UInt8(truncatingIfNeeded: group >> 16)
        target[count + 1] = UInt8(truncatingIfNeeded: group >> 8)
        target[count + 2] = UInt8(truncatingIfNeeded: group)
        count += 3
        (group, digitsInGroup) = (0, 0)
      }
      // Two digits are left for one byte, three for two.
      if digitsInGroup >= 2 {
        group <<= UInt32(6 * (4 - digitsInGroup))
        target[count] = UInt8(truncatingIfNeeded: group >> 16)
        count += 1
      }
      if digitsInGroup == 3 {
        target[count] = UInt8(truncatingIfNeeded: group >> 8)
        count += 1
      }
    }
  }
}

extension TinyWorld {
  /// The file of the shipped model: safetensors with half floats, configuration and tokenizer.
  public static var modelFile: [UInt8] { PackedBytes.unpack(TinyWorldWeights.packed) }
}

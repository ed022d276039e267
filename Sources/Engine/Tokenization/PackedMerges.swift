/// Expands the vocabularies that are part of the product.
///
/// All of them begin with the 256 bytes, in the order in which GPT-2 lists them; each further token
/// is two earlier ones joined, so a list of pairs of ids says all. A pair is six digits of base 64
/// (three for the left id, three for the right, the highest first), a digit being a character from
/// "0" on.
enum PackedMerges {
  private static let digitsPerMerge = 6

  /// The bytes in order of their ids: first those that print in Latin-1.
  static let byteOrder: [UInt8] = {
    let printing = Array(33...126) + Array(161...172) + Array(174...255)
    let others = (0...255).filter { !printing.contains($0) }
    return (printing + others).map { UInt8($0) }
  }()

  /// The vocabulary and the merges of a packed list.
  static func expand(_ packed: StaticString) -> (vocabulary: Vocabulary, merges: MergeTable) {
    let count = packed.utf8CodeUnitCount / digitsPerMerge
    let pairs = [UInt64](unsafeUninitializedCapacity: count) { pairs, initialized in
      for rank in 0..<count {
        pairs[rank] = pair(packed.utf8Start + rank * digitsPerMerge)
      }
      initialized = count
    }
    let results = Array(UInt32(256)..<UInt32(256 + count))
    return (vocabulary(pairs), MergeTable(pairs: pairs, results: results))
  }

  @inline(__always)
  private static func pair(_ digits: UnsafePointer<UInt8>) -> UInt64 {
    func id(_ at: Int) -> UInt32 {
      UInt32(digits[at] &- 0x30) << 12 | UInt32(digits[at + 1] &- 0x30) << 6
        | UInt32(digits[at + 2] &- 0x30)
    }
    return MergeTable.pair(id(0), id(3))
  }

  /// The tokens' bytes, each token made of the two that it joins.
  private static func vocabulary(_ pairs: [UInt64]) -> Vocabulary {
    var offsets: [UInt32] = []
    offsets.reserveCapacity(pairs.count + 257)
    offsets += (0...256).map { UInt32($0) }
    var end = 256
    for pair in pairs {
      for id in [Int(pair >> 32), Int(pair & 0xFFFF_FFFF)] {
        end += Int(offsets[id + 1] - offsets[id])
      }
      offsets.append(UInt32(end))
    }
    let total = end + Vocabulary.padding
    let bytes = [UInt8](unsafeUninitializedCapacity: total) { bytes, initialized in
      for (index, byte) in byteOrder.enumerated() { bytes[index] = byte }
      var end = 256
      for pair in pairs {
        for id in [Int(pair >> 32), Int(pair & 0xFFFF_FFFF)] {
          for index in Int(offsets[id])..<Int(offsets[id + 1]) {
            bytes[end] = bytes[index]
            end += 1
          }
        }
      }
      for index in end..<total { bytes[index] = 0 }
      initialized = total
    }
    return Vocabulary(bytes: bytes, offsets: offsets)
  }
}

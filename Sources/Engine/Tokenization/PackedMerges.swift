/// Expands the vocabularies that are part of the product.
///
/// All of them begin with the 256 bytes, in the order in which GPT-2 lists them; each further token
/// is two earlier ones joined, so a list of pairs of ids says all. A pair is six digits of base 64
/// (three for the left id, three for the right, the highest first), a digit being a character from
/// "0" on.
enum PackedMerges {
  private static let digitsPerMerge = 6

  /// The vocabulary and the merges of a packed list.
  static func expand(_ packed: StaticString) -> (vocabulary: Vocabulary, merges: MergeTable) {
    let count = packed.utf8CodeUnitCount / digitsPerMerge
    let pairs = [TokenPair](unsafeUninitializedCapacity: count) { pairs, initialized in
      for rank in 0..<count {
        pairs[rank] = pair(packed.utf8Start + rank * digitsPerMerge)
      }
      initialized = count
    }
    return (vocabulary(pairs), MergeTable(pairs: pairs, results: .consecutive(from: 256)))
  }

  @inline(__always)
  private static func pair(_ digits: UnsafePointer<UInt8>) -> TokenPair {
    func id(_ at: Int) -> UInt32 {
      UInt32(digits[at] &- 0x30) << 12 | UInt32(digits[at + 1] &- 0x30) << 6
        | UInt32(digits[at + 2] &- 0x30)
    }
    return TokenPair(id(0), id(3))
  }

  /// The tokens' bytes, each token made of the two that it joins.
  private static func vocabulary(_ pairs: [TokenPair]) -> Vocabulary {
    var lengths = [UInt8](repeating: 1, count: 256)
    lengths.reserveCapacity(pairs.count + 256)
    var total = 256
    for pair in pairs {
      let length = lengths[Int(pair.left)] + lengths[Int(pair.right)]
      lengths.append(length)
      total += Int(length)
    }
    let count = pairs.count + 256
    let records = TokenRecords(
      count: count, totalCount: total + count * TokenRecords.headerCount
    ) { writer in
      for byte in GPT2Alphabet.byteOrder { withUnsafeBytes(of: byte) { writer.append($0) } }
      for pair in pairs { writer.append(Int(pair.left), Int(pair.right)) }
    }
    return Vocabulary(records: records)
  }
}

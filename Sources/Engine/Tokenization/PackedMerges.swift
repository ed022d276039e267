/// The merges of a vocabulary that is part of the product.
///
/// All of these begin with the 256 bytes, in the order in which GPT-2 lists them; each further
/// token is two earlier ones joined, so a list of pairs of ids says all. A pair is six digits of
/// base 64 (three for the left id, three for the right, the highest first), a digit being a
/// character from "0" on.
struct PackedMerges: Sendable {
  private static let digitsPerMerge = 6

  /// The id of the first token that is made by a merge.
  static let firstResult: UInt32 = 256

  /// The number of merges.
  let count: Int
  private let digits: StaticString

  init(_ digits: StaticString) {
    self.digits = digits
    count = digits.utf8CodeUnitCount / Self.digitsPerMerge
  }

  /// The pair of a rank.
  @inline(__always)
  subscript(rank: Int) -> TokenPair {
    precondition(rank >= 0 && rank < count, "a rank below the number of merges")
    let digits = digits.utf8Start + rank &* Self.digitsPerMerge
    return TokenPair(id(digits), id(digits + 3))
  }

  @inline(__always)
  private func id(_ digits: UnsafePointer<UInt8>) -> UInt32 {
    UInt32(digits[0] &- 0x30) &<< 12 | UInt32(digits[1] &- 0x30) &<< 6
      | UInt32(digits[2] &- 0x30)
  }

  /// The ids of the 256 single bytes.
  static let byteIDs: [Int?] = {
    var ids = [Int?](repeating: nil, count: 256)
    for (id, byte) in GPT2Alphabet.byteOrder.enumerated() { ids[Int(byte)] = id }
    return ids
  }()

  /// Appends the bytes of a token: those of the two tokens that it joins.
  func append(_ id: Int, to bytes: inout [UInt8]) {
    var waiting = [id]
    while let id = waiting.popLast() {
      if id < Self.firstResult {
        bytes.append(GPT2Alphabet.byteOrder[id])
      } else {
        let pair = self[id - Int(Self.firstResult)]
        waiting.append(Int(pair.right))
        waiting.append(Int(pair.left))
      }
    }
  }

  /// The tokens' bytes in memory.
  var index: TokenIndex {
    var lengths = [UInt8](repeating: 1, count: 256)
    lengths.reserveCapacity(count + 256)
    var total = 256
    for rank in 0..<count {
      let pair = self[rank]
      let length = lengths[Int(pair.left)] + lengths[Int(pair.right)]
      lengths.append(length)
      total += Int(length)
    }
    let tokens = count + 256
    let records = TokenRecords(
      count: tokens, totalCount: total + tokens * TokenRecords.headerCount
    ) { writer in
      for byte in GPT2Alphabet.byteOrder { withUnsafeBytes(of: byte) { writer.append($0) } }
      for rank in 0..<count { writer.append(Int(self[rank].left), Int(self[rank].right)) }
    }
    return TokenIndex(records: records)
  }
}

/// What byte-pair encoding begins with: the token of each byte, and the rank of each pair of bytes.
///
/// The pairs' ranks are in the merge table as well; here they lie so close together that those of
/// ordinary letters stay in the first-level cache.
struct ByteTokens: Sendable {
  /// The id of a byte that has no token: no token's id, and in no merge.
  static let missing = UInt32(MergeTable.limit)

  private let ids: [UInt32]
  /// The rank of the merge of two bytes, at 256 times the left plus the right one.
  private let ranks: [UInt32]

  init(ids: [UInt32], merges: MergeTable) {
    self.ids = ids
    var bytes: [Int: Int] = [:]
    for (byte, id) in ids.enumerated() where id != Self.missing { bytes[Int(id)] = byte }
    let highest = bytes.keys.max() ?? 0
    var ranks = [UInt32](repeating: MergeTable.View.noRank, count: 1 << 16)
    for rank in (0..<merges.count).reversed() {
      let merge = merges[rank]
      guard merge.left <= highest, merge.right <= highest else { continue }
      guard let left = bytes[merge.left], let right = bytes[merge.right] else { continue }
      ranks[left << 8 | right] = UInt32(rank)
    }
    self.ranks = ranks
  }

  /// The id of a byte's token, or nil if it has none.
  func id(of byte: UInt8) -> Int? {
    ids[Int(byte)] == Self.missing ? nil : Int(ids[Int(byte)])
  }

  /// Whether there are bytes without a token.
  var areIncomplete: Bool { ids.contains(Self.missing) }

  func withView<Result>(_ body: (View) -> Result) -> Result {
    ids.withUnsafeBufferPointer { ids in
      ranks.withUnsafeBufferPointer { body(View(ids: ids, ranks: $0)) }
    }
  }

  /// The tokens for as long as their memory stays in place.
  struct View {
    let ids: UnsafeBufferPointer<UInt32>
    let ranks: UnsafeBufferPointer<UInt32>

    /// The rank at which two neighbouring bytes merge, or `MergeTable.View.noRank`.
    @inline(__always)
    func rank(_ left: UInt8, _ right: UInt8) -> UInt32 { ranks[Int(left) &<< 8 | Int(right)] }
  }
}

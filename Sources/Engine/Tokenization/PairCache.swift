/// The ranks of the pairs that were looked up lately, in memory that stays near.
///
/// A place holds what a slot of the merge table does, a scattered pair above its rank, or above a
/// number that is no rank for a pair that does not merge.
struct PairCache {
  private let entries: UnsafeMutablePointer<UInt64>
  private let mask: Int

  /// A cache of a size that suits a text's length.
  init(textCount: Int) {
    let wanted = min(max(textCount, 64), 1 << 15)
    let count = 1 << (Int.bitWidth - (wanted - 1).leadingZeroBitCount)
    mask = count - 1
    entries = .allocate(capacity: count)
    // A pair that belongs elsewhere, so no one finds it.
    for place in 0..<count { entries[place] = UInt64(place ^ 1) << PairTable.rankBits }
  }

  func deallocate() { entries.deallocate() }

  /// The place of a scattered pair.
  @inline(__always)
  func place(_ scattered: UInt64) -> UnsafeMutablePointer<UInt64> {
    entries + (Int(truncatingIfNeeded: scattered) & mask)
  }
}

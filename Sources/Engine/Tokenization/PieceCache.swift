/// The ids of the pieces that a text had lately, by their bytes.
///
/// Text repeats its words: most pieces are found here, in memory that stays near, and need neither
/// the vocabulary nor a merge. A place holds one piece of at most 16 bytes and at most 3 ids; a
/// newer one takes it over.
struct PieceCache {
  struct Entry {
    var key: PieceKey
    var ids: (UInt32, UInt32, UInt32)
    /// The piece's length times 4 plus the number of its ids; 0 in a place that holds none.
    var shape: UInt32
  }

  static let maximumIDs = 3

  let entries: UnsafeMutablePointer<Entry>
  private let shift: UInt64

  /// A cache of a size that suits a text's length.
  init(textCount: Int) {
    let wanted = min(max(textCount / 16, 16), 1 << 14)
    let bits = Int.bitWidth - wanted.leadingZeroBitCount
    shift = UInt64(64 - bits)
    entries = .allocate(capacity: 1 << bits)
    entries.initialize(
      repeating: Entry(key: PieceKey(low: 0, high: 0), ids: (0, 0, 0), shape: 0),
      count: 1 << bits)
  }

  func deallocate() { entries.deallocate() }

  /// The place for a piece of a given hash.
  @inline(__always)
  func place(hash: UInt64) -> UnsafeMutablePointer<Entry> {
    entries + Int(truncatingIfNeeded: hash &>> shift)
  }
}

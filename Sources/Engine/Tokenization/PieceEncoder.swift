/// Byte-pair encoding of one piece: from single bytes, merging the pair of lowest rank, and of
/// several of the same rank the leftmost, until no pair merges.
///
/// Short pieces are merged in an array that is searched for each merge, n² steps that all stay in
/// the first-level cache; long ones by a queue in n log n, so a megabyte of one letter is no danger.
struct PieceEncoder {
  let merges: MergeTable.View
  /// The id of each byte's token.
  let byteIDs: UnsafePointer<UInt32>

  /// The longest piece, in bytes, that is merged in an array.
  static let longestShort = 128

  /// Writes the ids of a piece and returns their number, which is at most its number of bytes.
  func encode(
    _ piece: UnsafePointer<UInt8>, count: Int, into output: UnsafeMutablePointer<UInt32>
  ) -> Int {
    for index in 0..<count { output[index] = byteIDs[Int(piece[index])] }
    return count <= Self.longestShort
      ? mergeShort(output, count: count) : mergeLong(output, count: count)
  }

  /// Merges in place the ids of a piece of at most `longestShort` tokens.
  private func mergeShort(_ ids: UnsafeMutablePointer<UInt32>, count: Int) -> Int {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.longestShort) { ranks in
      var count = count
      for index in 0..<count - 1 { ranks[index] = merges.rank(ids[index], ids[index + 1]) }
      while count > 1 {
        var best = MergeTable.View.noRank
        var at = 0
        for index in 0..<count - 1 where ranks[index] < best {
          best = ranks[index]
          at = index
        }
        if best == MergeTable.View.noRank { break }
        ids[at] = merges.results[Int(best)]
        count -= 1
        for index in at + 1..<count { ids[index] = ids[index + 1] }
        for index in at..<count - 1 { ranks[index] = ranks[index + 1] }
        if at > 0 { ranks[at - 1] = merges.rank(ids[at - 1], ids[at]) }
        if at < count - 1 { ranks[at] = merges.rank(ids[at], ids[at + 1]) }
      }
      return count
    }
  }

  /// Merges in place the ids of a piece of any length.
  private func mergeLong(_ ids: UnsafeMutablePointer<UInt32>, count: Int) -> Int {
    var queue = MergeQueue(ids: ids, count: count, merges: merges)
    queue.mergeAll()
    return queue.compact()
  }
}

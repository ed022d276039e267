/// Byte-pair encoding of one piece: from single bytes, merging the pair of lowest rank, and of
/// several of the same rank the leftmost, until no pair merges.
///
/// Short pieces are merged in an array that is searched for each merge, n² steps but 16 at once;
/// long ones by a queue in n log n, so a megabyte of one letter is no danger.
struct PieceEncoder {
  let merges: MergeTable.View
  let bytes: ByteTokens.View
  let cache: PairCache

  /// The longest piece, in bytes, that is merged in an array.
  static let longestShort = 128

  /// Writes the ids of a piece and returns their number, which is at most its number of bytes.
  @inline(__always)
  func encode(
    _ piece: UnsafePointer<UInt8>, count: Int, into output: UnsafeMutablePointer<UInt32>
  ) -> Int {
    if count <= Self.longestShort {
      return encodeShort(piece, count: count, into: output)
    }
    for index in 0..<count { output[index] = bytes.ids[Int(piece[index])] }
    var queue = MergeQueue(ids: output, count: count, merges: merges)
    queue.mergeAll()
    return queue.compact()
  }

  private func encodeShort(
    _ piece: UnsafePointer<UInt8>, count: Int, into output: UnsafeMutablePointer<UInt32>
  ) -> Int {
    let size = ShortMerge.byteCount(places: Self.longestShort)
    return withUnsafeTemporaryAllocation(byteCount: size, alignment: ShortMerge.alignment) {
      guard let memory = $0.baseAddress else { return 0 }
      let merge = ShortMerge(memory: memory, places: Self.longestShort, encoder: self)
      merge.start(piece, count: count)
      while let searches = merge.mergeNext() { merge.finish(searches) }
      return merge.collect(into: output)
    }
  }
}

/// Encodes texts, piece by piece, with the views of one tokenizer.
struct TextEncoder {
  /// Where whole pieces are looked up, or nil if only merges make tokens.
  let vocabulary: Vocabulary.View?
  let pieces: PieceEncoder
  let cache: PieceCache

  /// Writes the ids of a text and returns their number.
  ///
  /// - Parameter output: room for as many ids as the text has bytes, and `PieceCache.maximumIDs`
  ///   more.
  func encode<Splitter: PieceSplitter>(
    _ text: ByteText, splitter: Splitter.Type, into output: UnsafeMutablePointer<UInt32>
  ) -> Int {
    var output = output
    let first = output
    var start = 0
    while start < text.count {
      let end = Splitter.endOfPiece(in: text, from: start)
      encodePiece(text, from: start, to: end, into: &output)
      start = end
    }
    return output - first
  }

  /// Writes the ids of a piece and moves `output` past them.
  @inline(__always)
  private func encodePiece(
    _ text: ByteText, from start: Int, to end: Int,
    into output: inout UnsafeMutablePointer<UInt32>
  ) {
    let piece = text.start + start
    let count = end &- start
    guard count <= PieceKey.maximumCount else {
      output += encodeLong(piece, count: count, into: output)
      return
    }
    let key = PieceKey(piece, count: count, readable: text.count &- start)
    let hash = key.hash(count: count)
    let place = cache.place(hash: hash)
    let ids: Int
    if place.pointee.key == key, place.pointee.shape &>> 2 == UInt32(truncatingIfNeeded: count) {
      ids = Int(place.pointee.shape & 3)
    } else {
      ids = encodeNew(piece, count: count, key: key, hash: hash, into: output)
      if ids > PieceCache.maximumIDs {
        output += ids
        return
      }
    }
    // All three are written, whatever their number: a branch would cost more.
    output[0] = place.pointee.ids.0
    output[1] = place.pointee.ids.1
    output[2] = place.pointee.ids.2
    output += ids
  }

  /// Encodes a piece that the cache does not hold, and puts it there if its ids fit.
  @inline(never)
  private func encodeNew(
    _ piece: UnsafePointer<UInt8>, count: Int, key: PieceKey, hash: UInt64,
    into output: UnsafeMutablePointer<UInt32>
  ) -> Int {
    var ids = 1
    if let id = vocabulary?.id(of: piece, count: count, hash: hash) {
      output[0] = id
    } else {
      ids = pieces.encode(piece, count: count, into: output)
    }
    guard ids <= PieceCache.maximumIDs else { return ids }
    cache.place(hash: hash).pointee = PieceCache.Entry(
      key: key,
      ids: (output[0], ids > 1 ? output[1] : 0, ids > 2 ? output[2] : 0),
      shape: UInt32(count << 2 | ids))
    return ids
  }

  /// Encodes a piece that is too long for the cache.
  @inline(never)
  private func encodeLong(
    _ piece: UnsafePointer<UInt8>, count: Int, into output: UnsafeMutablePointer<UInt32>
  ) -> Int {
    let hash = hashOfBytes(piece, count: count, readable: count)
    if let id = vocabulary?.id(of: piece, count: count, hash: hash) {
      output[0] = id
      return 1
    }
    return pieces.encode(piece, count: count, into: output)
  }
}

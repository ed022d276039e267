/// Encodes texts, piece by piece, with the views of one tokenizer.
struct TextEncoder {
  /// Where whole pieces are looked up, or nil if only merges make tokens.
  let vocabulary: TokenIndex.View?
  let pieces: PieceEncoder
  let cache: PieceCache

  /// Writes the ids of a text and returns their number.
  ///
  /// - Parameter output: room for as many ids as the text has bytes, and `PieceCache.maximumIDs`
  ///   more.
  func encode<Splitter: PieceSplitter>(
    _ text: ByteText, splitter: Splitter.Type, into output: UnsafeMutablePointer<UInt32>
  ) -> Int {
    encode(text, into: output) { Splitter.endOfPiece(in: text, from: $0) }
  }

  /// The same, cut by a function that gives the end of the piece that begins at an offset.
  @inline(__always)
  func encode(
    _ text: ByteText, into first: UnsafeMutablePointer<UInt32>, endOfPiece: (Int) -> Int
  ) -> Int {
    var pending = PendingPieces(vocabulary: vocabulary, encoder: pieces)
    defer { pending.deallocate() }
    var output = first
    var start = 0
    while start < text.count {
      let end = endOfPiece(start)
      let piece = text.start + start
      let count = end &- start
      if count > PieceKey.maximumCount {
        output += encodeLong(piece, count: count, into: output)
        start = end
        continue
      }
      let key = PieceKey(piece, count: count, readable: text.count &- start)
      let hash = key.hash(count: count)
      let place = cache.place(hash: hash)
      if place.pointee.key == key, place.pointee.shape &>> 2 == UInt32(truncatingIfNeeded: count) {
        // All three are written, whatever their number: a branch would cost more.
        output[0] = place.pointee.ids.0
        output[1] = place.pointee.ids.1
        output[2] = place.pointee.ids.2
        output += Int(place.pointee.shape & 3)
      } else {
        pending.append(piece, count: count, key: key, hash: hash, output: output)
        output += 1
        if pending.count == PendingPieces.capacity {
          output = pending.resolve(end: output, cache: cache)
        }
      }
      start = end
    }
    return pending.resolve(end: output, cache: cache) - first
  }

  /// Encodes a piece that is too long for the cache.
  @inline(never)
  private func encodeLong(
    _ piece: UnsafePointer<UInt8>, count: Int, into output: UnsafeMutablePointer<UInt32>
  ) -> Int {
    if let vocabulary {
      let hash = hashOfBytes(piece, count: count, readable: count)
      if let id = vocabulary.id(vocabulary.search(hash: hash), of: piece, count: count) {
        output[0] = id
        return 1
      }
    }
    return pieces.encode(piece, count: count, into: output)
  }
}

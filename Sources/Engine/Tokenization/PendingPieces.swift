/// The short pieces that the cache does not hold, put off until there are some.
///
/// Each has to wait for memory several times, for its place in the vocabulary and for each merge.
/// Waiting together they wait once: every step is first begun for all and then finished for all.
/// Meanwhile a piece has one id's room in the output; `resolve` makes more where it is needed.
struct PendingPieces {
  private struct Piece {
    let bytes: UnsafePointer<UInt8>
    let count: Int
    let key: PieceKey
    let hash: UInt64
    /// Where in the output its ids belong.
    let output: UnsafeMutablePointer<UInt32>
    /// The number of its ids.
    var idCount = 0
  }

  static let capacity = 64
  private static let places = PieceKey.maximumCount

  private let vocabulary: TokenIndex.View?
  private let encoder: PieceEncoder
  private let pieces: UnsafeMutablePointer<Piece>
  private let searches: UnsafeMutablePointer<TokenIndex.View.Search>
  private let merges: UnsafeMutableRawPointer
  private let mergeSearches: UnsafeMutablePointer<ShortMerge.Searches>
  /// The pieces whose merges go on.
  private let merging: UnsafeMutablePointer<Int>
  /// Each piece's ids, in rows of `places`.
  private let ids: UnsafeMutablePointer<UInt32>
  private(set) var count = 0

  init(vocabulary: TokenIndex.View?, encoder: PieceEncoder) {
    self.vocabulary = vocabulary
    self.encoder = encoder
    pieces = .allocate(capacity: Self.capacity)
    searches = .allocate(capacity: Self.capacity)
    merges = .allocate(
      byteCount: Self.capacity * Self.mergeStride, alignment: ShortMerge.alignment)
    mergeSearches = .allocate(capacity: Self.capacity)
    merging = .allocate(capacity: Self.capacity)
    ids = .allocate(capacity: Self.capacity * Self.places)
  }

  func deallocate() {
    pieces.deallocate()
    searches.deallocate()
    merges.deallocate()
    mergeSearches.deallocate()
    merging.deallocate()
    ids.deallocate()
  }

  private static var mergeStride: Int {
    let size = ShortMerge.byteCount(places: places)
    return (size + ShortMerge.alignment - 1) / ShortMerge.alignment * ShortMerge.alignment
  }

  @inline(__always)
  private func merge(_ index: Int) -> ShortMerge {
    ShortMerge(
      memory: merges + index &* Self.mergeStride, places: Self.places, encoder: encoder)
  }

  /// Puts off a piece whose first id belongs at `output`. There must be room for it.
  @inline(__always)
  mutating func append(
    _ bytes: UnsafePointer<UInt8>, count pieceCount: Int, key: PieceKey, hash: UInt64,
    output: UnsafeMutablePointer<UInt32>
  ) {
    (pieces + count).initialize(
      to: Piece(bytes: bytes, count: pieceCount, key: key, hash: hash, output: output))
    count &+= 1
  }

  /// Encodes all pieces and puts their ids where they belong.
  ///
  /// - Parameter end: the end of what has been written to the output.
  /// - Returns: the end after room has been made.
  @inline(never)
  mutating func resolve(
    end: UnsafeMutablePointer<UInt32>, cache: PieceCache
  ) -> UnsafeMutablePointer<UInt32> {
    mergeAll(lookUp())
    for index in 0..<count { remember(index, in: cache) }
    let end = spread(end)
    count = 0
    return end
  }

  /// Looks all pieces up in the vocabulary, and returns the number of those in `merging`, which are
  /// not in it.
  private func lookUp() -> Int {
    var mergingCount = 0
    guard let vocabulary else {
      for index in 0..<count { merging[index] = index }
      return count
    }
    for index in 0..<count {
      (searches + index).initialize(to: vocabulary.search(hash: pieces[index].hash))
    }
    for index in 0..<count {
      let piece = pieces[index]
      if let id = vocabulary.id(searches[index], of: piece.bytes, count: piece.count) {
        ids[index &* Self.places] = id
        pieces[index].idCount = 1
      } else {
        merging[mergingCount] = index
        mergingCount &+= 1
      }
    }
    return mergingCount
  }

  /// Merges the first pieces of `merging`, each a step in turn.
  private func mergeAll(_ mergingCount: Int) {
    for index in 0..<mergingCount {
      let piece = pieces[merging[index]]
      merge(merging[index]).start(piece.bytes, count: piece.count)
    }
    var left = mergingCount
    while left > 0 {
      var active = 0
      for index in 0..<left {
        let piece = merging[index]
        if let searches = merge(piece).mergeNext() {
          merging[active] = piece
          (mergeSearches + active).initialize(to: searches)
          active &+= 1
        } else {
          pieces[piece].idCount = merge(piece).collect(into: ids + piece &* Self.places)
        }
      }
      for index in 0..<active { merge(merging[index]).finish(mergeSearches[index]) }
      left = active
    }
  }

  /// Puts a piece in the cache if its ids fit.
  @inline(__always)
  private func remember(_ index: Int, in cache: PieceCache) {
    let piece = pieces[index]
    guard piece.idCount <= PieceCache.maximumIDs else { return }
    let ids = ids + index &* Self.places
    cache.place(hash: piece.hash).pointee = PieceCache.Entry(
      key: piece.key,
      ids: (ids[0], piece.idCount > 1 ? ids[1] : 0, piece.idCount > 2 ? ids[2] : 0),
      shape: UInt32(truncatingIfNeeded: piece.count &<< 2 | piece.idCount))
  }

  /// Writes the ids to the output, from the last piece to the first, moving what lies between.
  private func spread(_ end: UnsafeMutablePointer<UInt32>) -> UnsafeMutablePointer<UInt32> {
    var extra = 0
    for index in 0..<count { extra &+= pieces[index].idCount &- 1 }
    let newEnd = end + extra
    var end = end
    for index in stride(from: count - 1, through: 0, by: -1) {
      let piece = pieces[index]
      if extra != 0 {
        let behind = piece.output + 1
        (behind + extra).update(from: behind, count: end - behind)
      }
      extra &-= piece.idCount &- 1
      let target = piece.output + extra
      let ids = ids + index &* Self.places
      for position in 0..<piece.idCount { target[position] = ids[position] }
      end = piece.output
    }
    return newEnd
  }
}

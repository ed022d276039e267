/// Byte-pair encoding of a piece of at most 128 bytes.
///
/// Each token stays at the place of its first byte; `next` and `previous` skip the places whose
/// tokens are gone. `candidates` holds, at each place, the rank of the pair that begins there above
/// the place itself, so the least of all candidates is the leftmost pair of lowest rank, and it is
/// found 16 at a time without a branch.
struct ShortMerge {
  private typealias Lanes = SIMD16<UInt32>

  private static let placeBits: UInt32 = 7
  private static let placeMask: UInt32 = 127
  /// The candidate of a place where no pair merges; larger than all others.
  private static let none = UInt32.max

  private let merges: MergeTable.View
  private let candidates: UnsafeMutablePointer<UInt32>
  private let ids: UnsafeMutablePointer<UInt32>
  private let next: UnsafeMutablePointer<UInt8>
  private let previous: UnsafeMutablePointer<UInt8>
  private let count: Int

  /// Writes the ids of a piece and returns their number.
  @inline(__always)
  static func encode(
    _ piece: UnsafePointer<UInt8>, count: Int, with encoder: PieceEncoder,
    into output: UnsafeMutablePointer<UInt32>
  ) -> Int {
    let places = PieceEncoder.longestShort
    return withUnsafeTemporaryAllocation(byteCount: places * 10, alignment: 64) { memory in
      guard let base = memory.baseAddress else { return 0 }
      let merge = ShortMerge(
        merges: encoder.merges,
        candidates: base.assumingMemoryBound(to: UInt32.self),
        ids: (base + places * 4).assumingMemoryBound(to: UInt32.self),
        next: (base + places * 8).assumingMemoryBound(to: UInt8.self),
        previous: (base + places * 9).assumingMemoryBound(to: UInt8.self),
        count: count)
      merge.start(piece, encoder.bytes)
      merge.mergeAll()
      return merge.collect(into: output)
    }
  }

  /// Sets up single bytes and their pairs' ranks.
  @inline(__always)
  private func start(_ piece: UnsafePointer<UInt8>, _ bytes: ByteTokens.View) {
    let lanes = Lanes.scalarCount
    for index in stride(from: 0, to: count, by: lanes) {
      (UnsafeMutableRawPointer(candidates) + index * 4).storeBytes(
        of: Lanes(repeating: Self.none), as: Lanes.self)
    }
    for place in 0..<count {
      ids[place] = bytes.ids[Int(piece[place])]
      next[place] = UInt8(truncatingIfNeeded: place &+ 1)
      previous[place] = UInt8(truncatingIfNeeded: place &- 1)
    }
    for place in 0..<count &- 1 {
      candidates[place] = candidate(bytes.rank(piece[place], piece[place &+ 1]), at: place)
    }
  }

  @inline(__always)
  private func candidate(_ rank: UInt32, at place: Int) -> UInt32 {
    rank == MergeTable.View.noRank
      ? Self.none : rank &<< Self.placeBits | UInt32(truncatingIfNeeded: place)
  }

  /// Merges until no pair merges.
  @inline(__always)
  private func mergeAll() {
    while true {
      let best = leastCandidate()
      if best == Self.none { return }
      merge(at: Int(best & Self.placeMask), rank: Int(best &>> Self.placeBits))
    }
  }

  @inline(__always)
  private func leastCandidate() -> UInt32 {
    let raw = UnsafeRawPointer(candidates)
    var least = raw.load(as: Lanes.self)
    var index = Lanes.scalarCount
    while index < count {
      let other = raw.load(fromByteOffset: index * 4, as: Lanes.self)
      least = pointwiseMin(least, other)
      index &+= Lanes.scalarCount
    }
    return least.min()
  }

  /// Joins the token at a place with the next one.
  @inline(__always)
  private func merge(at place: Int, rank: Int) {
    let gone = Int(next[place])
    let after = Int(next[gone])
    ids[place] = merges.result(rank)
    next[place] = UInt8(truncatingIfNeeded: after)
    candidates[gone] = Self.none
    if after < count {
      previous[after] = UInt8(truncatingIfNeeded: place)
      candidates[place] = candidate(merges.rank(ids[place], ids[after]), at: place)
    } else {
      candidates[place] = Self.none
    }
    if place > 0 {
      let before = Int(previous[place])
      candidates[before] = candidate(merges.rank(ids[before], ids[place]), at: before)
    }
  }

  /// Writes the ids that are left and returns their number.
  @inline(__always)
  private func collect(into output: UnsafeMutablePointer<UInt32>) -> Int {
    var written = 0
    var place = 0
    while place < count {
      output[written] = ids[place]
      written &+= ids[place] == ByteTokens.missing ? 0 : 1
      place = Int(next[place])
    }
    return written
  }
}

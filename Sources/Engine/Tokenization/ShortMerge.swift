/// Byte-pair encoding of a piece of few bytes, a merge at a time.
///
/// Each token stays at the place of its first byte; `next` and `previous` skip the places whose
/// tokens are gone. `candidates` holds, at each place, the rank of the pair that begins there above
/// the place itself, so the least of all candidates is the leftmost pair of lowest rank, and it is
/// found 16 at a time without a branch.
///
/// A merge has two halves, so that the merges of several pieces can wait for memory together:
/// `mergeNext` joins two tokens and begins to look up the ranks of the new pairs, `finish` enters
/// them.
struct ShortMerge {
  /// What is looked at at once; the loops over so many become a few vector instructions.
  private static let lanes = 16

  /// The look-ups that a merge begins, and for which places they are.
  struct Searches {
    let place: Int
    let before: Int
    let withNext: PairTable.View.Search
    let withPrevious: PairTable.View.Search
  }

  static let alignment = 64
  private static let placeBits: UInt32 = 7
  private static let placeMask: UInt32 = 127
  /// The candidate of a place where no pair merges; larger than all others.
  private static let none = UInt32.max

  private let encoder: PieceEncoder
  private let candidates: UnsafeMutablePointer<UInt32>
  private let ids: UnsafeMutablePointer<UInt32>
  private let next: UnsafeMutablePointer<UInt8>
  private let previous: UnsafeMutablePointer<UInt8>
  private let size: UnsafeMutablePointer<Int>

  /// The memory that pieces of up to `places` bytes need; `places` is a multiple of 16, at most
  /// 128.
  ///
  /// There is one place more than bytes: it stands for what is before the first and after the last
  /// token, and its id is in no merge.
  static func byteCount(places: Int) -> Int { (places + 16) * 10 + alignment }

  @inline(__always)
  init(memory: UnsafeMutableRawPointer, places: Int, encoder: PieceEncoder) {
    let capacity = places &+ 16
    self.encoder = encoder
    candidates = memory.assumingMemoryBound(to: UInt32.self)
    ids = (memory + capacity &* 4).assumingMemoryBound(to: UInt32.self)
    next = (memory + capacity &* 8).assumingMemoryBound(to: UInt8.self)
    previous = (memory + capacity &* 9).assumingMemoryBound(to: UInt8.self)
    size = (memory + capacity &* 10).assumingMemoryBound(to: Int.self)
  }

  /// The number of bytes of the piece, which is also the place that stands for what is outside.
  private var count: Int {
    @inline(__always) get { size.pointee }
  }

  /// Sets up single bytes and their pairs' ranks.
  @inline(__always)
  func start(_ piece: UnsafePointer<UInt8>, count: Int) {
    size.pointee = count
    var end = 0
    while end < count {
      for lane in 0..<Self.lanes { candidates[end &+ lane] = Self.none }
      end &+= Self.lanes
    }
    for place in 0..<count {
      ids[place] = encoder.bytes.ids[Int(piece[place])]
      next[place] = UInt8(truncatingIfNeeded: place &+ 1)
      previous[place &+ 1] = UInt8(truncatingIfNeeded: place)
    }
    ids[count] = ByteTokens.missing
    previous[0] = UInt8(truncatingIfNeeded: count)
    for place in 0..<count &- 1 {
      enter(encoder.bytes.rank(piece[place], piece[place &+ 1]), at: place)
    }
  }

  @inline(__always)
  private func enter(_ rank: UInt32, at place: Int) {
    candidates[place] =
      rank >= MergeTable.View.noRank
      ? Self.none : rank &<< Self.placeBits | UInt32(truncatingIfNeeded: place)
  }

  /// Joins the pair of lowest rank, or returns nil if no pair merges.
  @inline(__always)
  func mergeNext() -> Searches? {
    let best = leastCandidate()
    if best == Self.none { return nil }
    let place = Int(best & Self.placeMask)
    let gone = Int(next[place])
    let after = Int(next[gone])
    let before = Int(previous[place])
    let id = encoder.merges.result(Int(best &>> Self.placeBits))
    ids[place] = id
    next[place] = UInt8(truncatingIfNeeded: after)
    previous[after] = UInt8(truncatingIfNeeded: place)
    candidates[gone] = Self.none
    return Searches(
      place: place, before: before,
      withNext: encoder.merges.ranks.search(TokenPair(id, ids[after]), encoder.cache),
      withPrevious: encoder.merges.ranks.search(TokenPair(ids[before], id), encoder.cache))
  }

  /// Enters the ranks that a merge has begun to look up.
  @inline(__always)
  func finish(_ searches: Searches) {
    let ranks = encoder.merges.ranks
    enter(ranks.rank(searches.withNext), at: searches.place)
    enter(ranks.rank(searches.withPrevious), at: searches.before)
  }

  @inline(__always)
  private func leastCandidate() -> UInt32 {
    // The standard library's `min()` of a vector is a call; this loop becomes one comparison.
    var least = Self.none
    var start = 0
    while start < count {
      for lane in 0..<Self.lanes { least = min(least, candidates[start &+ lane]) }
      start &+= Self.lanes
    }
    return least
  }

  /// Writes the ids that are left and returns their number.
  @inline(__always)
  func collect(into output: UnsafeMutablePointer<UInt32>) -> Int {
    let count = count
    var written = 0
    var place = 0
    while place < count {
      output[written] = ids[place]
      written &+= 1
      place = Int(next[place])
    }
    return written
  }
}

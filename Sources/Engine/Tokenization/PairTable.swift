/// Two neighbouring tokens, their ids in 21 bits each.
struct TokenPair: Hashable {
  let bits: UInt64

  @inline(__always)
  init(_ left: UInt32, _ right: UInt32) { bits = UInt64(left) &<< 21 | UInt64(right) }

  var left: UInt32 { UInt32(truncatingIfNeeded: bits &>> 21) }
  var right: UInt32 { UInt32(truncatingIfNeeded: bits & 0x1F_FFFF) }

  /// The pair, scattered over the 42-bit numbers: different pairs have different values, for each
  /// step can be undone.
  @inline(__always)
  var scattered: UInt64 {
    let mask: UInt64 = (1 &<< 42) &- 1
    let mixed = (bits ^ (bits &>> 21)) &* 0x9E37_79B9_7F4A_7C15 & mask
    return (mixed ^ (mixed &>> 23)) &* 0xD6E8_FEB8_6659_FD93 & mask
  }
}

/// A hash table from pairs to ranks in which a look-up touches one line of memory, mostly.
///
/// A slot is a scattered pair above a rank. The slot where a pair belongs rises with its scattered
/// value, and pairs that contend for one are kept in order, so the whole table is sorted but for
/// the free slots, and a look-up ends at the first slot that is not less, whether the pair is there
/// or not. A free slot is greater than all pairs. The last slot is always free.
struct PairTable: Sendable {
  static let rankBits: UInt64 = 22
  private static let free = UInt64.max

  private let slots: [UInt64]
  /// The number of slots where a pair may belong; some more follow for those that are pushed on.
  let slotCount: UInt64

  /// The ranks of pairs in their order; of equal pairs the first one is found.
  init(count: Int, pair: (Int) -> TokenPair) {
    let slotCount = UInt64(max(count * 3 / 2, 1))
    var slots = [UInt64](repeating: Self.free, count: Int(slotCount) + 64)
    var pushedOut: [UInt64] = []
    slots.withUnsafeMutableBufferPointer { slots in
      let slots = UnsafeMutableBufferPointer(rebasing: slots.dropLast())
      for rank in 0..<count {
        let scattered = pair(rank).scattered
        let entry = scattered &<< Self.rankBits | UInt64(rank)
        let rest = Self.insert(entry, at: Self.home(scattered, slotCount), in: slots)
        if rest != Self.free { pushedOut.append(rest) }
      }
    }
    // Those that the last slots had no room for, of which there are hardly ever any.
    if !pushedOut.isEmpty { slots = slots.dropLast() + pushedOut.sorted() + [Self.free] }
    self.slots = slots
    self.slotCount = slotCount
  }

  /// Puts an entry in its place and moves the greater ones on, up to a free slot; returns what is
  /// pushed out at the end, or `free`.
  @inline(__always)
  private static func insert(
    _ entry: UInt64, at home: Int, in slots: UnsafeMutableBufferPointer<UInt64>
  ) -> UInt64 {
    var carried = entry
    var slot = home
    while carried != free, slot < slots.count {
      let there = slots[slot]
      if there > carried {
        slots[slot] = carried
        carried = there
      }
      slot &+= 1
    }
    return carried
  }

  @inline(__always)
  private static func home(_ scattered: UInt64, _ slotCount: UInt64) -> Int {
    Int(truncatingIfNeeded: ((scattered &>> 10) &* slotCount) &>> 32)
  }

  func withView<Result>(_ body: (View) -> Result) -> Result {
    slots.withUnsafeBufferPointer { body(View(slots: $0, slotCount: slotCount)) }
  }

  /// The table for as long as its memory stays in place.
  struct View {
    let slots: UnsafeBufferPointer<UInt64>
    let slotCount: UInt64

    /// A look-up that has been begun: the memory that it needs is on its way.
    struct Search {
      let scattered: UInt64
      let slot: Int
      let entry: UInt64
      let cached: UnsafeMutablePointer<UInt64>
    }

    /// Begins to look up a pair. Whoever has several to look up begins them all before asking for
    /// the first answer, so that they wait for memory at the same time.
    @inline(__always)
    func search(_ pair: TokenPair, _ cache: PairCache) -> Search {
      let scattered = pair.scattered
      let cached = cache.place(scattered)
      let entry = cached.pointee
      if entry &>> PairTable.rankBits == scattered {
        return Search(scattered: scattered, slot: 0, entry: entry, cached: cached)
      }
      let slot = PairTable.home(scattered, slotCount)
      return Search(scattered: scattered, slot: slot, entry: slots[slot], cached: cached)
    }

    /// The rank of the pair that is looked up; if it does not merge, a number above all ranks.
    @inline(__always)
    func rank(_ search: Search) -> UInt32 {
      let least = search.scattered &<< PairTable.rankBits
      var slot = search.slot
      var entry = search.entry
      while entry < least {
        slot &+= 1
        entry = slots[slot]
      }
      let noRank: UInt64 = (1 &<< PairTable.rankBits) &- 1
      let found = entry &>> PairTable.rankBits == search.scattered ? entry : least | noRank
      search.cached.pointee = found
      return UInt32(truncatingIfNeeded: found & noRank)
    }

    /// The rank of a pair; if it does not merge, a number above all ranks.
    @inline(__always)
    func rank(_ pair: TokenPair) -> UInt32 {
      let scattered = pair.scattered
      let least = scattered &<< PairTable.rankBits
      var slot = PairTable.home(scattered, slotCount)
      while slots[slot] < least { slot &+= 1 }
      let noRank: UInt64 = (1 &<< PairTable.rankBits) &- 1
      return slots[slot] &>> PairTable.rankBits == scattered
        ? UInt32(truncatingIfNeeded: slots[slot] & noRank) : UInt32(noRank)
    }
  }
}

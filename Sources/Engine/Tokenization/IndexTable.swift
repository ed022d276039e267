/// A hash table from hashes to indices into arrays that are kept elsewhere.
///
/// A slot is one word: the index plus one in its low bits, and above them a tag, some bits of the
/// hash, so that nearly all wrong candidates are seen without looking at what the index stands for.
/// Collisions go to the next slot. At most half the slots are taken.
struct IndexTable: Sendable {
  private(set) var slots: [UInt32]
  let indexBits: UInt32
  let slotBits: UInt32

  /// A table of the indices from 0 up to `count`, each under its hash.
  init(count: Int, hash: (Int) -> UInt64) {
    precondition(count < 1 << 26, "a table of at most 67 million indices")
    indexBits = UInt32(Int.bitWidth - (count + 1).leadingZeroBitCount)
    let slotBits = UInt32(max(4, Int.bitWidth - (2 * count).leadingZeroBitCount))
    self.slotBits = slotBits
    slots = [UInt32](repeating: 0, count: 1 << Int(slotBits))
    slots.withUnsafeMutableBufferPointer { slots in
      let mask = slots.count - 1
      for index in 0..<count {
        let hash = hash(index)
        var slot = Int(truncatingIfNeeded: hash &>> UInt64(64 &- slotBits))
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = UInt32(truncatingIfNeeded: hash) &<< indexBits | UInt32(index + 1)
      }
    }
  }

  func withView<Result>(_ body: (View) -> Result) -> Result {
    slots.withUnsafeBufferPointer { slots in
      // An array of at least 16 elements has a base address.
      body(View(slots: slots, indexBits: indexBits, slotBits: slotBits))
    }
  }

  /// The table for as long as its memory stays in place.
  struct View {
    let slots: UnsafeBufferPointer<UInt32>
    let indexBits: UInt32
    let slotBits: UInt32

    /// The index under a hash that `isMatch` accepts, or nil.
    @inline(__always)
    func index(hash: UInt64, isMatch: (Int) -> Bool) -> Int? {
      let mask = slots.count &- 1
      let indexMask = (1 as UInt32) &<< indexBits &- 1
      let tag = UInt32(truncatingIfNeeded: hash) &<< indexBits
      var slot = Int(truncatingIfNeeded: hash &>> UInt64(64 &- slotBits))
      while true {
        let entry = slots[slot]
        if entry == 0 { return nil }
        if entry & ~indexMask == tag {
          let index = Int(entry & indexMask) &- 1
          if isMatch(index) { return index }
        }
        slot = (slot &+ 1) & mask
      }
    }
  }
}

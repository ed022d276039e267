/// Tokens by their bytes and their bytes by id, in memory.
struct TokenIndex: Sendable {
  /// A record for each token, one after another: its id and length in a word, then its bytes.
  private let records: TokenRecords
  /// The places of the records, hashed by the tokens' bytes: in a slot's high bits a tag, some bits
  /// of the hash, in its low bits the place; 0 if it is free. Half of the slots or more are free.
  private let slots: [UInt32]

  init(records: TokenRecords) {
    self.records = records
    var slots = [UInt32](repeating: 0, count: max(16, records.count * 2))
    slots.withUnsafeMutableBufferPointer { slots in
      records.withView { records in
        for id in 0..<records.count {
          let (bytes, count, readable) = records.token(id)
          let hash = hashOfBytes(bytes, count: count, readable: readable)
          var slot = View.home(hash, slots.count)
          while slots[slot] != 0 { slot = slot + 1 == slots.count ? 0 : slot + 1 }
          slots[slot] = View.tag(hash, records.placeBits) | records.places[id]
        }
      }
    }
    self.slots = slots
  }

  var count: Int { records.count }

  /// Appends the bytes of a token of an id from 0 up to `count`.
  func append(_ id: Int, to bytes: inout [UInt8]) { records.append(id, to: &bytes) }

  /// The id of the token that stands for exactly these bytes, or nil. No bytes are no token.
  func id(ofBytes bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { buffer in
      withView { view in
        guard let start = buffer.baseAddress, !buffer.isEmpty else { return nil }
        let hash = hashOfBytes(start, count: buffer.count, readable: buffer.count)
        return view.id(view.search(hash: hash), of: start, count: buffer.count).map { Int($0) }
      }
    }
  }

  func withView<Result>(_ body: (View) -> Result) -> Result {
    records.withView { records in
      slots.withUnsafeBufferPointer { body(View(records: records, slots: $0)) }
    }
  }

  /// The index for as long as its memory stays in place.
  struct View {
    let records: TokenRecords.View
    let slots: UnsafeBufferPointer<UInt32>

    @inline(__always)
    static func home(_ hash: UInt64, _ slotCount: Int) -> Int {
      Int(truncatingIfNeeded: ((hash &>> 32) &* UInt64(truncatingIfNeeded: slotCount)) &>> 32)
    }

    @inline(__always)
    static func tag(_ hash: UInt64, _ placeBits: UInt32) -> UInt32 {
      UInt32(truncatingIfNeeded: hash) &<< placeBits
    }

    /// A look-up that has been begun: the memory that it needs is on its way.
    struct Search {
      let hash: UInt64
      let slot: Int
      let entry: UInt32
    }

    /// Begins to look up bytes whose `hashOfBytes` is given.
    @inline(__always)
    func search(hash: UInt64) -> Search {
      let slot = Self.home(hash, slots.count)
      return Search(hash: hash, slot: slot, entry: slots[slot])
    }

    /// The id of the token that stands for the `count` bytes that are looked up, or nil.
    @inline(__always)
    func id(_ search: Search, of piece: UnsafePointer<UInt8>, count: Int) -> UInt32? {
      let tag = Self.tag(search.hash, records.placeBits)
      let placeMask = ((1 as UInt32) &<< records.placeBits) &- 1
      var slot = search.slot
      var entry = search.entry
      while entry != 0 {
        if entry & ~placeMask == tag,
          let id = records.id(at: Int(entry & placeMask), ifTokenIs: piece, count: count)
        {
          return id
        }
        slot = slot &+ 1 == slots.count ? 0 : slot &+ 1
        entry = slots[slot]
      }
      return nil
    }
  }
}

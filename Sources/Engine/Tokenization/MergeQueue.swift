/// The pairs of a long piece, waiting in order of their merges' ranks.
///
/// The tokens are a linked list over the places of the piece; a merge takes the left token's place.
/// The queue is a binary heap of (rank, place). An entry whose pair has changed since stays in it
/// and is passed over when it comes up, so each merge adds at most two entries.
struct MergeQueue {
  private let ids: UnsafeMutablePointer<UInt32>
  private let merges: MergeTable.View
  private let count: Int
  /// The place of the next token, `count` after the last.
  private var next: [UInt32]
  private var previous: [UInt32]
  /// The rank of the pair that begins at a place, `noRank` if there is none or the place is gone.
  private var ranks: [UInt32]
  private var heap: [UInt64] = []

  /// A queue over the ids of a piece, which are merged in place.
  init(ids: UnsafeMutablePointer<UInt32>, count: Int, merges: MergeTable.View) {
    precondition(count < Int(UInt32.max), "a piece of less than 4 GiB")
    self.ids = ids
    self.merges = merges
    self.count = count
    next = (0..<count).map { UInt32($0 + 1) }
    previous = (0..<count).map { UInt32(max($0 - 1, 0)) }
    ranks = [UInt32](repeating: MergeTable.View.noRank, count: count)
    for place in 0..<count - 1 {
      ranks[place] = merges.ranks.rank(TokenPair(ids[place], ids[place + 1]))
      if ranks[place] < MergeTable.View.noRank { heap.append(entry(place)) }
    }
    for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) { siftDown(index) }
  }

  private func entry(_ place: Int) -> UInt64 { UInt64(ranks[place]) << 32 | UInt64(place) }

  /// Merges until no pair merges.
  mutating func mergeAll() {
    while let top = heap.first {
      let place = Int(top & 0xFFFF_FFFF)
      let rank = UInt32(top >> 32)
      let last = heap.removeLast()
      if !heap.isEmpty {
        heap[0] = last
        siftDown(0)
      }
      if ranks[place] == rank { merge(at: place) }
    }
  }

  /// Joins the token at a place with the next one.
  private mutating func merge(at place: Int) {
    let gone = Int(next[place])
    let after = Int(next[gone])
    ids[place] = merges.result(Int(ranks[place]))
    ranks[gone] = MergeTable.View.noRank
    next[place] = UInt32(after)
    if after < count { previous[after] = UInt32(place) }
    update(place, after)
    if place > 0 { update(Int(previous[place]), place) }
  }

  /// Looks up the pair at two neighbouring places anew.
  private mutating func update(_ place: Int, _ after: Int) {
    guard after < count else {
      ranks[place] = MergeTable.View.noRank
      return
    }
    ranks[place] = merges.ranks.rank(TokenPair(ids[place], ids[after]))
    if ranks[place] < MergeTable.View.noRank { push(entry(place)) }
  }

  /// Moves the ids that are left to the front and returns their number.
  func compact() -> Int {
    var kept = 0
    var place = 0
    while place < count {
      ids[kept] = ids[place]
      kept += 1
      place = Int(next[place])
    }
    return kept
  }

  private mutating func push(_ entry: UInt64) {
    var index = heap.count
    heap.append(entry)
    while index > 0, heap[(index - 1) / 2] > entry {
      heap[index] = heap[(index - 1) / 2]
      index = (index - 1) / 2
    }
    heap[index] = entry
  }

  private mutating func siftDown(_ start: Int) {
    let entry = heap[start]
    var index = start
    while true {
      var child = 2 * index + 1
      if child >= heap.count { break }
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      if heap[child] >= entry { break }
      heap[index] = heap[child]
      index = child
    }
    heap[index] = entry
  }
}

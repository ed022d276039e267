/// The pairs of a corpus in the order in which they are to be merged.
///
/// A binary heap that is not told when a count falls: a pair that comes up with a count that is no
/// longer true goes back with the true one.
struct PairQueue {
  private struct Entry {
    let pair: TokenPair
    let count: Int
  }

  private var heap: [Entry] = []

  /// Adds a pair; the entries that it had are passed over.
  mutating func push(_ pair: TokenPair, count: Int, tokens: [[UInt8]]) {
    let entry = Entry(pair: pair, count: count)
    var index = heap.count
    heap.append(entry)
    while index > 0, comesBefore(entry, heap[(index - 1) / 2], tokens) {
      heap[index] = heap[(index - 1) / 2]
      index = (index - 1) / 2
    }
    heap[index] = entry
  }

  /// Takes out the pair that is to be merged next, given the true counts.
  mutating func pop(
    tokens: [[UInt8]], count: (TokenPair) -> Int
  ) -> (pair: TokenPair, count: Int)? {
    while let top = heap.first {
      let last = heap.removeLast()
      if !heap.isEmpty { sink(last, tokens) }
      let trueCount = count(top.pair)
      if trueCount == top.count { return (top.pair, trueCount) }
      if trueCount > 0, trueCount < top.count { push(top.pair, count: trueCount, tokens: tokens) }
    }
    return nil
  }

  private mutating func sink(_ entry: Entry, _ tokens: [[UInt8]]) {
    var index = 0
    while 2 * index + 1 < heap.count {
      var child = 2 * index + 1
      if child + 1 < heap.count, comesBefore(heap[child + 1], heap[child], tokens) { child += 1 }
      if !comesBefore(heap[child], entry, tokens) { break }
      heap[index] = heap[child]
      index = child
    }
    heap[index] = entry
  }

  /// The higher count first, then the left token whose bytes come first, then the right one.
  private func comesBefore(_ a: Entry, _ b: Entry, _ tokens: [[UInt8]]) -> Bool {
    if a.count != b.count { return a.count > b.count }
    if a.pair.left != b.pair.left {
      return tokens[Int(a.pair.left)].lexicographicallyPrecedes(tokens[Int(b.pair.left)])
    }
    return tokens[Int(a.pair.right)].lexicographicallyPrecedes(tokens[Int(b.pair.right)])
  }
}

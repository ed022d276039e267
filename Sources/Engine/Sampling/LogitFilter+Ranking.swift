extension LogitFilter {
  /// The position of the largest logit, the first of equals; nil if all are masked.
  public static func best(_ logits: [Double]) -> Int? {
    var best: Int?
    var largest = -Double.infinity
    for (position, logit) in logits.enumerated() where logit > largest {
      (best, largest) = (position, logit)
    }
    return best
  }

  /// The first `most` of `ranking(_:)`, without ranking the rest.
  ///
  /// The best so far are kept in a heap, the least of them on top, which all others are held against.
  package static func ranking(_ logits: [Double], most: Int) -> [Int] {
    guard most < logits.count / 4 else { return Array(ranking(logits).prefix(most)) }
    var heap: [Int] = []
    heap.reserveCapacity(most)
    var threshold = -Double.infinity
    for (position, logit) in logits.enumerated() where logit > threshold {
      if heap.count < most {
        heap.append(position)
        raise(&heap, logits)
      } else {
        heap[0] = position
        sink(&heap, logits)
      }
      // Of equals the first stay, so that what comes later must be larger than the least.
      if heap.count == most { threshold = logits[heap[0]] }
    }
    return heap.sorted { (-logits[$0], $0) < (-logits[$1], $1) }
  }

  /// Whether a position comes behind another one in the ranking.
  private static func isWorse(_ a: Int, _ b: Int, _ logits: [Double]) -> Bool {
    logits[a] < logits[b] || logits[a] == logits[b] && a > b
  }

  /// Moves the last position up to its place.
  private static func raise(_ heap: inout [Int], _ logits: [Double]) {
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard isWorse(heap[child], heap[parent], logits) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// Moves the first position down to its place.
  private static func sink(_ heap: inout [Int], _ logits: [Double]) {
    var parent = 0
    while true {
      var worst = 2 * parent + 1
      guard worst < heap.count else { return }
      if worst + 1 < heap.count, isWorse(heap[worst + 1], heap[worst], logits) { worst += 1 }
      guard isWorse(heap[worst], heap[parent], logits) else { return }
      heap.swapAt(worst, parent)
      parent = worst
    }
  }
}

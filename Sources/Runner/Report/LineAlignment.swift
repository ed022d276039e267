/// Which lines of two texts belong together.
///
/// Myers, "An O(ND) Difference Algorithm and Its Variations" (1986): the shortest edit script is a
/// shortest path through the grid of both texts, found by the farthest point that each number of edits
/// reaches on each diagonal. Where the texts have too little in common for that, lines that occur once
/// in both split them first, and what is left is replaced whole.
enum LineAlignment {
  enum Edit: Sendable, Equatable {
    case keep(old: Int, new: Int)
    case remove(Int)
    case insert(Int)

    var isKept: Bool {
      if case .keep = self { true } else { false }
    }
    var oldIndex: Int? {
      switch self {
      case .keep(let old, _), .remove(let old): old
      case .insert: nil
      }
    }
    var newIndex: Int? {
      switch self {
      case .keep(_, let new), .insert(let new): new
      case .remove: nil
      }
    }
  }

  /// The edits after which the shortest script is no longer searched for: the search keeps a trace of
  /// this number's square.
  private static let searchLimit = 1000

  static func edits(from old: [Int], to new: [Int]) -> [Edit] {
    var edits: [Edit] = []
    edits.reserveCapacity(max(old.count, new.count))
    align(old[...], new[...], into: &edits)
    return edits
  }

  private static func align(
    _ old: ArraySlice<Int>, _ new: ArraySlice<Int>, into edits: inout [Edit]
  ) {
    var (old, new) = (old, new)
    while let a = old.first, let b = new.first, a == b {
      edits.append(.keep(old: old.startIndex, new: new.startIndex))
      old.removeFirst()
      new.removeFirst()
    }
    var tail: [Edit] = []
    while let a = old.last, let b = new.last, a == b {
      tail.append(.keep(old: old.endIndex - 1, new: new.endIndex - 1))
      old.removeLast()
      new.removeLast()
    }
    if old.isEmpty || new.isEmpty {
      replace(old, new, into: &edits)
    } else if let script = shortestScript(old, new) {
      edits += script
    } else {
      split(old, new, into: &edits)
    }
    edits += tail.reversed()
  }

  private static func replace(
    _ old: ArraySlice<Int>, _ new: ArraySlice<Int>, into edits: inout [Edit]
  ) {
    edits += old.indices.map(Edit.remove)
    edits += new.indices.map(Edit.insert)
  }

  /// Myers' greedy search; `nil` past the limit.
  private static func shortestScript(_ old: ArraySlice<Int>, _ new: ArraySlice<Int>) -> [Edit]? {
    let (n, m) = (old.count, new.count)
    let (oldStart, newStart) = (old.startIndex, new.startIndex)
    let limit = min(n + m, searchLimit)
    // farthest[k + limit + 1] is the x that the latest number of edits reaches on diagonal k = x − y.
    var farthest = [Int](repeating: 0, count: 2 * limit + 3)
    var trace: [[Int]] = []
    for edits in 0...limit {
      trace.append(Array(farthest[(limit + 1 - edits)...(limit + 1 + edits)]))
      for k in stride(from: -edits, through: edits, by: 2) {
        let at = k + limit + 1
        let down = k == -edits || (k != edits && farthest[at - 1] < farthest[at + 1])
        var x = down ? farthest[at + 1] : farthest[at - 1] + 1
        var y = x - k
        while x < n, y < m, old[oldStart + x] == new[newStart + y] {
          x += 1
          y += 1
        }
        farthest[at] = x
        if x >= n, y >= m { return backtrack(trace, n, m, oldStart, newStart) }
      }
    }
    return nil
  }

  /// Walks back from the end over the trace of each number of edits.
  private static func backtrack(
    _ trace: [[Int]], _ n: Int, _ m: Int, _ oldStart: Int, _ newStart: Int
  ) -> [Edit] {
    var reversed: [Edit] = []
    var (x, y) = (n, m)
    for edits in stride(from: trace.count - 1, through: 0, by: -1) {
      // trace[edits] holds diagonals −edits…edits as they stood before that round.
      let farthest = trace[edits]
      func reach(_ k: Int) -> Int { abs(k) <= edits ? farthest[k + edits] : 0 }
      let k = x - y
      let down = k == -edits || (k != edits && reach(k - 1) < reach(k + 1))
      let previousX = edits == 0 ? 0 : (down ? reach(k + 1) : reach(k - 1))
      let previousY = edits == 0 ? 0 : previousX - (down ? k + 1 : k - 1)
      while x > previousX, y > previousY {
        x -= 1
        y -= 1
        reversed.append(.keep(old: oldStart + x, new: newStart + y))
      }
      guard edits > 0 else { break }
      reversed.append(down ? .insert(newStart + previousY) : .remove(oldStart + previousX))
      (x, y) = (previousX, previousY)
    }
    return reversed.reversed()
  }

  /// Splits at lines that occur once in each text and in the same order in both.
  private static func split(
    _ old: ArraySlice<Int>, _ new: ArraySlice<Int>, into edits: inout [Edit]
  ) {
    let anchors = commonUniqueLines(old, new)
    if anchors.isEmpty { return replace(old, new, into: &edits) }
    var (oldStart, newStart) = (old.startIndex, new.startIndex)
    for (oldIndex, newIndex) in anchors {
      align(old[oldStart..<oldIndex], new[newStart..<newIndex], into: &edits)
      edits.append(.keep(old: oldIndex, new: newIndex))
      (oldStart, newStart) = (oldIndex + 1, newIndex + 1)
    }
    align(old[oldStart...], new[newStart...], into: &edits)
  }

  private static func commonUniqueLines(_ old: ArraySlice<Int>, _ new: ArraySlice<Int>) -> [(
    Int, Int
  )] {
    let placesInOld = uniquePlaces(old)
    let placesInNew = uniquePlaces(new)
    let pairs = old.indices.compactMap { index -> (Int, Int)? in
      guard placesInOld[old[index]] == index, let other = placesInNew[old[index]], other >= 0 else {
        return nil
      }
      return (index, other)
    }
    return longestIncreasing(pairs)
  }

  /// Where each line stands that occurs once; −1 for one that occurs more often.
  private static func uniquePlaces(_ lines: ArraySlice<Int>) -> [Int: Int] {
    var places: [Int: Int] = [:]
    for index in lines.indices { places[lines[index]] = places[lines[index]] == nil ? index : -1 }
    return places
  }

  /// The longest run of pairs whose second parts increase: patience sorting.
  private static func longestIncreasing(_ pairs: [(Int, Int)]) -> [(Int, Int)] {
    var piles: [Int] = []
    var before = [Int?](repeating: nil, count: pairs.count)
    for (index, pair) in pairs.enumerated() {
      var (low, high) = (0, piles.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[piles[middle]].1 < pair.1 { low = middle + 1 } else { high = middle }
      }
      before[index] = low > 0 ? piles[low - 1] : nil
      if low == piles.count { piles.append(index) } else { piles[low] = index }
    }
    var chain: [(Int, Int)] = []
    var index = piles.last
    while let current = index {
      chain.append(pairs[current])
      index = before[current]
    }
    return chain.reversed()
  }
}

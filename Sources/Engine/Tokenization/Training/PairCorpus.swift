/// The pieces of a corpus as tokens, with the count of every pair of neighbours kept up to date.
///
/// A piece is a list of runs, a run being one token so and so many times: what a merge changes is
/// then only its own runs and their neighbours, however long a run is. A pair of different tokens
/// occurs where one's run meets the other's; a pair of equal ones half as often as its runs are
/// long, rounded down.
struct PairCorpus {
  private struct Run {
    var token: UInt32
    var length: Int
    /// The runs before and after in the piece, or `nowhere`.
    var previous: Int
    var next: Int
    /// How often the piece occurs.
    let weight: Int
  }

  private struct Occurrences {
    var count = 0
    /// The runs with which the pair has begun at some time; some may have changed since.
    var places: [Int] = []
  }

  private static let nowhere = -1
  /// The token of a run that is no more.
  private static let gone = UInt32.max

  private var runs: [Run] = []
  private var occurrences: [TokenPair: Occurrences] = [:]
  private var raised: Set<TokenPair> = []

  /// The pieces of a corpus and how often each occurs, every byte a token.
  init(pieces: [[UInt8]: Int]) {
    for (piece, weight) in pieces {
      var last = Self.nowhere
      for byte in piece {
        if last != Self.nowhere, runs[last].token == UInt32(byte) {
          runs[last].length += 1
        } else {
          last = append(UInt32(byte), after: last, weight: weight)
        }
      }
      while last != Self.nowhere {
        addRun(last, times: 1)
        addMeeting(last, times: 1)
        last = runs[last].previous
      }
    }
  }

  /// All pairs that occur.
  var pairs: some Sequence<TokenPair> { occurrences.keys }

  /// How often a pair occurs, counted from left to right without overlap.
  func count(_ pair: TokenPair) -> Int { occurrences[pair]?.count ?? 0 }

  /// Merges a pair wherever it occurs, and returns the pairs that now occur more often.
  mutating func merge(_ pair: TokenPair, into result: UInt32) -> Set<TokenPair> {
    raised = []
    for run in occurrences[pair]?.places ?? [] where runs[run].token == pair.left {
      let next = runs[run].next
      let length = runs[run].length
      if pair.left == pair.right {
        if length >= 2 {
          replace(run, through: run, by: [(result, length / 2), (pair.left, length % 2)])
        }
      } else if next != Self.nowhere, runs[next].token == pair.right {
        replace(
          run, through: next,
          by: [(pair.left, length - 1), (result, 1), (pair.right, runs[next].length - 1)])
      }
    }
    occurrences[pair] = nil
    raised.remove(pair)
    return raised
  }

  /// Puts other runs in the place of neighbouring ones. Empty ones are left out, and those that
  /// have their neighbour's token are joined with it.
  private mutating func replace(
    _ first: Int, through last: Int, by replacement: [(token: UInt32, length: Int)]
  ) {
    var first = first
    var last = last
    var new = replacement.filter { $0.length > 0 }
    let before = runs[first].previous
    let after = runs[last].next
    if before != Self.nowhere, runs[before].token == new[0].token {
      new[0].length += runs[before].length
      first = before
    }
    if after != Self.nowhere, runs[after].token == new[new.count - 1].token {
      new[new.count - 1].length += runs[after].length
      last = after
    }
    count(from: first, through: last, times: -1)
    last = write(new, from: first, through: last)
    count(from: first, through: last, times: 1)
  }

  /// Writes runs over a stretch of the list, and returns the last one.
  private mutating func write(
    _ new: [(token: UInt32, length: Int)], from first: Int, through last: Int
  ) -> Int {
    let after = runs[last].next
    var current = first
    for (index, (token, length)) in new.enumerated() {
      runs[current].token = token
      runs[current].length = length
      if index == new.count - 1 { break }
      if current == last || runs[current].next == after {
        let added = append(token, after: current, weight: runs[current].weight)
        runs[added].next = after
        if after != Self.nowhere { runs[after].previous = added }
        current = added
      } else {
        current = runs[current].next
      }
    }
    var surplus = runs[current].next
    while surplus != after {
      runs[surplus].token = Self.gone
      surplus = runs[surplus].next
    }
    runs[current].next = after
    if after != Self.nowhere { runs[after].previous = current }
    return current
  }

  private mutating func append(_ token: UInt32, after previous: Int, weight: Int) -> Int {
    runs.append(
      Run(token: token, length: 1, previous: previous, next: Self.nowhere, weight: weight))
    if previous != Self.nowhere { runs[previous].next = runs.count - 1 }
    return runs.count - 1
  }
}

// The counts.
extension PairCorpus {
  /// Adds all that a stretch of runs has part in to the counts, `times` times.
  private mutating func count(from first: Int, through last: Int, times: Int) {
    if runs[first].previous != Self.nowhere { addMeeting(runs[first].previous, times: times) }
    var run = first
    while true {
      addRun(run, times: times)
      addMeeting(run, times: times)
      if run == last { break }
      run = runs[run].next
    }
  }

  /// Adds the pair of a run's token with itself.
  private mutating func addRun(_ run: Int, times: Int) {
    let token = runs[run].token
    add(TokenPair(token, token), at: run, times: times * (runs[run].length / 2))
  }

  /// Adds the pair where a run meets the next one.
  private mutating func addMeeting(_ run: Int, times: Int) {
    let next = runs[run].next
    if next == Self.nowhere { return }
    add(TokenPair(runs[run].token, runs[next].token), at: run, times: times)
  }

  private mutating func add(_ pair: TokenPair, at run: Int, times: Int) {
    if times == 0 { return }
    let change = times * runs[run].weight
    occurrences[pair, default: Occurrences()].count += change
    if change > 0 {
      occurrences[pair, default: Occurrences()].places.append(run)
      raised.insert(pair)
    }
  }
}

import Bedrock

/// Pairs the runs of marks of emphasis with one another: CommonMark 0.31, appendix.
///
/// Each character's runs that may open a span lie on a stack of their own, so that a run which closes
/// one meets only runs of its kind. Where none fits, the place is noted, and no later run of the same
/// form searches below it: all searches together take linear time.
struct EmphasisPairs {
  private struct Form: Hashable {
    var character: UInt8
    var remainder: Int
    var opens: Bool
  }

  private var stacks: [UInt8: [Int]] = [:]
  /// By a closing run's form, the runs before this one that were searched in vain.
  private var bottoms: [Form: Int] = [:]

  /// Pairs some runs, given by their indices in ascending order.
  static func pair(_ runs: inout [DelimiterRun], _ indices: ArraySlice<Int>) {
    var pairs = EmphasisPairs()
    for index in indices {
      if runs[index].closes { pairs.close(index, &runs) }
      if runs[index].opens, runs[index].count > 0 {
        pairs.stacks[runs[index].character, default: []].append(index)
      }
    }
  }

  private mutating func close(_ closer: Int, _ runs: inout [DelimiterRun]) {
    let form = Form(
      character: runs[closer].character, remainder: runs[closer].length % 3,
      opens: runs[closer].opens)
    while runs[closer].count > 0 {
      guard let opener = opener(for: closer, form, runs) else {
        bottoms[form] = closer
        return
      }
      if form.character == ASCII.tilde {
        // A run of another length stops the search, as in cmark-gfm.
        guard runs[opener].length == runs[closer].length else { return }
        join(opener, closer, runs[closer].length, &runs)
      } else {
        join(opener, closer, min(runs[opener].count, runs[closer].count) >= 2 ? 2 : 1, &runs)
      }
    }
  }

  private func opener(for closer: Int, _ form: Form, _ runs: [DelimiterRun]) -> Int? {
    guard let stack = stacks[form.character] else { return nil }
    let bottom = bottoms[form] ?? 0
    for candidate in stack.reversed() {
      guard candidate >= bottom else { return nil }
      let (open, close) = (runs[candidate], runs[closer])
      let mayBeBoth = close.opens || open.closes
      let isOdd =
        mayBeBoth && (open.length + close.length) % 3 == 0
        && !(open.length % 3 == 0 && close.length % 3 == 0)
      if !isOdd { return candidate }
    }
    return nil
  }

  private mutating func join(
    _ opener: Int, _ closer: Int, _ width: Int, _ runs: inout [DelimiterRun]
  ) {
    runs[opener].count -= width
    runs[closer].count -= width
    runs[opener].opening.append(width)
    runs[closer].closing.append(width)
    let isSpent = runs[opener].count == 0
    for character in stacks.keys {
      while let last = stacks[character]?.last, last > opener || last == opener && isSpent {
        stacks[character]?.removeLast()
      }
    }
  }
}

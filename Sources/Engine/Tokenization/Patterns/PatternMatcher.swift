/// Runs a pattern over scalars.
///
/// Where something fails it goes back to the last place where it could have gone on otherwise. A run of
/// one set is one such place, however long it is.
struct PatternMatcher {
  let program: PatternProgram
  let scalars: UnsafeBufferPointer<UInt32>
  /// The end of the text that the pattern sees, and its beginning.
  let bounds: Range<Int>

  /// A place to go back to.
  private struct Choice {
    let instruction: Int
    var place: Int
    /// For a greedy run, how far it may give back; for a lazy one, how far it may go.
    let limit: Int
    /// -1 for a greedy run, the set for a lazy one, -2 for a plain split.
    let set: Int
  }

  /// The end of what matches at a place; nil if nothing does.
  func end(at start: Int) -> Int? { run(from: 0, at: start) }

  private func run(from first: Int, at start: Int) -> Int? {
    var choices: [Choice] = []
    var (instruction, place) = (first, start)
    while true {
      var isFailed = false
      switch program.instructions[instruction] {
      case .accept: return place
      case .set(let set):
        if place < bounds.upperBound, program.sets[set].contains(scalars[place]) {
          place += 1
          instruction += 1
        } else {
          isFailed = true
        }
      case .run(let set, let least, let most, let kind):
        if let end = take(set, least, most, kind, instruction, from: place, &choices) {
          place = end
          instruction += 1
        } else {
          isFailed = true
        }
      case .split(let next, let other):
        choices.append(Choice(instruction: other, place: place, limit: place, set: -2))
        instruction = next
      case .jump(let next): instruction = next
      case .look(let next, let isNegative):
        isFailed = (run(from: instruction + 1, at: place) != nil) == isNegative
        instruction = next
      case .atomic(let next):
        if let end = run(from: instruction + 1, at: place) { place = end } else { isFailed = true }
        instruction = next
      case .textEnd:
        isFailed = place != bounds.upperBound
        instruction += 1
      case .textStart:
        isFailed = place != bounds.lowerBound
        instruction += 1
      }
      if isFailed {
        guard let other = goBack(&choices) else { return nil }
        (instruction, place) = other
      }
    }
  }

  /// Takes a run of a set; gives its end.
  private func take(
    _ set: Int, _ least: Int, _ most: Int, _ kind: PatternNode.Repetition.Kind,
    _ instruction: Int, from start: Int, _ choices: inout [Choice]
  ) -> Int? {
    let room = bounds.upperBound - start
    let furthest = start + min(room, kind == .lazy ? least : most)
    var end = start
    let scalarSet = program.sets[set]
    while end < furthest, scalarSet.contains(scalars[end]) { end += 1 }
    guard end - start >= least else { return nil }
    switch kind {
    case .greedy where end - start > least:
      choices.append(
        Choice(instruction: instruction + 1, place: end, limit: start + least, set: -1))
    case .lazy where end - start < min(most, room):
      choices.append(
        Choice(
          instruction: instruction + 1, place: end, limit: start + min(most, room), set: set))
    default: break
    }
    return end
  }

  private func goBack(_ choices: inout [Choice]) -> (instruction: Int, place: Int)? {
    while var last = choices.popLast() {
      switch last.set {
      case -2: return (last.instruction, last.place)
      case -1:
        last.place -= 1
        if last.place > last.limit { choices.append(last) }
        return (last.instruction, last.place)
      default:
        guard last.place < last.limit, program.sets[last.set].contains(scalars[last.place]) else {
          continue
        }
        last.place += 1
        if last.place < last.limit { choices.append(last) }
        return (last.instruction, last.place)
      }
    }
    return nil
  }
}

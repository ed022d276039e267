/// How far a word is from the words that are known: the source of every "did you mean".
public enum EditDistance {
  /// The count of insertions, deletions, replacements and swaps of neighbours that turn one text
  /// into the other, no part being edited twice (Damerau 1964; "optimal string alignment").
  ///
  /// Texts are compared by Unicode scalar, so that `é` is one edit from `e`.
  public static func between(_ first: String, _ second: String) -> Int {
    distance(Array(first.unicodeScalars), Array(second.unicodeScalars))
  }

  /// The candidate that a mistyped word most likely meant, or nil if none is near.
  ///
  /// Case is ignored. Allowed are 0 edits for a word of up to two scalars, 1 for up to five, 2 for
  /// up to eight, and 3 beyond; after that, a word of at least three scalars that begins exactly
  /// one candidate means that one. Of equally near candidates the first in order of UTF-8 bytes
  /// is taken, so the answer does not depend on their order. A candidate equal to the word is
  /// passed over: it was no typing slip.
  ///
  /// - Parameter atLeast: the edits that are allowed for however short a word; 1 suits a short list of
  ///   short words, such as the names of commands.
  public static func suggestion(
    for word: String, among candidates: some Sequence<String>, atLeast: Int = 0
  ) -> String? {
    let typed = folded(word)
    guard !typed.isEmpty else { return nil }
    let others = candidates.filter { $0 != word }.sorted { precedes($0, $1) }
    var best: (candidate: String, distance: Int)?
    for candidate in others {
      let known = folded(candidate)
      let length = min(typed.count, known.count)
      let allowed = max(allowedEdits(length), min(atLeast, length - 1))
      guard abs(known.count - typed.count) <= allowed else { continue }
      let distance = distance(typed, known)
      guard distance <= allowed, distance < best?.distance ?? .max else { continue }
      best = (candidate, distance)
    }
    return best?.candidate ?? completion(of: typed, among: others)
  }

  private static func completion(
    of typed: [Unicode.Scalar], among candidates: [String]
  ) -> String? {
    guard typed.count >= 3 else { return nil }
    let begun = candidates.filter { folded($0).starts(with: typed) }
    return begun.count == 1 ? begun[0] : nil
  }

  private static func allowedEdits(_ length: Int) -> Int {
    switch length {
    case ...2: 0
    case ...5: 1
    case ...8: 2
    default: 3
    }
  }

  /// The scalars of a text, ASCII letters in lower case.
  private static func folded(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.map { scalar in
      ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar
    }
  }

  private static func precedes(_ first: String, _ second: String) -> Bool {
    first.utf8.lexicographicallyPrecedes(second.utf8)
  }

  private static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for (i, scalar) in first.enumerated() {
      var row = [i + 1]
      row.reserveCapacity(second.count + 1)
      for (j, other) in second.enumerated() {
        var edits = min(last[j + 1] + 1, row[j] + 1, last[j] + (scalar == other ? 0 : 1))
        if i > 0, j > 0, scalar == second[j - 1], first[i - 1] == other {
          edits = min(edits, beforeLast[j - 1] + 1)
        }
        row.append(edits)
      }
      beforeLast = last
      last = row
    }
    return last[second.count]
  }
}

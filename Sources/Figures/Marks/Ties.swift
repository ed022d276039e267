import Bedrock

/// Which values share a place, so that none of them is called the largest.
enum Ties {
  /// Whether two values are the same but for rounding.
  static func areEqual(_ a: Double, _ b: Double) -> Bool {
    a == b || (a - b).magnitude < 1e-6 * min(a.magnitude, b.magnitude)
  }

  /// The positions of all values that tie with the largest of those that are finite, in their order.
  static func largest(of values: some Sequence<Double>) -> [Int] {
    let values = Array(values)
    guard let most = values.lazy.filter(\.isFinite).max() else { return [] }
    return values.indices.filter { values[$0].isFinite && areEqual(values[$0], most) }
  }

  /// `a`, `a and b`, `a, b and c`; of more than three how many of the noun there are.
  static func names(_ positions: [Int], _ noun: String, _ name: (Int) -> String) -> String {
    guard positions.count <= 3 else { return CountedNoun.text(positions.count, noun) }
    let names = positions.map(name)
    return names.count < 2
      ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
  }
}

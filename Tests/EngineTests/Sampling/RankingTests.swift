import Bedrock
import Engine
import Testing

@Suite("Rankings")
struct RankingTests {
  /// Logits with many equals, some of them masked.
  static func logits(_ count: Int, distinct: Int) -> [Double] {
    var stream = RandomStream(seed: 9, name: "ranking")
    return (0..<count).map { index in
      index % 7 == 3 ? -.infinity : Double(Int(stream.uniform() * Double(distinct)))
    }
  }

  @Test("the first of a ranking are found without the rest", arguments: [1, 2, 10, 1000])
  func first(_ distinct: Int) {
    let logits = Self.logits(1000, distinct: distinct)
    let ranking = LogitFilter.ranking(logits)
    for most in [1, 2, 3, 10, 100, 249, 250, 900, 5000] {
      #expect(LogitFilter.ranking(logits, most: most) == Array(ranking.prefix(most)))
    }
    #expect(LogitFilter.best(logits) == ranking.first)
  }

  @Test("nothing that is masked is ranked")
  func masked() {
    let nothing = [Double](repeating: -.infinity, count: 64)
    #expect(LogitFilter.best(nothing) == nil)
    #expect(LogitFilter.ranking(nothing, most: 3).isEmpty)
    var one = nothing
    one[40] = -3
    #expect(LogitFilter.ranking(one, most: 3) == [40])
  }

  @Test("a nucleus is that of the whole ranking", arguments: [0.05, 0.5, 0.9, 0.999, 1])
  func nucleus(_ p: Double) throws {
    let logits = Self.logits(3000, distinct: 40).map { $0 / 8 }
    let probabilities = try Softmax.probabilities(logits)
    var (mass, kept) = (0.0, Set<Int>())
    for position in LogitFilter.ranking(logits) {
      kept.insert(position)
      mass += probabilities[position]
      if p < 1, mass >= p - LogitFilter.tolerance { break }
    }
    let filtered = try LogitFilter.topP(p).applied(to: logits)
    #expect(Set(filtered.indices.filter { filtered[$0] > -.infinity }) == kept)
  }
}

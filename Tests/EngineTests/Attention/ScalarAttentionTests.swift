import Engine
import Testing

@Suite struct ScalarAttentionTests {
  struct Case: Decodable {
    let q, k, v: [[Double]]
    let scaled, causal: Bool
    let scores, weights, output: [[Double]]
  }

  @Test("scores, weights and output are NumPy's")
  func reference() throws {
    for example in try Fixture.decode(VectorFixtures.self, from: "vectors.json").attention {
      let attention = try ScalarAttention(
        queries: DoubleMatrix(rows: example.q), keys: DoubleMatrix(rows: example.k),
        values: DoubleMatrix(rows: example.v), isScaled: example.scaled,
        mask: example.causal ? .causal : .none)
      expectClose(attention.scores.rows, example.scores)
      expectClose(attention.weights.rows, example.weights)
      expectClose(try #require(attention.output).rows, example.output)
    }
  }

  @Test("the seed's row for blue: 56.4% to car, and 37.1% once divided by the root of 3")
  func seed() throws {
    let row = DoubleMatrix(rows: [[0.307, 0.384, 2.270, 0.703, 0.284, 0.261]])
    let plain = try ScalarAttention(scores: row, values: nil)
    for (weight, percent) in zip(plain.weights.row(0), [7.9, 8.6, 56.4, 11.8, 7.7, 7.6]) {
      #expect(abs(weight * 100 - percent) <= 0.05)
    }
    let scaled = try ScalarAttention(scores: row, values: nil, divisor: 3.squareRoot())
    #expect(abs(scaled.weights[0, 2] * 100 - 37.1) <= 0.05)
  }

  @Test("what is masked has a weight of exactly 0, whatever it holds")
  func masked() throws {
    let attention = try ScalarAttention(
      scores: DoubleMatrix(rows: [[1, .nan], [0, 0]]),
      values: DoubleMatrix(rows: [[2], [.infinity]]), mask: .causal)
    #expect(attention.weights.row(0) == [1, 0])
    #expect(attention.output?[0, 0] == 2)
    #expect(attention.scores[1, 1] == 0)
  }

  @Test("fewer queries than keys are the last positions")
  func decode() throws {
    let attention = try ScalarAttention(
      scores: DoubleMatrix(rows: [[0, 0, 0], [0, 0, 0]]), values: nil, mask: .causal)
    #expect(attention.weights.row(0) == [0.5, 0.5, 0])
    #expect(attention.visibleKeys(query: 1) == 3)
  }

  @Test("shapes that do not go together are refused, both named")
  func shapes() {
    let error = #expect(throws: AttentionError.self) {
      try ScalarAttention(
        queries: DoubleMatrix(rows: [[1, 2, 3]]), keys: DoubleMatrix(rows: [[1, 2]]), values: nil)
    }
    #expect(
      error?.description == "q (1×3) does not go with k (1×2): a query and a key need one width")
    #expect(throws: AttentionError.self) {
      try ScalarAttention(
        scores: DoubleMatrix(rows: [[1, 2]]), values: DoubleMatrix(rows: [[1]]))
    }
    #expect(throws: AttentionError.moreQueriesThanKeys(queries: 2, keys: 1)) {
      try ScalarAttention(scores: DoubleMatrix(rows: [[1], [2]]), values: nil, mask: .causal)
    }
  }

  @Test("a score that is no number is refused at its place")
  func invalid() {
    #expect(throws: AttentionError.invalidScore(query: 1, key: 0)) {
      try ScalarAttention(scores: DoubleMatrix(rows: [[1, 2], [.nan, 0]]), values: nil)
    }
    #expect(throws: AttentionError.nothingVisible(query: 0)) {
      try ScalarAttention(
        scores: DoubleMatrix(rows: [[-.infinity, -.infinity]]), values: nil)
    }
  }
}

/// The document that scripts/make_vectors.py writes.
struct VectorFixtures: Decodable {
  let maps: [PrincipalMapTests.Case]
  let cosines: [VectorSpaceTests.Case]
  let attention: [ScalarAttentionTests.Case]
}

/// Entry by entry, within 10⁻¹².
func expectClose(
  _ rows: [[Double]], _ expected: [[Double]], within tolerance: Double = 1e-12,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(rows.map(\.count) == expected.map(\.count), sourceLocation: sourceLocation)
  for (row, other) in zip(rows, expected) {
    for (a, b) in zip(row, other) {
      #expect(abs(a - b) <= tolerance * max(1, abs(b)), sourceLocation: sourceLocation)
    }
  }
}

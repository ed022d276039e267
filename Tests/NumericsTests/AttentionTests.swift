import Numerics
import Testing

/// Sizes of an attention.
struct Sizes: CustomTestStringConvertible, Sendable {
  var batch = 1
  var queries: Int
  var keys: Int
  var heads = 1
  var keyValueHeads = 1
  var width: Int
  var testDescription: String {
    "\(batch)×\(queries)/\(keys) tokens, \(heads)/\(keyValueHeads) heads of \(width)"
  }

  func tensors(seed: UInt64) -> (q: Tensor, k: Tensor, v: Tensor, g: Tensor) {
    var random = TestRandom(seed: seed)
    return (
      random.tensor([batch, queries, heads, width], scale: 2),
      random.tensor([batch, keys, keyValueHeads, width]),
      random.tensor([batch, keys, keyValueHeads, width]),
      random.tensor([batch, queries, heads, width])
    )
  }
}

@Suite("attention")
struct AttentionTests {
  static let sizes: [Sizes] = [
    Sizes(queries: 1, keys: 1, width: 1), Sizes(queries: 6, keys: 6, width: 3),
    Sizes(queries: 5, keys: 9, heads: 4, keyValueHeads: 2, width: 8),
    Sizes(batch: 2, queries: 13, keys: 13, heads: 2, keyValueHeads: 2, width: 16),
    Sizes(queries: 2, keys: 40, heads: 3, keyValueHeads: 1, width: 20),
    Sizes(batch: 3, queries: 33, keys: 33, heads: 4, keyValueHeads: 4, width: 32),
  ]

  /// The rows of one head: `[tokens][width]`.
  private func head(_ x: [Double], _ shape: [Int], _ sequence: Int, _ head: Int) -> [[Double]] {
    (0..<shape[1]).map { token in
      let start = ((sequence * shape[1] + token) * shape[2] + head) * shape[3]
      return Array(x[start..<start + shape[3]])
    }
  }

  /// Attention in double precision, in the layout of the tensors.
  private func reference(
    _ s: Sizes, _ q: [Double], _ k: [Double], _ v: [Double], isCausal: Bool, scale: Double
  ) -> (output: [Double], weights: [Double]) {
    var output = [Double](repeating: 0, count: q.count)
    var weights: [Double] = []
    let (qShape, kShape) = (
      [s.batch, s.queries, s.heads, s.width], [s.batch, s.keys, s.keyValueHeads, s.width]
    )
    for sequence in 0..<s.batch {
      for h in 0..<s.heads {
        let shared = h / (s.heads / s.keyValueHeads)
        let result = Reference.attention(
          head(q, qShape, sequence, h), head(k, kShape, sequence, shared),
          head(v, kShape, sequence, shared), isCausal: isCausal, scale: scale)
        weights += result.weights.flatMap { $0 }
        for (token, row) in result.output.enumerated() {
          let start = ((sequence * s.queries + token) * s.heads + h) * s.width
          output.replaceSubrange(start..<start + s.width, with: row)
        }
      }
    }
    return (output, weights)
  }

  @Test("output and weights agree with double precision", arguments: sizes, [false, true])
  func values(sizes: Sizes, isCausal: Bool) throws {
    let (q, k, v, _) = sizes.tensors(seed: 1)
    let result = try attention(
      q, k, v, isCausal: isCausal, scale: 0.4, keeping: [.weights, .scores])
    let expected = reference(
      sizes, doubles(q), doubles(k), doubles(v), isCausal: isCausal, scale: Double(Float(0.4)))
    #expect(result.output.shape == q.shape)
    #expect(deviation(result.output.elements, expected.output) < 2e-6)
    let weights = try #require(result.weights)
    #expect(weights.shape == [sizes.batch, sizes.heads, sizes.queries, sizes.keys])
    #expect(deviation(weights.elements, expected.weights) < 2e-6)
    // Scores are scaled and not masked; their softmax, masked, has the weights' bits.
    let scores = try #require(result.scores)
    let mask: SoftmaxMask = isCausal ? .causal(offset: sizes.keys - sizes.queries) : .none
    #expect(bits(scores.softmax(mask: mask)) == bits(weights))
    let lean = try attention(q, k, v, isCausal: isCausal, scale: 0.4)
    #expect(bits(lean.output) == bits(result.output))
    #expect(lean.weights == nil && lean.scores == nil)
  }

  @Test("gradients agree with finite differences", arguments: sizes.dropLast(), [false, true])
  func gradients(sizes: Sizes, isCausal: Bool) throws {
    let (q, k, v, g) = sizes.tensors(seed: 2)
    let result = try attentionBackward(q, k, v, gradient: g, isCausal: isCausal, scale: 0.4)
    let (dq, dk, dv) = (doubles(q), doubles(k), doubles(v))
    let loss = { (q: [Double], k: [Double], v: [Double]) in
      dot(
        reference(sizes, q, k, v, isCausal: isCausal, scale: Double(Float(0.4))).output,
        doubles(g))
    }
    let tolerance = sizes.keys == 1 ? 1e-3 : 2e-5
    #expect(gradientDeviation(dq, result.q.elements) { loss($0, dk, dv) } < tolerance)
    #expect(gradientDeviation(dk, result.k.elements) { loss(dq, $0, dv) } < tolerance)
    #expect(gradientDeviation(dv, result.v.elements) { loss(dq, dk, $0) } < tolerance)
  }

  @Test("what follows a token does not change a bit of it, be it infinite or NaN")
  func causality() throws {
    let sizes = Sizes(queries: 29, keys: 29, heads: 2, keyValueHeads: 1, width: 24)
    let (q, k, v, _) = sizes.tensors(seed: 3)
    let whole = try attention(q, k, v, isCausal: true, scale: 0.2).output
    for cut in [1, 5, 6, 7, 16, 28] {
      var (k2, v2) = (k, v)
      for position in cut..<29 {
        for column in 0..<24 {
          k2[0, position, 0, column] = column % 2 == 0 ? .nan : .infinity
          v2[0, position, 0, column] = column % 2 == 0 ? .infinity : .nan
        }
      }
      let part = try attention(q, k2, v2, isCausal: true, scale: 0.2).output
      #expect(bits(part.rows(0..<cut * 2)) == bits(whole.rows(0..<cut * 2)))
    }
  }

  @Test(
    "decoding from a cache has the bits of all at once, in any portions",
    arguments: [[1, 1, 1, 1], [7, 1, 20, 1], [16, 17], [100, 1, 1]], [8, 20, 64])
  func cache(portions: [Int], width: Int) throws {
    let tokens = portions.reduce(0, +)
    let sizes = Sizes(queries: tokens, keys: tokens, heads: 6, keyValueHeads: 2, width: width)
    let (q, k, v, _) = sizes.tensors(seed: 4)
    let whole = try attention(q, k, v, isCausal: true, scale: 0.3).output
    var cache = KeyValueCache(keyValueHeads: 2, headWidth: width, capacity: 1)
    var first = 0
    for portion in portions {
      func part(_ x: Tensor, _ heads: Int) throws -> Tensor {
        try x.reshaped([tokens, heads * width]).rows(first..<first + portion)
          .reshaped([portion, heads, width])
      }
      try cache.append(keys: part(k, 2), values: part(v, 2))
      let output = try attention(part(q, 6), cache: cache, scale: 0.3).output
      let expected = try whole.reshaped([tokens, 6 * width]).rows(first..<first + portion)
      #expect(bits(output) == bits(expected))
      first += portion
    }
    #expect(cache.count == tokens)
    #expect(try cache.storedKeys() == k.reshaped([tokens, 2, width]))
    #expect(try cache.storedValues() == v.reshaped([tokens, 2, width]))
  }

  @Test("a copied cache is independent, and a cut one goes on")
  func cacheValue() throws {
    let (q, k, v, _) = Sizes(queries: 5, keys: 5, width: 4).tensors(seed: 5)
    let (keys, values) = (try k.reshaped([5, 1, 4]), try v.reshaped([5, 1, 4]))
    var cache = KeyValueCache(keyValueHeads: 1, headWidth: 4)
    try cache.append(keys: keys, values: values)
    var copy = cache
    copy.truncate(to: 2)
    let other = try keys.rows(2..<5).scaled(by: 3).reshaped([3, 1, 4])
    try copy.append(keys: other, values: other)
    #expect(cache.storedKeys() == keys)
    copy.truncate(to: 2)
    try copy.append(
      keys: keys.rows(2..<5).reshaped([3, 1, 4]), values: values.rows(2..<5).reshaped([3, 1, 4]))
    let query = try q.reshaped([5, 1, 4])
    let (a, b) = (
      try attention(query, cache: cache, scale: 1).output,
      try attention(query, cache: copy, scale: 1).output
    )
    #expect(bits(a) == bits(b))
  }

  @Test("no tokens, no heads, no width")
  func empty() throws {
    for shape in [[0, 2, 4], [3, 0, 4], [3, 2, 0], [0, 3, 2, 4], [2, 0, 2, 4]] {
      let x = Tensor(zeros: shape)
      #expect(try attention(x, x, x, isCausal: true, scale: 1).output == x)
      #expect(
        try attentionBackward(x, x, x, gradient: x, isCausal: true, scale: 1).k == x)
    }
    let none = KeyValueCache(keyValueHeads: 2, headWidth: 4)
    #expect(try attention(Tensor(zeros: [0, 2, 4]), cache: none, scale: 1).output.count == 0)
  }

  @Test("shapes that do not fit are refused, with both shapes")
  func refusals() {
    func refused(_ q: [Int], _ k: [Int]) -> String? {
      #expect(throws: ShapeError.self) {
        try attention(
          Tensor(zeros: q), Tensor(zeros: k), Tensor(zeros: k), isCausal: true, scale: 1)
      }?.rule
    }
    #expect(
      refused([2, 3, 4], [2, 2, 4]) == "the heads are no multiple of the key and value heads")
    #expect(refused([2, 3, 4], [2, 3, 5]) == "the head widths differ")
    #expect(refused([3, 3, 4], [2, 3, 4]) == "there are fewer keys than queries")
    #expect(refused([1, 3, 3, 4], [2, 3, 3, 4]) == "the batches differ")
    #expect(refused([3, 4], [3, 4]) != nil)
    var cache = KeyValueCache(keyValueHeads: 2, headWidth: 4)
    #expect(throws: ShapeError.self) {
      try cache.append(keys: Tensor(zeros: [1, 2, 4]), values: Tensor(zeros: [2, 2, 4]))
    }
  }

  @Test("the same bits at every thread count, and those that were committed")
  func committed() throws {
    let sizes = Sizes(batch: 2, queries: 150, keys: 150, heads: 4, keyValueHeads: 2, width: 40)
    let (q, k, v, g) = sizes.tensors(seed: 6)
    let hashes = try Set(
      pools.map { pool in
        let forward = try attention(
          q, k, v, isCausal: true, scale: 0.15, keeping: .weights, pool: pool)
        let backward = try attentionBackward(
          q, k, v, gradient: g, isCausal: true, scale: 0.15, pool: pool)
        return hash(
          forward.output, try #require(forward.weights), backward.q, backward.k, backward.v)
      })
    #expect(hashes == ["3baa29ac455c5356"])
  }
}

import Bedrock
import Numerics
import Testing

@Suite("rotary embedding and token tables")
struct RotaryTests {
  /// Head elements in pairs, whatever the layout.
  private func pairs(_ x: [Float], _ layout: RotaryEmbedding.Layout) -> [(Float, Float)] {
    (0..<x.count / 2).map { i in
      layout == .interleaved ? (x[2 * i], x[2 * i + 1]) : (x[i], x[i + x.count / 2])
    }
  }

  @Test(
    "pairs are turned by position · base^(−2i / width)",
    arguments: RotaryEmbedding.Layout.allCases, [2, 6, 16, 32, 40, 64])
  func angles(layout: RotaryEmbedding.Layout, width: Int) throws {
    let rotary = try RotaryEmbedding(headWidth: width, base: 500, layout: layout, positions: 12)
    var random = TestRandom(seed: UInt64(width))
    let x = random.tensor([5, 3, width])
    var y = x
    // Positions 10 and 11 come from the table, those after are computed.
    try rotary.rotate(&y, firstPosition: 10)
    for token in 0..<5 {
      for head in 0..<3 {
        let before = pairs(x.row(token * 3 + head), layout)
        let after = pairs(y.row(token * 3 + head), layout)
        for i in 0..<width / 2 {
          let angle = Double(10 + token) * Elementary.pow(500, -2 * Double(i) / Double(width))
          let (s, c) = Elementary.sincos(angle)
          let (a, b) = (Double(before[i].0), Double(before[i].1))
          #expect(abs(Double(after[i].0) - (a * c - b * s)) < 3e-7)
          #expect(abs(Double(after[i].1) - (b * c + a * s)) < 3e-7)
        }
      }
    }
  }

  @Test("both layouts have the same bits, up to the order", arguments: [2, 10, 32, 64, 96])
  func layouts(width: Int) throws {
    var random = TestRandom(seed: UInt64(width))
    let x = random.floats(width)
    let permuted = pairs(x, .interleaved).map(\.0) + pairs(x, .interleaved).map(\.1)
    var (a, b) = (
      try Tensor(x, shape: [1, 1, width]), try Tensor(permuted, shape: [1, 1, width])
    )
    try RotaryEmbedding(headWidth: width, layout: .interleaved).rotate(&a, firstPosition: 77)
    try RotaryEmbedding(headWidth: width, layout: .half).rotate(&b, firstPosition: 77)
    let turned = pairs(a.elements, .interleaved)
    #expect(bits(turned.map(\.0) + turned.map(\.1)) == bits(b))
  }

  @Test("equal offsets give equal scores", arguments: RotaryEmbedding.Layout.allCases)
  func relative(layout: RotaryEmbedding.Layout) throws {
    let rotary = try RotaryEmbedding(headWidth: 32, layout: layout)
    var random = TestRandom(seed: 4)
    let (q, k) = (random.tensor([1, 1, 32]), random.tensor([1, 1, 32]))
    let scores = try [0, 5, 300].map { start in
      var (a, b) = (q, k)
      try rotary.rotate(&a, firstPosition: start + 7)
      try rotary.rotate(&b, firstPosition: start)
      return try a.dot(b)
    }
    for score in scores { #expect(abs(score - scores[0]) < 1e-5) }
  }

  @Test("turning back undoes it; position 0 changes nothing", arguments: [8, 48])
  func inverse(width: Int) throws {
    var random = TestRandom(seed: 5)
    let x = random.tensor([2, 4, 3, width])
    for layout in RotaryEmbedding.Layout.allCases {
      let rotary = try RotaryEmbedding(headWidth: width, layout: layout, positions: 3)
      var y = x
      try rotary.rotate(&y, positions: [5, 0, 2, 1])
      #expect(y.rows(3..<6) == x.rows(3..<6))
      try rotary.rotate(&y, positions: [5, 0, 2, 1], inverse: true)
      for (a, b) in zip(x.elements, y.elements) { #expect(abs(a - b) < 3e-7) }
    }
  }

  @Test("scaling changes the frequencies as its papers say")
  func scaling() throws {
    func frequencies(_ scaling: RotaryScaling) throws -> [Double] {
      try RotaryEmbedding(headWidth: 64, layout: .half, scaling: scaling).frequencies
    }
    let plain = try frequencies(.none)
    #expect(plain[0] == 1 && abs(plain[16] - 0.01) < 1e-15)
    #expect(try frequencies(.linear(factor: 4)) == plain.map { $0 / 4 })
    let ntk = try frequencies(.ntk(factor: 4))
    #expect(ntk[0] == 1 && abs(ntk[31] * 4 - plain[31]) < 1e-15)
    let llama = try frequencies(
      .llama3(
        factor: 8, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalContext: 8192))
    #expect(llama[0] == 1 && llama[31] == plain[31] / 8)
    for pair in 1..<32 { #expect(llama[pair] < llama[pair - 1]) }
  }

  @Test("odd widths and other shapes are refused")
  func refusals() throws {
    #expect(throws: ShapeError.self) { try RotaryEmbedding(headWidth: 3, layout: .half) }
    let rotary = try RotaryEmbedding(headWidth: 4, layout: .half)
    var x = Tensor(zeros: [2, 4])
    #expect(throws: ShapeError.self) { try rotary.rotate(&x) }
    x = Tensor(zeros: [2, 1, 6])
    #expect(throws: ShapeError.self) { try rotary.rotate(&x) }
    x = Tensor(zeros: [0, 2, 4])
    try rotary.rotate(&x)
  }

  @Test("gathering takes rows, scattering adds them in order")
  func tables() throws {
    var random = TestRandom(seed: 40)
    let table = random.tensor([9, 37])
    let ids = [3, 3, 0, 8, 3]
    let rows = try table.gathering(ids)
    #expect(rows.shape == [5, 37])
    for (position, id) in ids.enumerated() { #expect(rows.row(position) == table.row(id)) }
    for pool in pools {
      var sums = table
      try sums.scatterAdd(rows, ids, pool: pool)
      for column in 0..<37 {
        let expected = ((table[3, column] + rows[0, column]) + rows[1, column]) + rows[4, column]
        #expect(sums[3, column].bitPattern == expected.bitPattern)
      }
      #expect(sums.row(1) == table.row(1))
    }
    #expect(try table.gathering([]).shape == [0, 37])
    let error = #expect(throws: ShapeError.self) { try table.gathering([9]) }
    #expect(error?.description == "gathering: [9, 37] and [1]: there is no row 9")
    var sums = table
    #expect(throws: ShapeError.self) { try sums.scatterAdd(rows, [1, 2]) }
    #expect(throws: ShapeError.self) { try sums.scatterAdd(rows, [0, 1, 2, 3, -1]) }
  }

  @Test("the same bits at every thread count, and those that were committed")
  func committed() throws {
    var random = TestRandom(seed: 41)
    let x = random.tensor([2, 300, 4, 24])
    let hashes = try Set(
      pools.map { pool in
        var (a, b) = (x, x)
        try RotaryEmbedding(headWidth: 24, layout: .half, positions: 200).rotate(&a, pool: pool)
        try RotaryEmbedding(headWidth: 24, layout: .interleaved).rotate(
          &b, firstPosition: 9, pool: pool)
        return hash(a, b)
      })
    #expect(hashes == ["e9bbb82359eeeff1"])
  }
}

import Numerics
import Testing

@Suite("matrix product")
struct MatmulTests {
  static let sizes = [0, 1, 2, 5, 6, 7, 13, 16, 17, 48, 97]

  private func transposed(_ values: [Float], _ rows: Int, _ columns: Int) -> [Float] {
    (0..<columns).flatMap { column in (0..<rows).map { values[$0 * columns + column] } }
  }

  @Test("every transpose form has the reference's bits", arguments: sizes, sizes)
  func allForms(m: Int, n: Int) throws {
    var random = TestRandom(seed: UInt64(m * 1000 + n))
    for k in [0, 1, 3, 4, 31, 130] {
      let (a, b) = (random.floats(m * k), random.floats(k * n))
      let expected = bits(ReferenceProduct.multiply(a, b, m: m, k: k, n: n))
      for (transposeA, transposeB) in [(false, false), (false, true), (true, false), (true, true)] {
        let left = try Tensor(
          transposeA ? transposed(a, m, k) : a, shape: transposeA ? [k, m] : [m, k])
        let right = try Tensor(
          transposeB ? transposed(b, k, n) : b, shape: transposeB ? [n, k] : [k, n])
        let plain = try matmul(left, right, transposeA: transposeA, transposeB: transposeB)
        #expect(plain.shape == [m, n])
        #expect(bits(plain) == expected)
        if !transposeA {
          let packed = try PackedMatrix(right, transposed: transposeB)
          #expect(bits(try matmul(left, packed)) == expected)
        }
      }
    }
  }

  @Test("an inner size of several cache pieces keeps one chain", arguments: [511, 512, 513, 1400])
  func longInner(k: Int) throws {
    var random = TestRandom(seed: UInt64(k))
    for (m, n) in [(1, 120), (7, 33), (14, 16)] {
      let (a, b) = (random.floats(m * k), random.floats(k * n))
      let c = try matmul(Tensor(a, shape: [m, k]), Tensor(b, shape: [k, n]))
      #expect(bits(c) == bits(ReferenceProduct.multiply(a, b, m: m, k: k, n: n)))
    }
  }

  @Test(
    "alpha multiplies the left operand, beta what stood there",
    arguments: [(1, 1), (0.5, 0), (-2, 1), (1, 0.25), (0.1, -3)] as [(Float, Float)])
  func alphaBeta(alpha: Float, beta: Float) throws {
    var random = TestRandom(seed: 5)
    for (m, n, k) in [(1, 1, 1), (8, 20, 530), (3, 100, 7), (6, 32, 0)] {
      let (a, b, c) = (random.floats(m * k), random.floats(k * n), random.floats(m * n))
      let expected = bits(
        ReferenceProduct.multiply(a, b, m: m, k: k, n: n, alpha: alpha, beta: beta, c: c))
      let (left, right) = (try Tensor(a, shape: [m, k]), try Tensor(b, shape: [k, n]))
      var result = try Tensor(c, shape: [m, n])
      try matmul(left, right, alpha: alpha, into: &result, beta: beta)
      #expect(bits(result) == expected)
      result = try Tensor(c, shape: [m, n])
      try matmul(left, PackedMatrix(right), alpha: alpha, into: &result, beta: beta)
      #expect(bits(result) == expected)
    }
  }

  @Test("with beta 0 a NaN in the output is not read")
  func betaZero() throws {
    var c = Tensor(repeating: .nan, shape: [2, 17])
    try matmul(Tensor(zeros: [2, 3]), Tensor(zeros: [3, 17]), into: &c)
    #expect(c == Tensor(zeros: [2, 17]))
  }

  @Test("a row's bits do not depend on how many rows there are", arguments: [1, 2, 5, 6, 11, 40])
  func rowsAlone(rows: Int) throws {
    var random = TestRandom(seed: 77)
    let (a, b) = (random.tensor([rows, 600]), random.tensor([600, 210]))
    let packed = try PackedMatrix(b)
    let all = try matmul(a, packed)
    for row in 0..<rows {
      #expect(bits(try matmul(a.rows(row..<row + 1), packed)) == bits(all.rows(row..<row + 1)))
    }
  }

  @Test("the same bits at every thread count")
  func threads() throws {
    var random = TestRandom(seed: 3)
    for (m, n, k) in [(200, 150, 300), (1, 4000, 64), (5, 700, 90), (1000, 3, 50), (33, 2100, 520)]
    {
      let (a, b) = (random.tensor([m, k]), random.tensor([n, k]))
      let packed = try PackedMatrix(b, transposed: true)
      let results = try pools.map { pool in
        let plain = try matmul(a, b, transposeB: true, pool: pool)
        #expect(bits(plain) == bits(try matmul(a, packed, pool: pool)))
        return bits(plain)
      }
      #expect(Set(results).count == 1)
    }
  }

  @Test("a batch has the bits of its products one by one", arguments: [false, true])
  func batched(isLarge: Bool) throws {
    var random = TestRandom(seed: 11)
    let (batch, m, k, n) = isLarge ? (17, 40, 33, 50) : (3, 2, 5, 4)
    let (a, b) = (random.tensor([batch, 1, m, k]), random.tensor([batch, 1, n, k]))
    for pool in pools {
      let c = try matmul(a, b, transposeB: true, alpha: 0.5, pool: pool)
      #expect(c.shape == [batch, 1, m, n])
      for index in 0..<batch {
        let left = a.rows(index * m..<index * m + m)
        let right = b.rows(index * n..<index * n + n)
        let one = try matmul(left, right, transposeB: true, alpha: 0.5)
        #expect(bits(one) == bits(c.rows(index * m..<index * m + m)))
      }
    }
  }

  @Test("one right operand serves a whole batch")
  func sharedRight() throws {
    var random = TestRandom(seed: 12)
    let (a, b) = (random.tensor([3, 4, 5]), random.tensor([5, 6]))
    let c = try matmul(a, b)
    #expect(c.shape == [3, 4, 6])
    #expect(try bits(c) == bits(matmul(a.reshaped([12, 5]), b)))
    let t = try matmul(a, random.tensor([4, 6]), transposeA: true)
    #expect(t.shape == [3, 5, 6])
  }

  @Test("infinities and NaN go where their products go")
  func specials() throws {
    let a = try Tensor([.infinity, 1, 0, .nan, 1, 1], shape: [3, 2])
    let b = try Tensor([0, 1, 2, 3], shape: [2, 2])
    let c = try matmul(a, b).elements
    #expect(c[0].isNaN && c[1] == .infinity && c[2].isNaN && c[4] == 2 && c[5] == 4)
  }

  @Test("shapes that do not fit are refused, with both shapes")
  func refusals() {
    let (a, b) = (Tensor(zeros: [2, 3]), Tensor(zeros: [4, 5]))
    let error = #expect(throws: ShapeError.self) { try matmul(a, b) }
    #expect(error?.description == "matmul: [2, 3] and [4, 5]: the inner sizes 3 and 4 differ")
    #expect(throws: ShapeError.self) { try matmul(a, Tensor(zeros: [3])) }
    #expect(throws: ShapeError.self) {
      try matmul(Tensor(zeros: [2, 2, 3]), Tensor(zeros: [3, 3, 5]))
    }
    #expect(throws: ShapeError.self) { try matmul(a, PackedMatrix(b)) }
    #expect(throws: ShapeError.self) { try PackedMatrix(Tensor(zeros: [3])) }
    var c = Tensor(zeros: [2, 2])
    #expect(throws: ShapeError.self) { try matmul(a, Tensor(zeros: [3, 5]), into: &c) }
  }

  @Test("packing and unpacking is the identity", arguments: [(0, 3), (3, 0), (1, 1), (5, 40)])
  func unpacked(rows: Int, columns: Int) throws {
    var random = TestRandom(seed: 9)
    let matrix = random.tensor([rows, columns])
    #expect(try PackedMatrix(matrix).unpacked() == matrix)
  }

  @Test("kernels of every width compute the same bits", arguments: TileWidth.allCases)
  func widths(width: TileWidth) throws {
    var random = TestRandom(seed: 21)
    for m in 1...13 {
      for n in [15, 16, 31, 32, 33, 100] {
        let (a, b) = (random.floats(m * 40), random.floats(40 * n))
        let c = try matmul(
          Tensor(a, shape: [m, 40]), PackedMatrix(Tensor(b, shape: [40, n])), width: width)
        #expect(bits(c) == bits(ReferenceProduct.multiply(a, b, m: m, k: 40, n: n)))
      }
    }
  }

  @Test(
    "operands that are read in place and those that are copied give the same bits",
    arguments: [
      (130, 512, 20), (130, 520, 20), (13, 1024, 40), (125, 2064, 9), (140, 33, 1100),
      (300, 40, 70), (12, 1024, 7), (129, 528, 513),
    ])
  func placement(m: Int, n: Int, k: Int) throws {
    var random = TestRandom(seed: UInt64(m * n))
    let (a, b) = (random.floats(m * k), random.floats(k * n))
    let expected = bits(ReferenceProduct.multiply(a, b, m: m, k: k, n: n))
    for (transposeA, transposeB) in [(false, false), (false, true), (true, false), (true, true)] {
      let left = try Tensor(
        transposeA ? transposed(a, m, k) : a, shape: transposeA ? [k, m] : [m, k])
      let right = try Tensor(
        transposeB ? transposed(b, k, n) : b, shape: transposeB ? [n, k] : [k, n])
      for pool in pools {
        let c = try matmul(
          left, right, transposeA: transposeA, transposeB: transposeB, pool: pool)
        #expect(bits(c) == expected)
      }
    }
  }

  @Test("results have the bits that were committed")
  func committed() throws {
    var random = TestRandom(seed: 1)
    let (a, b) = (random.tensor([131, 777]), random.tensor([777, 214]))
    let whole = hash(try matmul(a, b))
    #expect(whole == "e14d5aecd9fdaaff")
    let scaledRow = hash(try matmul(a.rows(0..<1), b, alpha: 0.3))
    #expect(scaledRow == "cbe122dd2858b93b")
  }
}

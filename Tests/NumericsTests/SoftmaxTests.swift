import Bedrock
import Numerics
import Testing

@Suite("softmax and cross-entropy")
struct SoftmaxTests {
  static let widths = [1, 2, 7, 15, 16, 17, 33, 256]

  @Test("rows agree with double precision, and sum to 1", arguments: widths)
  func values(width: Int) {
    var random = TestRandom(seed: UInt64(width))
    let x = random.tensor([5, width], scale: 9)
    let y = x.softmax()
    #expect(deviation(y.elements, doubleRows(x).flatMap(Reference.softmax)) < 1e-6)
    for sum in y.rowSums().elements { #expect(abs(sum - 1) < 1e-6) }
  }

  @Test("empty shapes", arguments: [[0], [0, 3], [3, 0], [2, 0, 4]])
  func empty(shape: [Int]) throws {
    let x = Tensor(zeros: shape)
    #expect(x.softmax(mask: .causal()) == x)
    #expect(try x.softmaxBackward(x) == x)
  }

  @Test(
    "a causal mask hides what follows: its values, even NaN, do not show", arguments: [0, 1, 3])
  func causal(offset: Int) {
    var random = TestRandom(seed: 17)
    var x = random.tensor([2, 6, 9])
    let plain = x.softmax(mask: .causal(offset: offset))
    for matrix in 0..<2 {
      for row in 0..<6 {
        let visible = min(row + offset + 1, 9)
        let expected = Tensor(Array(x.row(matrix * 6 + row)[..<visible])).softmax()
        let zeros = [Float](repeating: 0, count: 9 - visible)
        #expect(bits(plain.row(matrix * 6 + row)) == bits(expected.elements + zeros))
        for column in visible..<9 { x[matrix, row, column] = .nan }
      }
    }
    #expect(bits(x.softmax(mask: .causal(offset: offset))) == bits(plain))
    #expect(Tensor(zeros: [2, 3]).softmax(mask: .causal(offset: -5)) == Tensor(zeros: [2, 3]))
  }

  @Test("infinities and NaN")
  func specials() throws {
    let x = try Tensor(rows: [
      [0, -.infinity, 0], [.infinity, 0, 0], [.nan, 0, 0], [-.infinity, -.infinity, -.infinity],
      [3e38, -3e38, 3e38],
    ])
    let y = x.softmax()
    #expect(y.row(0) == [0.5, 0, 0.5])
    for row in 1...3 { #expect(y.row(row)[0].isNaN) }
    #expect(y.row(4) == [0.5, 0, 0.5])
  }

  @Test("the gradient agrees with finite differences", arguments: widths)
  func gradient(width: Int) throws {
    var random = TestRandom(seed: UInt64(width) + 1)
    let (x, g) = (random.tensor([2, width], scale: 2), random.tensor([2, width]))
    let dx = try x.softmax().softmaxBackward(g)
    let deviation = gradientDeviation(doubles(x), dx.elements) { values in
      dot(chunks(values, width).flatMap(Reference.softmax), doubles(g))
    }
    #expect(deviation < (width == 1 ? 1e-3 : 1e-5))
  }

  @Test("cross-entropy agrees with double precision", arguments: widths)
  func losses(width: Int) throws {
    var random = TestRandom(seed: UInt64(width) + 2)
    let x = random.tensor([6, width], scale: 5)
    var targets = (0..<6).map { _ in random.int(below: width) }
    targets[4] = CrossEntropy.ignored
    let result = try CrossEntropy(x, targets: targets)
    let expected = zip(doubleRows(x), targets).map { row, target in
      target < 0 ? 0 : Reference.crossEntropy(row, target)
    }
    #expect(deviation(result.losses.elements, expected) < 1e-6)
    #expect(result.count == 5)
    #expect(deviation([result.mean], [expected.reduce(0, +) / 5]) < 1e-6)
    let gradient = try CrossEntropy.backward(x, targets: targets, upstream: 2)
    let difference = gradientDeviation(doubles(x), gradient.elements) { values in
      zip(chunks(values, width), targets).reduce(0) { sum, pair in
        pair.1 < 0 ? sum : sum + Reference.crossEntropy(pair.0, pair.1) * 2 / 5
      }
    }
    #expect(difference < (width == 1 ? 1e-3 : 1e-5))
    #expect(gradient.row(4).allSatisfy { $0 == 0 })
  }

  @Test("all rows ignored, or none there")
  func nothingCounts() throws {
    let x = Tensor(repeating: 1, shape: [2, 3])
    let result = try CrossEntropy(x, targets: [-1, -1])
    #expect(result.mean == 0 && result.count == 0)
    #expect(try CrossEntropy.backward(x, targets: [-1, -1]) == Tensor(zeros: [2, 3]))
    #expect(try CrossEntropy(Tensor(zeros: [0, 3]), targets: []).count == 0)
  }

  @Test("targets that are no classes are refused")
  func refusals() {
    let x = Tensor(zeros: [2, 3])
    let error = #expect(throws: ShapeError.self) { try CrossEntropy(x, targets: [0, 3]) }
    #expect(
      error?.description == "crossEntropy: [2, 3] and [2]: the target 3 of row 1 is no class")
    #expect(throws: ShapeError.self) { try CrossEntropy(x, targets: [0]) }
    #expect(throws: ShapeError.self) { try CrossEntropy(x, targets: [0, -2]) }
    #expect(throws: ShapeError.self) { try CrossEntropy.backward(x, targets: [0, 5]) }
  }

  @Test("the same bits at every thread count, and those that were committed")
  func committed() throws {
    var random = TestRandom(seed: 6)
    let (x, g) = (random.tensor([700, 77], scale: 4), random.tensor([700, 77]))
    let targets = (0..<700).map { _ in random.int(below: 78) - 1 }
    let hashes = try Set(
      pools.map { pool in
        let y = x.softmax(mask: .causal(offset: 3), pool: pool)
        return hash(
          x.softmax(pool: pool), y, try y.softmaxBackward(g, pool: pool),
          try CrossEntropy(x, targets: targets, pool: pool).losses,
          try CrossEntropy.backward(x, targets: targets, pool: pool))
      })
    #expect(hashes == ["a7dfbae13efeb003"])
  }
}

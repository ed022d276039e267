import Bedrock
import Numerics
import Testing

@Suite("sums and arithmetic")
struct SumTests {
  static let lengths = [0, 1, 2, 15, 16, 17, 31, 100, 1000]

  @Test("a sum is a fixed tree of sixteen lanes", arguments: lengths)
  func fixedTree(count: Int) {
    var random = TestRandom(seed: UInt64(count))
    let x = random.floats(count)
    var lanes = [Float](repeating: 0, count: 16)
    for (index, value) in x.enumerated() { lanes[index % 16] += value }
    for half in [8, 4, 2, 1] { for lane in 0..<half { lanes[lane] += lanes[lane + half] } }
    #expect(Tensor(x).sum().bitPattern == lanes[0].bitPattern)
    #expect(Tensor(x).sum().bitPattern == Elementary.sum(x).bitPattern)
  }

  @Test("squares and dot products agree with double precision", arguments: lengths)
  func products(count: Int) throws {
    var random = TestRandom(seed: UInt64(count))
    let (a, b) = (random.tensor([count]), random.tensor([count]))
    #expect(deviation([a.sumOfSquares()], [dot(doubles(a), doubles(a))]) < 1e-6)
    #expect(abs(Double(try a.dot(b)) - dot(doubles(a), doubles(b))) < 1e-4)
  }

  @Test("row and column sums", arguments: [[3, 5], [0, 4], [4, 0], [1, 1], [70, 33]])
  func rowsAndColumns(shape: [Int]) {
    var random = TestRandom(seed: 4)
    let x = random.tensor(shape)
    let rows = doubleRows(x)
    #expect(deviation(x.rowSums().elements, rows.map { $0.reduce(0, +) }) < 1e-5)
    let columns = (0..<shape[1]).map { column in rows.reduce(0) { $0 + $1[column] } }
    #expect(deviation(x.columnSums().elements, columns) < 1e-5)
    for pool in pools {
      #expect(bits(x.columnSums(pool: pool)) == bits(x.columnSums()))
      #expect(bits(x.rowSums(pool: pool)) == bits(x.rowSums()))
    }
  }

  @Test("elementwise arithmetic", arguments: lengths)
  func elementwise(count: Int) throws {
    var random = TestRandom(seed: UInt64(count) + 9)
    let (a, b) = (random.tensor([count]), random.tensor([count]))
    let (x, y) = (a.elements, b.elements)
    #expect(try a.adding(b).elements == zip(x, y).map { $0 + $1 })
    #expect(try a.subtracting(b).elements == zip(x, y).map { $0 - $1 })
    #expect(try a.multiplied(by: b).elements == zip(x, y).map { $0 * $1 })
    #expect(a.scaled(by: 0.1).elements == x.map { $0 * 0.1 })
    var c = a
    try c.add(b)
    try c.add(b, times: 0.3)
    c.scale(by: -2)
    #expect(c.elements == zip(x, y).map { ($0 + $1).addingProduct(0.3, $1) * -2 })
    #expect(a.elements == x)
    var rows = try Tensor(x + x, shape: [2, count])
    try rows.addToRows(b)
    #expect(rows.elements == zip(x + x, y + y).map { $0 + $1 })
  }

  @Test("shapes that differ are refused")
  func refusals() {
    var a = Tensor(zeros: [2, 3])
    let b = Tensor(zeros: [3, 2])
    #expect(throws: ShapeError.self) { try a.adding(b) }
    #expect(throws: ShapeError.self) { try a.add(b) }
    #expect(throws: ShapeError.self) { try a.dot(b) }
    #expect(throws: ShapeError.self) { try a.addToRows(Tensor(zeros: [2])) }
  }

  @Test("argmax gives the first of the largest, and passes over NaN")
  func argmax() throws {
    let x = try Tensor(
      rows: [[1, 3, 3, 2], [.nan, -1, -2, .nan], [.nan, .nan, .nan, .nan], [-0.0, 0, 0, -5]])
    #expect(x.argmax() == [1, 1, 0, 0])
  }
}

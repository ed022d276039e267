import Numerics
import Testing

@Suite("tensor")
struct TensorTests {
  @Test("a copy is independent of its original")
  func copyOnWrite() throws {
    let original = try Tensor([1, 2, 3, 4], shape: [2, 2])
    var copy = original
    copy[1, 0] = 9
    #expect(original.elements == [1, 2, 3, 4])
    #expect(copy.elements == [1, 2, 9, 4])
    var third = copy
    third.withMutableElements { span in span[0] = 7 }
    #expect(copy[0, 0] == 1)
    #expect(third.elements == [7, 2, 9, 4])
  }

  @Test("elements are row-major")
  func rowMajor() throws {
    let tensor = try Tensor((0..<24).map(Float.init), shape: [2, 3, 4])
    #expect(tensor[1, 2, 3] == 23)
    #expect(tensor[0, 1, 2] == 6)
    #expect(tensor.rowCount == 6)
    #expect(tensor.row(4) == [16, 17, 18, 19])
    #expect(tensor.rows(1..<3).elements == [4, 5, 6, 7, 8, 9, 10, 11])
  }

  @Test("an element count that does not fit is refused, with both shapes")
  func countMismatch() {
    let error = #expect(throws: ShapeError.self) { try Tensor([1, 2, 3], shape: [2, 2]) }
    #expect(error?.description == "Tensor: [3] and [2, 2]: the numbers of elements differ")
    #expect(throws: ShapeError.self) { try Tensor([1, 2], shape: [-1, -2]) }
    #expect(throws: ShapeError.self) { try Tensor([], shape: [Int.max, Int.max]) }
    #expect(throws: ShapeError.self) { try Tensor(rows: [[1], [1, 2]]) }
    #expect(throws: ShapeError.self) { try Tensor(zeros: [2, 3]).reshaped([4]) }
  }

  @Test("empty axes and no axes are shapes", arguments: [[0], [3, 0], [0, 5], [], [1, 1]])
  func smallShapes(shape: [Int]) throws {
    let tensor = Tensor(repeating: 2, shape: shape)
    #expect(tensor.count == shape.reduce(1, *))
    #expect(try tensor.reshaped(shape + [1]).shape == shape + [1])
    #expect(tensor == tensor)
  }

  @Test("transposing twice is the identity", arguments: [[2, 3], [0, 4], [3, 0, 2], [4, 5, 6]])
  func transposed(shape: [Int]) throws {
    var random = TestRandom(seed: 2)
    let x = random.tensor(shape)
    let t = try x.transposed()
    #expect(t.shape == shape.dropLast(2) + shape.suffix(2).reversed())
    #expect(try t.transposed() == x)
    if shape == [4, 5, 6] { #expect(t[3, 5, 2] == x[3, 2, 5]) }
    #expect(throws: ShapeError.self) { try Tensor([1]).transposed() }
  }

  @Test("columns are taken out and put back")
  func columns() throws {
    var random = TestRandom(seed: 3)
    let x = random.tensor([2, 3, 7])
    let middle = x.columns(2..<5)
    #expect(middle.shape == [2, 3, 3] && middle[1, 2, 0] == x[1, 2, 2])
    var y = Tensor(zeros: [2, 3, 7])
    try y.setColumns(0..<2, to: x.columns(0..<2))
    try y.setColumns(2..<5, to: middle)
    try y.setColumns(5..<7, to: x.columns(5..<7))
    #expect(y == x)
    #expect(throws: ShapeError.self) { try y.setColumns(0..<3, to: Tensor(zeros: [2, 3, 2])) }
  }

  @Test("rows are stacked in order")
  func stacking() throws {
    let (a, b) = (try Tensor(rows: [[1, 2]]), try Tensor(rows: [[3, 4], [5, 6]]))
    #expect(try Tensor.stackingRows([a, b]) == Tensor(rows: [[1, 2], [3, 4], [5, 6]]))
    #expect(try Tensor.stackingRows([]).shape == [0, 0])
    #expect(throws: ShapeError.self) { try Tensor.stackingRows([a, Tensor(zeros: [1, 3])]) }
  }
}

/// An update of plain gradient descent with momentum, to see that formulas reach every element.
private struct Momentum: ParameterUpdate {
  func callAsFunction(
    _ parameter: inout SIMD16<Float>, gradient: SIMD16<Float>, _ first: inout SIMD16<Float>,
    _ second: inout SIMD16<Float>
  ) {
    first = first * 0.5 + gradient
    parameter -= first * 0.25
    second += gradient
  }
}

@Suite("parameter updates")
struct ParameterUpdateTests {
  @Test("every element is updated by the formula", arguments: [0, 1, 16, 37, 100_000])
  func update(count: Int) throws {
    var random = TestRandom(seed: UInt64(count))
    let (p, g, m, v) = (
      random.tensor([count]), random.tensor([count]), random.tensor([count]),
      random.tensor([count])
    )
    for pool in pools {
      var (x, first, second) = (p, m, v)
      try x.update(gradient: g, &first, &second, by: Momentum(), pool: pool)
      #expect(first.elements == zip(m.elements, g.elements).map { $0 * 0.5 + $1 })
      #expect(second.elements == zip(v.elements, g.elements).map { $0 + $1 })
      #expect(x.elements == zip(p.elements, first.elements).map { $0 - $1 * 0.25 })
      var (y, other) = (p, m)
      try y.update(gradient: g, &other, by: Momentum(), pool: pool)
      #expect(y == x && other == first)
    }
    var (x, short) = (p, Tensor(zeros: [count + 1]))
    #expect(throws: ShapeError.self) { try x.update(gradient: g, &short, by: Momentum()) }
  }
}

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
}

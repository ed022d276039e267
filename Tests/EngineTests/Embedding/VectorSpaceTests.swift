import Bedrock
import Engine
import Testing

@Suite struct VectorSpaceTests {
  struct Case: Decodable {
    let vectors, cosines: [[Double]]
  }

  @Test("cosines are NumPy's")
  func reference() throws {
    for example in try Fixture.decode(VectorFixtures.self, from: "vectors.json").cosines {
      let space = try VectorSpace(DoubleMatrix(rows: example.vectors))
      expectClose(try space.cosines().rows, example.cosines)
    }
  }

  @Test("a norm neither overflows nor vanishes", arguments: [1e-300, 1, 1e300])
  func norm(scale: Double) throws {
    #expect(abs(VectorSpace.norm([3 * scale, 4 * scale]) / (5 * scale) - 1) < 1e-15)
    #expect(abs(try VectorSpace.cosine([scale, 0], [scale, scale]) - 0.5.squareRoot()) < 1e-15)
  }

  @Test("neighbours come nearest first, equals by position, without what is left out")
  func neighbours() throws {
    let space = try VectorSpace(DoubleMatrix(rows: [[0, 1], [1, 0], [2, 0], [-1, 0]]))
    #expect(try space.neighbours(of: [1, 0]).map(\.row) == [1, 2, 0, 3])
    #expect(try space.neighbours(of: [1, 0], excluding: [1]).map(\.row) == [2, 0, 3])
  }

  @Test("puppy - dog + cat lands on kitten, once its inputs are left out")
  func analogy() throws {
    // dog, puppy, cat, kitten: the young ones differ by about one direction, shorter than the rest.
    let space = try VectorSpace(
      DoubleMatrix(rows: [[4, 1, 0], [4, 1, 1], [1, 4, 0], [0.9, 4.2, 1.2]]))
    let wanted = space.analogy(1, minus: 0, plus: 2)
    #expect(wanted == [1, 4, 1])
    #expect(try space.neighbours(of: wanted, excluding: [0, 1, 2]).first?.row == 3)
  }

  @Test("a vector of zeros has no cosine, and NaN is refused")
  func refused() throws {
    #expect(throws: EmbeddingError.zeroVector(row: 1)) {
      try VectorSpace(DoubleMatrix(rows: [[1, 0], [0, 0]])).cosines()
    }
    #expect(throws: EmbeddingError.notFinite(row: 0)) {
      try VectorSpace(DoubleMatrix(rows: [[.nan]]))
    }
    #expect(throws: EmbeddingError.empty) { try VectorSpace(DoubleMatrix(rows: [])) }
  }

  @Test("the same id has the same row, whatever else was looked up")
  func seeded() {
    let stream = RandomStream(seed: 7, name: "embed")
    let table = SeededEmbedding(width: 24, stream: stream)
    var moved = stream
    _ = moved.nextUInt64()
    #expect(table.row(id: 3335) == SeededEmbedding(width: 24, stream: moved).row(id: 3335))
    #expect(table.row(id: 3335) != table.row(id: 3336))
    #expect(table.row(id: 3335) != table.row(word: "3335"))
    #expect(table.row(id: 0).count == 24)
  }
}

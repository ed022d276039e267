import Bedrock
import Engine
import Testing

@Suite struct PrincipalMapTests {
  struct Case: Decodable {
    let vectors, points, axes: [[Double]]
    let shares: [Double]
  }

  @Test("axes, points and shares of variance are those of NumPy's SVD")
  func reference() throws {
    for example in try Fixture.decode(VectorFixtures.self, from: "vectors.json").maps {
      let map = try PrincipalMap(DoubleMatrix(rows: example.vectors))
      expectClose(map.axes, example.axes, within: 1e-11)
      expectClose(map.points.map { [$0.x, $0.y] }, example.points, within: 1e-11)
      expectClose([map.varianceShares], [example.shares])
    }
  }

  @Test("points on a line have one axis, and the map shows everything")
  func line() throws {
    let map = try PrincipalMap(DoubleMatrix(rows: [[0, 0], [3, 4], [6, 8]]))
    expectClose([map.axes[0]], [[0.6, 0.8]])
    #expect(map.axes[1] == [0, 0])
    #expect(map.points.map(\.y) == [0, 0, 0])
    #expect(abs(map.varianceShare - 1) < 1e-14)
  }

  @Test("vectors of one value have a map of one direction")
  func narrow() throws {
    let map = try PrincipalMap(DoubleMatrix(rows: [[1], [2], [4]]))
    #expect(map.axes == [[1], [0]])
    #expect(map.varianceShare == 1)
  }

  @Test("vectors that are all the same have no map")
  func same() {
    #expect(throws: EmbeddingError.noVariance) {
      try PrincipalMap(DoubleMatrix(rows: [[1, 2], [1, 2]]))
    }
    #expect(throws: EmbeddingError.noVariance) { try PrincipalMap(DoubleMatrix(rows: [[1, 2]])) }
  }

  @Test("eigenvectors are orthonormal and rebuild the matrix")
  func eigen() {
    var random = RandomStream(seed: 3, name: "eigen")
    for n in [1, 2, 5, 24] {
      let half = DoubleMatrix(
        rowCount: n, columnCount: n, elements: (0..<n * n).map { _ in random.normal() })
      let matrix = half.multiplied(byTransposeOf: half)
      let eigen = SymmetricEigen(matrix)
      let identity = (0..<n).map { i in (0..<n).map { $0 == i ? 1.0 : 0 } }
      expectClose(
        eigen.vectors.multiplied(byTransposeOf: eigen.vectors).rows, identity, within: 1e-13)
      for i in 0..<n {
        let image = matrix.rows.map { DoubleMatrix.dot($0, eigen.vectors.row(i)) }
        expectClose([image], [eigen.vectors.row(i).map { $0 * eigen.values[i] }], within: 1e-11)
      }
    }
  }
}

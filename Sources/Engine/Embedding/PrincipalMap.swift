/// Vectors on a plane: their two directions of greatest variance (Pearson 1901; Hotelling 1933).
///
/// Law: the axes are at right angles, the first shows at least as much variance as the second, and
/// the picture is the same whichever way it was computed: the entry of each axis that is largest in
/// size (the first of equals) is positive.
public struct PrincipalMap: Sendable, Equatable {
  /// One a vector.
  public let points: [(x: Double, y: Double)]
  /// The two directions as unit vectors of the original width; the second is all zeros where the
  /// vectors vary along one direction only.
  public let axes: [[Double]]
  /// The share of the whole variance that lies along each axis.
  public let varianceShares: [Double]

  /// What part of the variance the map shows: 1 means that nothing is hidden.
  public var varianceShare: Double { min(varianceShares[0] + varianceShares[1], 1) }

  /// - Throws: `EmbeddingError` where there is nothing to show or a number is not finite.
  public init(_ vectors: DoubleMatrix) throws {
    let space = try VectorSpace(vectors)
    let centred = Self.centred(space.vectors)
    var total = 0.0
    for value in centred.elements { total = total.addingProduct(value, value) }
    guard total > 0 else { throw EmbeddingError.noVariance }
    guard total.isFinite else { throw EmbeddingError.notFinite(row: 0) }
    var axes: [[Double]] = []
    var shares: [Double] = []
    for (value, axis) in Self.principal(centred) {
      // What is left by rounding alone is no direction.
      let isReal = value > total * 1e-14
      axes.append(isReal ? Self.signed(axis) : axis.map { _ in 0 })
      shares.append(isReal ? value / total : 0)
    }
    self.axes = axes
    varianceShares = shares
    points = centred.rows.map { row in
      (x: DoubleMatrix.dot(row, axes[0]), y: DoubleMatrix.dot(row, axes[1]))
    }
  }

  public static func == (a: PrincipalMap, b: PrincipalMap) -> Bool {
    a.axes == b.axes && a.varianceShares == b.varianceShares
      && a.points.elementsEqual(b.points, by: ==)
  }

  /// The vectors with the mean of each column taken off.
  private static func centred(_ vectors: DoubleMatrix) -> DoubleMatrix {
    let count = Double(vectors.rowCount)
    var result = vectors
    for column in 0..<vectors.columnCount {
      var sum = 0.0
      for row in 0..<vectors.rowCount { sum += vectors[row, column] }
      for row in 0..<vectors.rowCount { result[row, column] -= sum / count }
    }
    return result
  }

  /// The two largest eigenvalues of XᵀX with their unit vectors, by whichever of XᵀX and XXᵀ is
  /// smaller: if XXᵀ u = λu, then XᵀX has λ, too, with the vector Xᵀu / √λ.
  private static func principal(_ x: DoubleMatrix) -> [(value: Double, axis: [Double])] {
    let isWide = x.columnCount > x.rowCount
    let columns = transposed(x)
    let eigen = SymmetricEigen(
      isWide ? x.multiplied(byTransposeOf: x) : columns.multiplied(byTransposeOf: columns))
    return (0..<2).map { index in
      guard index < eigen.values.count, eigen.values[index] > 0 else {
        return (0, [Double](repeating: 0, count: x.columnCount))
      }
      let vector = eigen.vectors.row(index)
      guard isWide else { return (eigen.values[index], vector) }
      let axis = columns.rows.map { DoubleMatrix.dot($0, vector) }
      let length = VectorSpace.norm(axis)
      return (eigen.values[index], length > 0 ? axis.map { $0 / length } : axis)
    }
  }

  private static func transposed(_ x: DoubleMatrix) -> DoubleMatrix {
    DoubleMatrix(
      rowCount: x.columnCount, columnCount: x.rowCount,
      elements: (0..<x.columnCount).flatMap { column in
        (0..<x.rowCount).map { x[$0, column] }
      })
  }

  private static func signed(_ axis: [Double]) -> [Double] {
    var largest = 0.0
    for value in axis where value.magnitude > largest.magnitude { largest = value }
    return largest < 0 ? axis.map { -$0 } : axis
  }
}

/// Vectors that are compared by direction: cosine, nearest neighbours, analogies.
public struct VectorSpace: Sendable, Equatable {
  /// `[vectors, width]`
  public let vectors: DoubleMatrix
  /// The length of each vector.
  public let norms: [Double]

  /// - Throws: `EmbeddingError` if there is none, or a number is not finite.
  public init(_ vectors: DoubleMatrix) throws {
    guard !vectors.elements.isEmpty else { throw EmbeddingError.empty }
    for row in 0..<vectors.rowCount where vectors.row(row).contains(where: { !$0.isFinite }) {
      throw EmbeddingError.notFinite(row: row)
    }
    self.vectors = vectors
    norms = vectors.rows.map(Self.norm)
  }

  /// ‖a‖ = √Σ aₖ², taken by the largest entry first so that no square overflows or vanishes.
  public static func norm(_ vector: [Double]) -> Double {
    var largest = 0.0
    for value in vector where value.magnitude > largest { largest = value.magnitude }
    guard largest > 0 else { return 0 }
    // A power of two, so that the division is exact.
    let scale = Double(sign: .plus, exponent: largest.exponent, significand: 1)
    var sum = 0.0
    for value in vector { sum = sum.addingProduct(value / scale, value / scale) }
    return sum.squareRoot() * scale
  }

  /// cos(a, b) = a·b / (‖a‖ ‖b‖), from −1 to 1.
  ///
  /// - Throws: `EmbeddingError.zeroVector(row: 0)` or `(row: 1)` for the first or second vector.
  public static func cosine(_ a: [Double], _ b: [Double]) throws -> Double {
    guard a.count == b.count else { throw EmbeddingError.widths(a.count, b.count) }
    let (normA, normB) = (norm(a), norm(b))
    guard normA > 0 else { throw EmbeddingError.zeroVector(row: 0) }
    guard normB > 0 else { throw EmbeddingError.zeroVector(row: 1) }
    let cosine = DoubleMatrix.dot(a.map { $0 / normA }, b.map { $0 / normB })
    return min(max(cosine, -1), 1)
  }

  /// Every vector against every other, `[vectors, vectors]`; 1 on the diagonal.
  public func cosines() throws -> DoubleMatrix {
    if let row = norms.firstIndex(of: 0) { throw EmbeddingError.zeroVector(row: row) }
    var result = DoubleMatrix(
      rowCount: norms.count, columnCount: norms.count,
      elements: [Double](repeating: 1, count: norms.count * norms.count))
    for i in norms.indices {
      for j in 0..<i {
        let cosine = try Self.cosine(vectors.row(i), vectors.row(j))
        result[i, j] = cosine
        result[j, i] = cosine
      }
    }
    return result
  }

  /// A row and how near it is.
  public struct Neighbour: Sendable, Equatable {
    public let row: Int
    public let cosine: Double

    public init(row: Int, cosine: Double) {
      self.row = row
      self.cosine = cosine
    }
  }

  /// All rows by their cosine to a vector, the nearest first, equals by position.
  ///
  /// - Throws: `EmbeddingError.zeroVector` for a row of zeros; `row: -1` stands for the vector itself.
  public func neighbours(of vector: [Double], excluding: Set<Int> = []) throws -> [Neighbour] {
    guard Self.norm(vector) > 0 else { throw EmbeddingError.zeroVector(row: -1) }
    let rows = norms.indices.filter { !excluding.contains($0) }
    return try rows.map { row in
      guard norms[row] > 0 else { throw EmbeddingError.zeroVector(row: row) }
      return Neighbour(row: row, cosine: try Self.cosine(vector, vectors.row(row)))
    }.sorted { (-$0.cosine, $0.row) < (-$1.cosine, $1.row) }
  }

  /// a − b + c: "b is to a as c is to what?" (Mikolov, Yih, Zweig 2013, "Linguistic Regularities in
  /// Continuous Space Word Representations").
  public func analogy(_ a: Int, minus b: Int, plus c: Int) -> [Double] {
    zip(zip(vectors.row(a), vectors.row(b)), vectors.row(c)).map { ($0.0 - $0.1) + $1 }
  }
}

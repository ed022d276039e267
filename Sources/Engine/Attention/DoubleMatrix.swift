/// A matrix of Doubles, row-major: the arithmetic of small examples that are worked by hand.
public struct DoubleMatrix: Sendable, Equatable {
  public let rowCount: Int
  public let columnCount: Int
  /// `rowCount` · `columnCount` numbers, row after row.
  public private(set) var elements: [Double]

  /// - Precondition: as many elements as the shape has places.
  public init(rowCount: Int, columnCount: Int, elements: [Double]) {
    precondition(rowCount * columnCount == elements.count, "shape and elements differ")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = elements
  }

  /// - Precondition: all rows have one length.
  public init(rows: [[Double]]) {
    self.init(
      rowCount: rows.count, columnCount: rows.first?.count ?? 0, elements: rows.flatMap { $0 })
  }

  public subscript(row: Int, column: Int) -> Double {
    get { elements[row * columnCount + column] }
    set { elements[row * columnCount + column] = newValue }
  }

  public func row(_ index: Int) -> [Double] {
    Array(elements[index * columnCount..<(index + 1) * columnCount])
  }

  public var rows: [[Double]] { (0..<rowCount).map(row) }

  /// The shape as errors write it: `2×3`.
  public var shapeText: String { "\(rowCount)×\(columnCount)" }

  /// Σₖ aₖ bₖ, one chain of fused multiply-adds in ascending order of k.
  ///
  /// - Precondition: one length.
  public static func dot(_ a: [Double], _ b: [Double]) -> Double {
    precondition(a.count == b.count, "a dot product needs two vectors of one length")
    var sum = 0.0
    for (x, y) in zip(a, b) { sum = sum.addingProduct(x, y) }
    return sum
  }

  /// The matrix product: each entry is the dot product of a row here and a column there.
  ///
  /// - Precondition: as many columns here as rows there.
  public func multiplied(by other: DoubleMatrix) -> DoubleMatrix {
    precondition(columnCount == other.rowCount, "\(shapeText) · \(other.shapeText)")
    var result = [Double](repeating: 0, count: rowCount * other.columnCount)
    for i in 0..<rowCount {
      for k in 0..<columnCount {
        let factor = self[i, k]
        for j in 0..<other.columnCount {
          let place = i * other.columnCount + j
          result[place] = result[place].addingProduct(factor, other[k, j])
        }
      }
    }
    return DoubleMatrix(
      rowCount: rowCount, columnCount: other.columnCount, elements: result)
  }

  /// The product with the other's transpose: entry i, j is the dot product of two rows.
  ///
  /// - Precondition: one number of columns.
  public func multiplied(byTransposeOf other: DoubleMatrix) -> DoubleMatrix {
    precondition(columnCount == other.columnCount, "\(shapeText) · \(other.shapeText)ᵀ")
    let products = (0..<rowCount).flatMap { i in
      (0..<other.rowCount).map { j in Self.dot(row(i), other.row(j)) }
    }
    return DoubleMatrix(rowCount: rowCount, columnCount: other.rowCount, elements: products)
  }
}

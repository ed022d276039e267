/// Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations.
///
/// Each rotation makes one pair of off-diagonal entries zero; sweeps go over all pairs row by row
/// until nothing is left (Jacobi 1846; Golub, Van Loan, "Matrix Computations", section 8.5). The
/// order is fixed and only + − × ÷ √ are used, so the bits are the same everywhere.
public struct SymmetricEigen: Sendable, Equatable {
  /// In descending order.
  public let values: [Double]
  /// Row i is the unit eigenvector of value i; its sign is what the rotations left.
  public let vectors: DoubleMatrix

  /// - Precondition: the matrix is square; only its upper triangle is trusted.
  public init(_ matrix: DoubleMatrix) {
    precondition(matrix.rowCount == matrix.columnCount, "\(matrix.shapeText) is not square")
    let n = matrix.rowCount
    var a = matrix
    var v = DoubleMatrix(
      rowCount: n, columnCount: n, elements: [Double](repeating: 0, count: n * n))
    for i in 0..<n { v[i, i] = 1 }
    // The convergence is quadratic: six to ten sweeps do; the limit is only a limit.
    var sweeps = 0
    while sweeps < 64, Self.sweep(&a, &v) { sweeps += 1 }
    let order = (0..<n).sorted { (-a[$0, $0], $0) < (-a[$1, $1], $1) }
    values = order.map { a[$0, $0] }
    vectors = DoubleMatrix(
      rowCount: n, columnCount: n, elements: order.flatMap { v.row($0) })
  }

  /// Rotates every pair once; says whether there was anything to rotate.
  private static func sweep(_ a: inout DoubleMatrix, _ v: inout DoubleMatrix) -> Bool {
    var rotated = false
    for p in 0..<a.rowCount {
      for q in p + 1..<max(p + 1, a.rowCount) {
        let off = a[p, q]
        // Below the rounding of both diagonal entries, a rotation changes nothing.
        let size = a[p, p].magnitude + a[q, q].magnitude
        guard off != 0, size + off.magnitude * 0x1p-10 != size else { continue }
        rotated = true
        rotate(&a, &v, p, q)
      }
    }
    return rotated
  }

  /// t = sign(θ) / (|θ| + √(θ² + 1)) with θ = (a_qq − a_pp) / 2a_pq; c = 1/√(t² + 1), s = t c.
  private static func rotate(
    _ a: inout DoubleMatrix, _ v: inout DoubleMatrix, _ p: Int, _ q: Int
  ) {
    let theta = (a[q, q] - a[p, p]) / (2 * a[p, q])
    let root = theta.magnitude > 0x1p500 ? theta.magnitude : (theta * theta + 1).squareRoot()
    let t = (theta < 0 ? -1 : 1) / (theta.magnitude + root)
    let c = 1 / (t * t + 1).squareRoot()
    let s = t * c
    let step = t * a[p, q]
    a[p, p] -= step
    a[q, q] += step
    a[p, q] = 0
    a[q, p] = 0
    for k in 0..<a.rowCount where k != p && k != q {
      let (x, y) = (a[min(k, p), max(k, p)], a[min(k, q), max(k, q)])
      a[min(k, p), max(k, p)] = c * x - s * y
      a[min(k, q), max(k, q)] = s * x + c * y
    }
    for k in 0..<a.rowCount {
      let (x, y) = (v[p, k], v[q, k])
      v[p, k] = c * x - s * y
      v[q, k] = s * x + c * y
    }
  }
}

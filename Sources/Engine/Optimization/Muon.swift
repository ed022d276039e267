import Numerics

/// Muon: the momentum of a matrix, made nearly orthogonal, is the step (Jordan et al., 2024,
/// "Muon: An optimizer for hidden layers in neural networks").
///
/// m ← μ m + g, u = g + μ m, x ← x (1 − η λ) − η √max(1, rows / columns) · NewtonSchulz(u).
struct Muon {
  let momentum: Float
  let weightDecay: Double
  let learningRate: Double

  func update(
    _ x: inout Tensor, _ g: Tensor, _ m: inout Tensor, pool: WorkerPool
  ) throws(ShapeError) {
    m.scale(by: momentum, pool: pool)
    try m.add(g, pool: pool)
    var u = g
    try u.add(m, times: momentum, pool: pool)
    let direction = try Self.orthogonalized(u, pool: pool)
    let ratio = Double(x.shape[0]) / Double(max(x.shape[1], 1))
    let factor = learningRate * max(1, ratio).squareRoot()
    if weightDecay != 0 { x.scale(by: Float(1 - learningRate * weightDecay), pool: pool) }
    try x.add(direction, times: Float(-factor), pool: pool)
  }

  /// The matrix with its singular values brought near 1, by five steps of a Newton–Schulz iteration:
  /// A = X Xᵀ, X ← a X + (b A + c A²) X, from X = G / ‖G‖.
  ///
  /// The coefficients make singular values converge fast rather than exactly: they end within about
  /// 0.7 to 1.2.
  static func orthogonalized(_ g: Tensor, pool: WorkerPool) throws(ShapeError) -> Tensor {
    let (a, b, c): (Float, Float, Float) = (3.4445, -4.7750, 2.0315)
    let isTall = g.shape[0] > g.shape[1]
    var x = isTall ? g.transposedMatrix() : g
    x.scale(by: 1 / (x.sumOfSquares().squareRoot() + 1e-7), pool: pool)
    for _ in 0..<5 {
      let square = try matmul(x, x, transposeB: true, pool: pool)
      var polynomial = square
      try matmul(square, square, alpha: c, into: &polynomial, beta: b, pool: pool)
      let old = x
      try matmul(polynomial, old, into: &x, beta: a, pool: pool)
    }
    return isTall ? x.transposedMatrix() : x
  }
}

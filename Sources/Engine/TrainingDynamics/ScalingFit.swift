import Bedrock

/// The least squares of a scaling law: r_i = ln L̂_i − ln L_i in the unknowns a, α, b, β and, where the
/// floor is not known, e, with L̂ = exp(e) + exp(a − α n) + exp(b − β d) and n, d the logarithms of the
/// sizes over their geometric means.
///
/// Solved by Levenberg's and Marquardt's damped steps (Marquardt, 1963) from nine starts.
struct ScalingFit {
  let centre: (parameters: Double, tokens: Double)
  private let points: [(n: Double, d: Double, logarithm: Double)]
  private let floor: Double?
  private let lowestLoss: Double

  init(_ points: [ScalingLaw.Point], floor: Double?) {
    func centre(_ size: (ScalingLaw.Point) -> Double) -> Double {
      let sum = points.reduce(0.0) { $0 + Elementary.log(size($1)) }
      return Elementary.exp(sum / Double(points.count))
    }
    let centre = (parameters: centre(\.parameters), tokens: centre(\.tokens))
    self.centre = centre
    self.floor = floor
    self.points = points.map {
      (
        Elementary.log($0.parameters / centre.parameters),
        Elementary.log($0.tokens / centre.tokens), Elementary.log($0.loss)
      )
    }
    lowestLoss = points.map(\.loss).min() ?? 1
  }

  /// The best of the minima found; nil if none is finite.
  func solve() -> [Double]? {
    var best: (cost: Double, unknowns: [Double])?
    for alpha in [0.2, 0.5, 1] {
      for beta in [0.2, 0.5, 1] {
        let found = descend(from: start(alpha, beta))
        if found.cost.isFinite, found.cost < best?.cost ?? .infinity { best = found }
      }
    }
    return best?.unknowns
  }

  /// The middle's loss above the floor, half of it due to each size.
  private func start(_ alpha: Double, _ beta: Double) -> [Double] {
    let middle = points.reduce(0.0) { $0 + Elementary.exp($1.logarithm) } / Double(points.count)
    let floor = floor ?? lowestLoss / 2
    let half = Elementary.log(max(middle - floor, 1e-9) / 2)
    return [half, alpha, half, beta] + (self.floor == nil ? [Elementary.log(floor)] : [])
  }

  private func descend(from start: [Double]) -> (cost: Double, unknowns: [Double]) {
    var (unknowns, cost, damping) = (start, cost(start), 1e-3)
    for _ in 0..<300 {
      guard let step = step(at: unknowns, damping: damping) else { break }
      let next = zip(unknowns, step).map { $0 - $1 }
      let nextCost = self.cost(next)
      guard nextCost < cost else {
        damping *= 10
        if damping > 1e12 { break }
        continue
      }
      let isDone = cost - nextCost <= 1e-15 * cost
      (unknowns, cost, damping) = (next, nextCost, max(damping / 10, 1e-12))
      if isDone { break }
    }
    return (cost, unknowns)
  }

  private func cost(_ unknowns: [Double]) -> Double {
    points.reduce(0.0) { sum, point in
      let error = Elementary.log(terms(unknowns, point).total) - point.logarithm
      return sum + error * error
    }
  }

  private func terms(
    _ unknowns: [Double], _ point: (n: Double, d: Double, logarithm: Double)
  ) -> (floor: Double, parameters: Double, tokens: Double, total: Double) {
    let floor = floor ?? Elementary.exp(unknowns[4])
    let parameters = Elementary.exp(unknowns[0] - unknowns[1] * point.n)
    let tokens = Elementary.exp(unknowns[2] - unknowns[3] * point.d)
    return (floor, parameters, tokens, floor + parameters + tokens)
  }

  /// (JᵀJ + λ diag JᵀJ)⁻¹ Jᵀr; nil where that matrix is not positive definite.
  private func step(at unknowns: [Double], damping: Double) -> [Double]? {
    let count = unknowns.count
    var normal = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    var gradient = [Double](repeating: 0, count: count)
    for point in points {
      let (floor, parameters, tokens, total) = terms(unknowns, point)
      let error = Elementary.log(total) - point.logarithm
      let slopes = [
        parameters / total, -point.n * parameters / total, tokens / total,
        -point.d * tokens / total, floor / total,
      ]
      for row in 0..<count {
        gradient[row] += slopes[row] * error
        for column in 0...row { normal[row][column] += slopes[row] * slopes[column] }
      }
    }
    for row in 0..<count { normal[row][row] += damping * normal[row][row] + 1e-300 }
    return Cholesky.solve(normal, gradient)
  }
}

/// Linear equations with a symmetric positive definite matrix (Golub and Van Loan, "Matrix
/// Computations", section 4.2).
enum Cholesky {
  /// - Parameter matrix: its lower triangle, row by row.
  /// - Returns: nil if the matrix is not positive definite.
  static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
    var factor = matrix
    for row in factor.indices {
      for column in 0...row {
        var sum = factor[row][column]
        for k in 0..<column { sum -= factor[row][k] * factor[column][k] }
        if row == column {
          guard sum > 0, sum.isFinite else { return nil }
          factor[row][row] = sum.squareRoot()
        } else {
          factor[row][column] = sum / factor[column][column]
        }
      }
    }
    var x = right
    for row in x.indices {
      for k in 0..<row { x[row] -= factor[row][k] * x[k] }
      x[row] /= factor[row][row]
    }
    for row in x.indices.reversed() {
      for k in row + 1..<x.count { x[row] -= factor[k][row] * x[k] }
      x[row] /= factor[row][row]
    }
    return x
  }
}

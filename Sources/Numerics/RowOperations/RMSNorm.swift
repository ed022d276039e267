import Bedrock

extension Tensor {
  /// Root-mean-square normalization of each row: x / √(mean(x²) + ε) · weight
  /// (Zhang and Sennrich, 2019, arXiv:1910.07467).
  ///
  /// The sum of squares is sixteen chains of fused multiply-adds and then a fixed tree.
  public func rmsNorm(
    weight: Tensor, epsilon: Float, pool: WorkerPool = .default
  ) throws(ShapeError) -> Tensor {
    let size = try NormShape("rmsNorm", self, weight)
    let result = Tensor(uninitialized: shape)
    let (x, w, y) = (
      UnsafePointer(storage.start), UnsafePointer(weight.storage.start), result.storage.start
    )
    pool.forEachRange(size.rows, cost: size.width * 2) { rows in
      for row in rows {
        let start = row &* size.width
        let factor = RMSNormRow.factor(x + start, size.width, epsilon)
        Lanewise.map(x + start, w, into: y + start, 0..<size.width) { $0 * factor * $1 }
      }
    }
    withExtendedLifetime((storage, weight)) {}
    return result
  }

  /// The gradients of `rmsNorm` with respect to its argument, which is this tensor, and its weight.
  ///
  /// The gradient of the weight is, for each column, one chain over the rows of g · (x r), with r as in
  /// `rmsNormInputGradient`.
  public func rmsNormBackward(
    _ gradient: Tensor, weight: Tensor, epsilon: Float, pool: WorkerPool = .default
  ) throws(ShapeError) -> (x: Tensor, weight: Tensor) {
    let (dx, statistics) = try rmsNormInputGradient(
      gradient, weight: weight, epsilon: epsilon, pool: pool)
    let term = GradientTerm.normalized(gradient: gradient, input: self, statistics: statistics)
    return (dx, try ParameterGradients.sum([[[term]]], shapes: [[width]], pool: pool)[0])
  }

  /// The gradient of `rmsNorm` with respect to its argument, which is this tensor, and for each row the
  /// numbers that the gradient of the weight takes (`GradientTerm.normalized`): 0 and r.
  ///
  /// With r = 1 / √(mean(x²) + ε): dx = r (w g − x r² mean(w g x)).
  public func rmsNormInputGradient(
    _ gradient: Tensor, weight: Tensor, epsilon: Float, pool: WorkerPool = .default
  ) throws(ShapeError) -> (x: Tensor, statistics: Tensor) {
    let size = try NormShape("rmsNormBackward", self, weight, gradient: gradient)
    let result = (
      x: Tensor(uninitialized: shape), statistics: Tensor(uninitialized: [size.rows, 2])
    )
    let (x, g, w) = (
      UnsafePointer(storage.start), UnsafePointer(gradient.storage.start),
      UnsafePointer(weight.storage.start)
    )
    let (dx, s) = (result.x.storage.start, result.statistics.storage.start)
    pool.forEachRange(size.rows, cost: size.width * 4) { rows in
      for row in rows {
        let start = row &* size.width
        let factor = RMSNormRow.factor(x + start, size.width, epsilon)
        (s[2 &* row], s[2 &* row &+ 1]) = (0, factor)
        RMSNormRow.backward(x + start, g + start, w, into: dx + start, size.width, factor: factor)
      }
    }
    withExtendedLifetime((storage, gradient, weight)) {}
    return result
  }
}

/// One row of RMSNorm.
enum RMSNormRow {
  /// 1 / √(mean(x²) + ε)
  @inline(__always)
  static func factor(_ x: UnsafePointer<Float>, _ count: Int, _ epsilon: Float) -> Float {
    let squares = LaneSum.of(x, count) { $0.addingProduct($1, $1) }
    return 1 / Elementary.sqrt(squares / Float(count) + epsilon)
  }

  @inline(__always)
  static func backward(
    _ x: UnsafePointer<Float>, _ g: UnsafePointer<Float>, _ w: UnsafePointer<Float>,
    into dx: UnsafeMutablePointer<Float>, _ count: Int, factor r: Float
  ) {
    let product = LaneSum.of(x, g, w, count) { $0.addingProduct($2 * $3, $1) }
    let pull = Lanes(repeating: -(r * r * (product / Float(count))))
    Lanewise.map(x, g, w, into: dx, 0..<count) { x, g, w in
      (w * g).addingProduct(x, pull) * r
    }
  }
}

import Bedrock

extension Tensor {
  /// Layer normalization of each row: (x − mean) / √(variance + ε) · weight + bias
  /// (Ba, Kiros and Hinton, 2016, arXiv:1607.06450).
  ///
  /// The variance is the mean square of x − mean. Sums are fixed trees of sixteen lanes.
  public func layerNorm(
    weight: Tensor, bias: Tensor, epsilon: Float, pool: WorkerPool = .default
  ) throws(ShapeError) -> Tensor {
    let size = try NormShape("layerNorm", self, weight, bias)
    let result = Tensor(uninitialized: shape)
    let (x, w, b) = (
      UnsafePointer(storage.start), UnsafePointer(weight.storage.start),
      UnsafePointer(bias.storage.start)
    )
    let y = result.storage.start
    pool.forEachRange(size.rows, cost: size.width * 3) { rows in
      for row in rows {
        let start = row &* size.width
        let (mean, factor) = LayerNormRow.statistics(x + start, size.width, epsilon)
        Lanewise.map(x + start, w, b, into: y + start, 0..<size.width) { x, w, b in
          b.addingProduct((x - mean) * factor, w)
        }
      }
    }
    withExtendedLifetime((storage, weight, bias)) {}
    return result
  }

  /// The gradients of `layerNorm` with respect to its argument, which is this tensor, its weight and
  /// its bias.
  ///
  /// The gradients of weight and bias are, for each column, chains over the rows of g · n and of g, with
  /// n as in `layerNormInputGradient`.
  public func layerNormBackward(
    _ gradient: Tensor, weight: Tensor, epsilon: Float, pool: WorkerPool = .default
  ) throws(ShapeError) -> (x: Tensor, weight: Tensor, bias: Tensor) {
    let (dx, statistics) = try layerNormInputGradient(
      gradient, weight: weight, epsilon: epsilon, pool: pool)
    let terms = [
      [GradientTerm.normalized(gradient: gradient, input: self, statistics: statistics)],
      [.rowSum(gradient: gradient)],
    ]
    let sums = try ParameterGradients.sum([terms], shapes: [[width], [width]], pool: pool)
    return (dx, sums[0], sums[1])
  }

  /// The gradient of `layerNorm` with respect to its argument, which is this tensor, and for each row
  /// the numbers that the gradient of the weight takes (`GradientTerm.normalized`): mean and r.
  ///
  /// With n = (x − mean) r, r = 1 / √(variance + ε): dx = r (w g − mean(w g) − n mean(w g n)).
  public func layerNormInputGradient(
    _ gradient: Tensor, weight: Tensor, epsilon: Float, pool: WorkerPool = .default
  ) throws(ShapeError) -> (x: Tensor, statistics: Tensor) {
    let size = try NormShape("layerNormBackward", self, weight, gradient: gradient)
    let result = (
      x: Tensor(uninitialized: shape), statistics: Tensor(uninitialized: [size.rows, 2])
    )
    let (x, g, w) = (
      UnsafePointer(storage.start), UnsafePointer(gradient.storage.start),
      UnsafePointer(weight.storage.start)
    )
    let (dx, s) = (result.x.storage.start, result.statistics.storage.start)
    pool.forEachRange(size.rows, cost: size.width * 5) { rows in
      for row in rows {
        let start = row &* size.width
        let statistics = LayerNormRow.statistics(x + start, size.width, epsilon)
        (s[2 &* row], s[2 &* row &+ 1]) = statistics
        LayerNormRow.backward(
          x + start, g + start, w, into: dx + start, size.width, mean: statistics.mean,
          factor: statistics.factor)
      }
    }
    withExtendedLifetime((storage, gradient, weight)) {}
    return result
  }
}

/// One row of LayerNorm.
enum LayerNormRow {
  /// The mean, and 1 / √(variance + ε).
  @inline(__always)
  static func statistics(
    _ x: UnsafePointer<Float>, _ count: Int, _ epsilon: Float
  ) -> (mean: Float, factor: Float) {
    let mean = LaneSum.of(x, count) { $0 + $1 } / Float(count)
    let squares = centeredSquares(x, count, mean)
    return (mean, 1 / Elementary.sqrt(squares / Float(count) + epsilon))
  }

  /// Σ (x − mean)²
  @inline(__always)
  private static func centeredSquares(
    _ x: UnsafePointer<Float>, _ count: Int, _ mean: Float
  ) -> Float {
    var sums = Lanes.zero
    var index = 0
    while index < count {
      // The lanes beyond the row hold the mean, so that they add nothing.
      let centered = (x + index).upToSixteen(count &- index, filler: mean) - mean
      sums = sums.addingProduct(centered, centered)
      index &+= 16
    }
    return LaneSum.tree(sums)
  }

  @inline(__always)
  static func backward(
    _ x: UnsafePointer<Float>, _ g: UnsafePointer<Float>, _ w: UnsafePointer<Float>,
    into dx: UnsafeMutablePointer<Float>, _ count: Int, mean: Float, factor: Float
  ) {
    let average = LaneSum.of(g, w, count) { $0.addingProduct($1, $2) } / Float(count)
    let slope =
      LaneSum.of(x, g, w, count) { $0.addingProduct($2 * $3, ($1 - mean) * factor) } / Float(count)
    Lanewise.map(x, g, w, into: dx, 0..<count) { x, g, w in
      ((w * g) - average).addingProduct((x - mean) * factor, Lanes(repeating: -slope)) * factor
    }
  }
}

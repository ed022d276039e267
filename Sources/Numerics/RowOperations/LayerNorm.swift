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
  /// With n = (x − mean) r, r = 1 / √(variance + ε): dx = r (w g − mean(w g) − n mean(w g n)); the
  /// gradients of weight and bias are, for each column, chains over the rows of g · n and of g.
  public func layerNormBackward(
    _ gradient: Tensor, weight: Tensor, epsilon: Float, pool: WorkerPool = .default
  ) throws(ShapeError) -> (x: Tensor, weight: Tensor, bias: Tensor) {
    let size = try NormShape("layerNormBackward", self, weight, gradient: gradient)
    let dx = Tensor(uninitialized: shape)
    // The normalized rows, for the gradient of the weight.
    let normalized = Tensor(uninitialized: shape)
    let (x, g, w) = (
      UnsafePointer(storage.start), UnsafePointer(gradient.storage.start),
      UnsafePointer(weight.storage.start)
    )
    let (d, n) = (dx.storage.start, normalized.storage.start)
    pool.forEachRange(size.rows, cost: size.width * 5) { rows in
      for row in rows {
        let start = row &* size.width
        let (mean, factor) = LayerNormRow.statistics(x + start, size.width, epsilon)
        Lanewise.map(x + start, into: n + start, 0..<size.width) { ($0 - mean) * factor }
        LayerNormRow.backward(n + start, g + start, w, into: d + start, size.width, factor: factor)
      }
    }
    let dw = Tensor(uninitialized: [size.width])
    ColumnSum.compute(rows: size.rows, width: size.width, into: dw.storage.start, pool: pool) {
      sums, _, position, count in
      sums.addingProduct((g + position).upToSixteen(count), (n + position).upToSixteen(count))
    }
    let db = gradient.columnSums(pool: pool)
    withExtendedLifetime((storage, gradient, weight, normalized)) {}
    return (dx, dw, db)
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
    _ n: UnsafePointer<Float>, _ g: UnsafePointer<Float>, _ w: UnsafePointer<Float>,
    into dx: UnsafeMutablePointer<Float>, _ count: Int, factor: Float
  ) {
    let mean = LaneSum.of(g, w, count) { $0.addingProduct($1, $2) } / Float(count)
    let slope = LaneSum.of(n, g, w, count) { $0.addingProduct($2 * $3, $1) } / Float(count)
    Lanewise.map(n, g, w, into: dx, 0..<count) { n, g, w in
      ((w * g) - mean).addingProduct(n, Lanes(repeating: -slope)) * factor
    }
  }
}

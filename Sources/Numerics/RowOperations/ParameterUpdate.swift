/// A step of an optimizer: a formula for one parameter, its gradient and what the optimizer remembers
/// of it, written for sixteen of them at a time.
///
/// Every parameter must be computed on its own, lane by lane.
public protocol ParameterUpdate: Sendable {
  /// Changes the parameters, and up to two numbers that are remembered for each; an optimizer that
  /// remembers less leaves the others alone.
  func callAsFunction(
    _ parameter: inout SIMD16<Float>, gradient: SIMD16<Float>, _ first: inout SIMD16<Float>,
    _ second: inout SIMD16<Float>)
}

extension Tensor {
  /// Applies an optimizer's step to every element.
  ///
  /// - Parameters:
  ///   - gradient: in the shape of this tensor.
  ///   - first, second: what the optimizer remembers, in the same shape.
  @inlinable
  public mutating func update<Update: ParameterUpdate>(
    gradient: Tensor, _ first: inout Tensor, _ second: inout Tensor, by update: Update,
    pool: WorkerPool = .default
  ) throws(ShapeError) {
    for other in [gradient, first, second] { try requireSameShape(other, "update") }
    let (p, m, v) = (writableStart(), first.writableStart(), second.writableStart())
    let g = gradient.readableStart
    pool.forEachRange(count, cost: 4, multiple: 16) { range in
      var index = range.lowerBound
      while index < range.upperBound {
        let rest = range.upperBound &- index
        var x = (p + index).upToSixteen(rest)
        var (a, b) = ((m + index).upToSixteen(rest), (v + index).upToSixteen(rest))
        update(&x, gradient: (g + index).upToSixteen(rest), &a, &b)
        (p + index).store(x, rest)
        (m + index).store(a, rest)
        (v + index).store(b, rest)
        index &+= 16
      }
    }
    withExtendedLifetime(gradient) {}
  }

  /// Applies an optimizer's step that remembers one number for each parameter.
  @inlinable
  public mutating func update<Update: ParameterUpdate>(
    gradient: Tensor, _ first: inout Tensor, by update: Update, pool: WorkerPool = .default
  ) throws(ShapeError) {
    for other in [gradient, first] { try requireSameShape(other, "update") }
    let (p, m) = (writableStart(), first.writableStart())
    let g = gradient.readableStart
    pool.forEachRange(count, cost: 3, multiple: 16) { range in
      var none = SIMD16<Float>.zero
      var index = range.lowerBound
      while index < range.upperBound {
        let rest = range.upperBound &- index
        var (x, a) = ((p + index).upToSixteen(rest), (m + index).upToSixteen(rest))
        update(&x, gradient: (g + index).upToSixteen(rest), &a, &none)
        (p + index).store(x, rest)
        (m + index).store(a, rest)
        index &+= 16
      }
    }
    withExtendedLifetime(gradient) {}
  }
}

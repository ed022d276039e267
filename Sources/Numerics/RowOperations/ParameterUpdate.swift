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
      while index &+ 16 <= range.upperBound {
        var (x, a, b) = ((p + index).lanes, (m + index).lanes, (v + index).lanes)
        update(&x, gradient: (g + index).lanes, &a, &b)
        (p + index).lanes = x
        (m + index).lanes = a
        (v + index).lanes = b
        index &+= 16
      }
      let rest = range.upperBound &- index
      guard rest > 0 else { return }
      var x = (p + index).partialLanes(rest)
      var (a, b) = ((m + index).partialLanes(rest), (v + index).partialLanes(rest))
      update(&x, gradient: (g + index).partialLanes(rest), &a, &b)
      (p + index).storePartial(x, rest)
      (m + index).storePartial(a, rest)
      (v + index).storePartial(b, rest)
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
      while index &+ 16 <= range.upperBound {
        var (x, a) = ((p + index).lanes, (m + index).lanes)
        update(&x, gradient: (g + index).lanes, &a, &none)
        (p + index).lanes = x
        (m + index).lanes = a
        index &+= 16
      }
      let rest = range.upperBound &- index
      guard rest > 0 else { return }
      var (x, a) = ((p + index).partialLanes(rest), (m + index).partialLanes(rest))
      update(&x, gradient: (g + index).partialLanes(rest), &a, &none)
      (p + index).storePartial(x, rest)
      (m + index).storePartial(a, rest)
    }
    withExtendedLifetime(gradient) {}
  }
}

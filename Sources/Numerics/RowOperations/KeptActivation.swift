/// An activation, plain or as the gate of a unit, with what its gradient needs.
///
/// The elementary function inside, the costly part, is kept from the forward pass; values and
/// derivatives are made from it again. The bits are those of `activated`, `gating` and their
/// gradients.
public struct KeptActivation: Sendable {
  private let activation: Activation
  private let x: Tensor
  private let up: Tensor?
  private let core: Tensor

  /// Computes act(x), or act(x) · up if there is an `up` of the same shape.
  public static func forward(
    _ x: Tensor, gating up: Tensor? = nil, _ activation: Activation, pool: WorkerPool = .default
  ) throws(ShapeError) -> (value: Tensor, kept: KeptActivation) {
    if let up { try x.requireSameShape(up, "gating") }
    let (value, core) = (Tensor(uninitialized: x.shape), Tensor(uninitialized: x.shape))
    activation.run(
      KeepingForward(
        x: x.storage.start, up: up?.storage.start, core: core.storage.start,
        y: value.storage.start, count: x.count, pool: pool))
    withExtendedLifetime((x, up)) {}
    return (value, KeptActivation(activation: activation, x: x, up: up, core: core))
  }

  /// The value once more, and the gradients with respect to `x` and `up`.
  ///
  /// - Parameter gradient: with respect to the value, in its shape.
  public func backward(
    _ gradient: Tensor, pool: WorkerPool = .default
  ) throws(ShapeError) -> (value: Tensor, x: Tensor, up: Tensor?) {
    try x.requireSameShape(gradient, "activationBackward")
    let (value, dx) = (Tensor(uninitialized: x.shape), Tensor(uninitialized: x.shape))
    let du = up.map { Tensor(uninitialized: $0.shape) }
    activation.run(
      KeepingBackward(
        x: x.storage.start, up: up?.storage.start, core: core.storage.start,
        g: gradient.storage.start, y: value.storage.start, dx: dx.storage.start,
        du: du?.storage.start, count: x.count, pool: pool))
    withExtendedLifetime((self, gradient, value, dx, du)) {}
    return (value, dx, du)
  }
}

/// `y ← f(x)` or `f(x) u`, and the cores.
private struct KeepingForward: ActivationKernel {
  let x: UnsafePointer<Float>
  let up: UnsafePointer<Float>?
  let core: UnsafeMutablePointer<Float>
  let y: UnsafeMutablePointer<Float>
  let count: Int
  let pool: WorkerPool

  func run<F: ActivationFunction>(_: F.Type) {
    pool.forEachRange(count, cost: 5, multiple: 16) { range in
      fillCores(F.self, x + range.lowerBound, range.count, into: core + range.lowerBound)
      if let up {
        Lanewise.map(x, core, up, into: y, range) { F.value($0, core: $1) * $2 }
      } else {
        Lanewise.map(x, core, into: y, range) { F.value($0, core: $1) }
      }
    }
  }
}

/// `y` again, and `dx ← g f′(x)`, or `dx ← g u f′(x)` and `du ← g f(x)`.
private struct KeepingBackward: ActivationKernel {
  let x: UnsafePointer<Float>
  let up: UnsafePointer<Float>?
  let core: UnsafePointer<Float>
  let g: UnsafePointer<Float>
  let y: UnsafeMutablePointer<Float>
  let dx: UnsafeMutablePointer<Float>
  let du: UnsafeMutablePointer<Float>?
  let count: Int
  let pool: WorkerPool

  func run<F: ActivationFunction>(_: F.Type) {
    pool.forEachRange(count, cost: 5, multiple: 16) { range in
      if let up, let du {
        gated(F.self, range, up, du)
      } else {
        plain(F.self, range)
      }
    }
  }

  @inline(__always)
  private func plain<F: ActivationFunction>(_: F.Type, _ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      let rest = range.upperBound &- index
      let (a, c) = ((x + index).upToSixteen(rest), (core + index).upToSixteen(rest))
      (y + index).store(F.value(a, core: c), rest)
      let slope = F.derivative(a, core: c)
      (dx + index).store(slope * (g + index).upToSixteen(rest), rest)
      index &+= 16
    }
  }

  @inline(__always)
  private func gated<F: ActivationFunction>(
    _: F.Type, _ range: Range<Int>, _ up: UnsafePointer<Float>, _ du: UnsafeMutablePointer<Float>
  ) {
    var index = range.lowerBound
    while index < range.upperBound {
      let rest = range.upperBound &- index
      let (a, c) = ((x + index).upToSixteen(rest), (core + index).upToSixteen(rest))
      let (b, d) = ((up + index).upToSixteen(rest), (g + index).upToSixteen(rest))
      let value = F.value(a, core: c)
      (y + index).store(value * b, rest)
      (du + index).store(d * value, rest)
      let slope = F.derivative(a, core: c)
      (dx + index).store(d * b * slope, rest)
      index &+= 16
    }
  }
}

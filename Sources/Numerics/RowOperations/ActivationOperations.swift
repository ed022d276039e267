extension Tensor {
  /// The activation of every element.
  public func activated(_ activation: Activation, pool: WorkerPool = .default) -> Tensor {
    func apply<F: ActivationFunction>(_: F.Type) -> Tensor {
      mapped(cost: 8, pool: pool) { F.value($0) }
    }
    return apply(activation.function)
  }

  /// The gradient with respect to an activation's argument, which is this tensor: the gradient with
  /// respect to its value times the derivative. Throws if the shapes differ.
  public func activationBackward(
    _ gradient: Tensor, _ activation: Activation, pool: WorkerPool = .default
  ) throws(ShapeError) -> Tensor {
    func apply<F: ActivationFunction>(_: F.Type) throws(ShapeError) -> Tensor {
      try combined(with: gradient, "activationBackward", cost: 8, pool: pool) {
        F.derivative($0) * $1
      }
    }
    return try apply(activation.function)
  }

  /// A gated unit: the activation of every element of this tensor, the gate, times the same element
  /// of `up`. With `silu` this is SwiGLU (Shazeer, 2020, arXiv:2002.05202).
  public func gating(
    _ up: Tensor, _ activation: Activation = .silu, pool: WorkerPool = .default
  ) throws(ShapeError) -> Tensor {
    func apply<F: ActivationFunction>(_: F.Type) throws(ShapeError) -> Tensor {
      try combined(with: up, "gating", cost: 8, pool: pool) { F.value($0) * $1 }
    }
    return try apply(activation.function)
  }

  /// The gradients of a gated unit with respect to its gate, which is this tensor, and to `up`.
  public func gatingBackward(
    _ up: Tensor, _ gradient: Tensor, _ activation: Activation = .silu,
    pool: WorkerPool = .default
  ) throws(ShapeError) -> (gate: Tensor, up: Tensor) {
    try requireSameShape(up, "gatingBackward")
    try requireSameShape(gradient, "gatingBackward")
    func apply<F: ActivationFunction>(_: F.Type) -> (gate: Tensor, up: Tensor) {
      let result = (gate: Tensor(uninitialized: shape), up: Tensor(uninitialized: shape))
      let (x, u, g) = (storage.start, up.storage.start, gradient.storage.start)
      let (dx, du) = (result.gate.storage.start, result.up.storage.start)
      pool.forEachRange(count, cost: 16, multiple: 16) { range in
        Lanewise.map(x, u, g, into: dx, range) { $2 * $1 * F.derivative($0) }
        Lanewise.map(x, g, into: du, range) { $1 * F.value($0) }
      }
      withExtendedLifetime((storage, up, gradient)) {}
      return result
    }
    return apply(activation.function)
  }
}

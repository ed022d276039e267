extension Tensor {
  /// The activation of every element.
  public func activated(_ activation: Activation, pool: WorkerPool = .default) -> Tensor {
    let result = Tensor(uninitialized: shape)
    activation.run(
      ActivationForward(
        x: storage.start, y: result.storage.start, count: count, pool: pool))
    withExtendedLifetime((storage, result)) {}
    return result
  }

  /// The gradient with respect to an activation's argument, which is this tensor: the gradient with
  /// respect to its value times the derivative. Throws if the shapes differ.
  public func activationBackward(
    _ gradient: Tensor, _ activation: Activation, pool: WorkerPool = .default
  ) throws(ShapeError) -> Tensor {
    try requireSameShape(gradient, "activationBackward")
    let result = Tensor(uninitialized: shape)
    activation.run(
      ActivationBackward(
        x: storage.start, g: gradient.storage.start, dx: result.storage.start, count: count,
        pool: pool))
    withExtendedLifetime((storage, gradient, result)) {}
    return result
  }

  /// A gated unit: the activation of every element of this tensor, the gate, times the same element
  /// of `up`. With `silu` this is SwiGLU (Shazeer, 2020, arXiv:2002.05202).
  public func gating(
    _ up: Tensor, _ activation: Activation = .silu, pool: WorkerPool = .default
  ) throws(ShapeError) -> Tensor {
    try requireSameShape(up, "gating")
    let result = Tensor(uninitialized: shape)
    activation.run(
      GatingForward(
        x: storage.start, u: up.storage.start, y: result.storage.start, count: count, pool: pool))
    withExtendedLifetime((storage, up, result)) {}
    return result
  }

  /// The gradients of a gated unit with respect to its gate, which is this tensor, and to `up`.
  public func gatingBackward(
    _ up: Tensor, _ gradient: Tensor, _ activation: Activation = .silu,
    pool: WorkerPool = .default
  ) throws(ShapeError) -> (gate: Tensor, up: Tensor) {
    try requireSameShape(up, "gatingBackward")
    try requireSameShape(gradient, "gatingBackward")
    let result = (gate: Tensor(uninitialized: shape), up: Tensor(uninitialized: shape))
    activation.run(
      GatingBackward(
        x: storage.start, u: up.storage.start, g: gradient.storage.start,
        dx: result.gate.storage.start, du: result.up.storage.start, count: count, pool: pool))
    withExtendedLifetime((storage, up, gradient, result)) {}
    return result
  }
}

import Numerics

/// A step of an optimizer, written once for both widths: tensors are updated in lanes of Float, a
/// lab's own points in Double.
///
/// Symbols: x the numbers, g their gradient, η the learning rate, m and v what is remembered.
protocol StepFormula: Sendable {
  func step<N: StepNumber>(_ x: inout N, _ g: N, _ m: inout N, _ v: inout N)
}

/// x ← x − η g, stochastic gradient descent (Robbins and Monro, 1951).
struct PlainStep: StepFormula {
  let rate: Double

  @inline(__always)
  func step<N: StepNumber>(_ x: inout N, _ g: N, _ m: inout N, _ v: inout N) {
    x = x - N.constant(rate) * g
  }
}

/// m ← μ m + g, x ← x − η m (Polyak, 1964, in the form of PyTorch's `SGD`).
struct MomentumStep: StepFormula {
  let rate: Double
  let momentum: Double

  @inline(__always)
  func step<N: StepNumber>(_ x: inout N, _ g: N, _ m: inout N, _ v: inout N) {
    m = N.constant(momentum) * m + g
    x = x - N.constant(rate) * m
  }
}

/// m ← μ m + g, x ← x − η (g + μ m) (Nesterov, 1983; Sutskever et al., 2013, in the form of PyTorch's
/// `SGD(nesterov=True)`).
struct NesterovStep: StepFormula {
  let rate: Double
  let momentum: Double

  @inline(__always)
  func step<N: StepNumber>(_ x: inout N, _ g: N, _ m: inout N, _ v: inout N) {
    m = N.constant(momentum) * m + g
    x = x - N.constant(rate) * (g + N.constant(momentum) * m)
  }
}

/// v ← ρ v + (1 − ρ) g², x ← x − η g / (√v + ε) (Tieleman and Hinton, 2012, lecture 6e).
struct RMSPropStep: StepFormula {
  let rate: Double
  let decay: Double
  let epsilon: Double

  @inline(__always)
  func step<N: StepNumber>(_ x: inout N, _ g: N, _ m: inout N, _ v: inout N) {
    v = N.constant(decay) * v + N.constant(1 - decay) * (g * g)
    x = x - N.constant(rate) * (g / (v.root + N.constant(epsilon)))
  }
}

/// m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g²,
/// x ← x (1 − η λ) − η (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε): Adam (Kingma and Ba, 2015,
/// arXiv:1412.6980), and with λ > 0 AdamW (Loshchilov and Hutter, 2019, arXiv:1711.05101).
struct AdamStep: StepFormula {
  /// 1 − η λ
  let keep: Double
  /// η / (1 − β₁ᵗ)
  let rate: Double
  let beta1: Double
  let beta2: Double
  /// √(1 − β₂ᵗ)
  let correction: Double
  let epsilon: Double

  @inline(__always)
  func step<N: StepNumber>(_ x: inout N, _ g: N, _ m: inout N, _ v: inout N) {
    m = N.constant(beta1) * m + N.constant(1 - beta1) * g
    v = N.constant(beta2) * v + N.constant(1 - beta2) * (g * g)
    let root = v.root / N.constant(correction) + N.constant(epsilon)
    x = N.constant(keep) * x - N.constant(rate) * (m / root)
  }
}

/// c = β₁ m + (1 − β₁) g, x ← x (1 − η λ) − η sign(c), m ← β₂ m + (1 − β₂) g: Lion (Chen et al.,
/// 2023, arXiv:2302.06675).
struct LionStep: StepFormula {
  /// 1 − η λ
  let keep: Double
  let rate: Double
  let beta1: Double
  let beta2: Double

  @inline(__always)
  func step<N: StepNumber>(_ x: inout N, _ g: N, _ m: inout N, _ v: inout N) {
    let mixture = N.constant(beta1) * m + N.constant(1 - beta1) * g
    x = N.constant(keep) * x - N.constant(rate) * mixture.direction
    m = N.constant(beta2) * m + N.constant(1 - beta2) * g
  }
}

/// A formula as `Numerics` applies it to tensors.
struct TensorStep<Formula: StepFormula>: ParameterUpdate {
  let formula: Formula

  @inline(__always)
  func callAsFunction(
    _ parameter: inout SIMD16<Float>, gradient: SIMD16<Float>, _ first: inout SIMD16<Float>,
    _ second: inout SIMD16<Float>
  ) {
    formula.step(&parameter, gradient, &first, &second)
  }
}

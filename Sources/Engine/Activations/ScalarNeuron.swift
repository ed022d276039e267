/// One neuron at double width, with every step kept.
///
/// z = Σᵢ wᵢ xᵢ + b and output = a(z); with a gate, output = a(g) z where g = Σᵢ vᵢ xᵢ + c, which for
/// SiLU is SwiGLU (Shazeer, 2020, "GLU Variants Improve Transformer", arXiv:2002.05202).
public struct ScalarNeuron: Sendable, Equatable {
  /// Inputs times weights, added up in their order, the bias last.
  public struct WeightedSum: Sendable, Equatable {
    public let weights: [Double]
    public let bias: Double
    /// wᵢ xᵢ
    public let products: [Double]
    /// The sum up to each product, without the bias: a chain of fused multiply-adds.
    public let runningSums: [Double]
    public let value: Double

    /// - Precondition: as many weights as inputs.
    public init(inputs: [Double], weights: [Double], bias: Double) {
      precondition(inputs.count == weights.count, "a weight for each input")
      self.weights = weights
      self.bias = bias
      products = zip(inputs, weights).map { $0 * $1 }
      var sum = 0.0
      runningSums = zip(inputs, weights).map { input, weight in
        sum = sum.addingProduct(weight, input)
        return sum
      }
      value = sum + bias
    }
  }

  public let inputs: [Double]
  public let sum: WeightedSum
  public let gate: WeightedSum?
  public let activation: ScalarActivation
  /// What the activation makes of the sum, or with a gate of the gate's sum.
  public let activated: Double
  /// The activation's slope there.
  public let slope: Double
  public let output: Double

  /// - Precondition: as many weights as inputs, in the gate too.
  public init(
    inputs: [Double], weights: [Double], bias: Double = 0,
    gate: (weights: [Double], bias: Double)? = nil, activation: ScalarActivation
  ) {
    self.inputs = inputs
    self.activation = activation
    let sum = WeightedSum(inputs: inputs, weights: weights, bias: bias)
    let gate = gate.map { WeightedSum(inputs: inputs, weights: $0.weights, bias: $0.bias) }
    let argument = (gate ?? sum).value
    self.sum = sum
    self.gate = gate
    activated = activation.value(argument)
    slope = activation.derivative(argument)
    output = gate == nil ? activated : activated * sum.value
  }

  /// What the activation is applied to.
  public var argument: Double { (gate ?? sum).value }

  /// d output / d wᵢ.
  public var weightGradients: [Double] {
    let factor = gate == nil ? slope : activated
    return inputs.map { factor * $0 }
  }

  /// d output / d vᵢ; `nil` without a gate.
  public var gateGradients: [Double]? {
    gate.map { _ in inputs.map { slope * sum.value * $0 } }
  }
}

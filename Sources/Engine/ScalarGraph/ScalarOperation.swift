import Bedrock

/// What a node of a scalar graph computes from its inputs.
///
/// The raw value is how the operation is written in a formula and in a drawing.
public enum ScalarOperation: String, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case power = "^"
  case negate = "neg"
  case exp, log, tanh, sigmoid, relu, sqrt, abs, min, max
  /// GELU in its tanh form, as in GPT-2.
  case gelu
  /// GELU by the error function, as PyTorch's default.
  case geluErf = "gelu_erf"
  /// log Σᵢ exp(xᵢ) over any number of inputs; its local derivatives are the softmax of them.
  case logSumExp = "logsumexp"

  /// How many inputs it takes; `nil` for one or more.
  public var inputCount: Int? {
    switch self {
    case .add, .subtract, .multiply, .divide, .power, .min, .max: 2
    case .logSumExp: nil
    default: 1
    }
  }
}

/// Why a formula has no value or no derivative where it was evaluated.
public enum ScalarGraphError: Error, Equatable, Sendable, CustomStringConvertible {
  case divisionByZero
  /// The logarithm of zero or a negative number.
  case logarithmOutside(Double)
  case squareRootOfNegative(Double)
  /// A value exists, but the slope is infinite: √ and powers below 1 at zero.
  case infiniteSlope(ScalarOperation)
  /// A negative number to a power that is not whole, or zero to a negative power.
  case powerOutside(base: Double, exponent: Double)
  /// The exponent is a leaf, and the base is not positive: no derivative with regard to it.
  case exponentNeedsPositiveBase(Double)
  /// A value or a local derivative left the range of numbers.
  case overflow(ScalarOperation)
  /// A gradient left the range of numbers.
  case gradientOverflow

  public var description: String {
    switch self {
    case .divisionByZero: "a division by 0"
    case .logarithmOutside(let x): "log(\(text(x))) does not exist"
    case .squareRootOfNegative(let x): "sqrt(\(text(x))) does not exist"
    case .infiniteSlope(let operation): "the slope of '\(operation.rawValue)' at 0 is infinite"
    case .powerOutside(let base, let exponent):
      "(\(text(base)))^(\(text(exponent))) does not exist"
    case .exponentNeedsPositiveBase(let base):
      "an exponent that can change needs a base above 0, not \(text(base))"
    case .overflow(let operation): "the result of '\(operation.rawValue)' is too large for a number"
    case .gradientOverflow: "a gradient is too large for a number"
    }
  }

  private func text(_ x: Double) -> String { NumberText.shortest(x) }
}

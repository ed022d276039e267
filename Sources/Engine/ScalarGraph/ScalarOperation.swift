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
    case .divisionByZero: "the formula divides by 0"
    case .logarithmOutside(let x): "the formula takes the log of \(x), which has none"
    case .squareRootOfNegative(let x): "the formula takes the square root of \(x), which has none"
    case .infiniteSlope(let operation):
      "the formula has an infinite slope: '\(operation.rawValue)' at 0"
    case .powerOutside(let base, let exponent): "the formula takes \(base)^\(exponent)"
    case .exponentNeedsPositiveBase(let base):
      "the formula takes \(base) to a power that is to be learned, which needs a base above 0"
    case .overflow(let operation): "the result of '\(operation.rawValue)' is too large for a number"
    case .gradientOverflow: "a gradient is too large for a number"
    }
  }
}

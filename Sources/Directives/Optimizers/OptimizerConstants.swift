import Engine
import Notebook

/// The parameters that are constants of the update rules.
struct OptimizerConstants {
  let momentum: Double
  let decay: Double
  let beta1: Double
  let beta2: Double?
  let epsilon: Double
  let weightDecay: Double
  let correctsBias: Bool

  init(_ parameters: inout ParameterReader) {
    let share = ParameterType.number(NumberBounds(from: 0, to: 1, includesHigh: false))
    momentum = parameters.value(
      "momentum", share, default: 0.9, help: "of momentum and nesterov: how much of the past stays")
    decay = parameters.value(
      "decay", share, default: 0.99, help: "of rmsprop: how much of the average of squares stays")
    beta1 = parameters.value(
      "beta1", share, default: 0.9,
      help: "of adam, adamw and lion: how much of the average of gradients stays")
    beta2 = parameters.optional(
      "beta2", share,
      help: "of adam and adamw (0.999): as decay; of lion (0.99): of what is remembered")
    epsilon = parameters.value(
      "epsilon", .number(atLeast: 0), default: 1e-8,
      help: "of rmsprop, adam and adamw: what is added to the root of the squares")
    weightDecay = parameters.value(
      "weight_decay", .number(atLeast: 0), default: 0.01,
      help: "of adamw and lion: the pull of every weight toward 0")
    correctsBias = parameters.value(
      "bias_correction", .flag, default: true,
      help: "of adam and adamw: false leaves the averages too small at first")
    declareRules(&parameters)
  }

  private func declareRules(_ parameters: inout ParameterReader) {
    func walkers(_ methods: Optimize.Method...) -> ParameterCondition {
      let names = methods.map(\.rawValue)
      return .named(RuleText.either(names), .value("optimizers", names))
    }
    parameters.only("momentum", with: walkers(.momentum, .nesterov))
    parameters.only("decay", with: walkers(.rmsprop))
    parameters.only("beta1", "beta2", with: walkers(.adam, .adamw, .lion))
    parameters.only("epsilon", with: walkers(.rmsprop, .adam, .adamw))
    parameters.only("weight_decay", with: walkers(.adamw, .lion))
    parameters.only("bias_correction", with: walkers(.adam, .adamw))
  }

  func method(_ method: Optimize.Method) -> OptimizationMethod {
    switch method {
    case .sgd: .sgd
    case .momentum: .momentum(momentum)
    case .nesterov: .nesterov(momentum)
    case .rmsprop: .rmsProp(decay: decay, epsilon: epsilon)
    case .adam: .adam(beta1: beta1, beta2: beta2 ?? 0.999, epsilon: epsilon)
    case .adamw:
      .adamW(beta1: beta1, beta2: beta2 ?? 0.999, epsilon: epsilon, weightDecay: weightDecay)
    case .lion: .lion(beta1: beta1, beta2: beta2 ?? 0.99, weightDecay: weightDecay)
    }
  }
}

extension ParameterType where T == [Double] {
  /// A learning rate above 0, or a list of them.
  static var rates: Self {
    let number = ParameterType<Double>.number(above: 0)
    return ParameterType(
      name: "number or list of numbers", allowed: number.allowed, placeholder: [],
      text: { rates in
        rates.count == 1
          ? number.text(rates[0]) : "[" + rates.map(number.text).joined(separator: ", ") + "]"
      },
      fingerprint: { .array($0.map(number.fingerprint)) },
      decode: { atom, evaluator in
        if case .list(let elements, _) = atom {
          return try elements.map { try number.decode($0, evaluator) }
        }
        guard case .array(let array) = try evaluator.evaluate(atom) else {
          return [try number.decode(atom, evaluator)]
        }
        guard array.shape.count == 1, array.elements.allSatisfy({ $0 > 0 && $0.isFinite }) else {
          throw ParameterMismatch("must be a number, or a list of numbers, above 0")
        }
        return array.elements
      })
  }
}

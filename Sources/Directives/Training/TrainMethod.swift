import Engine
import Notebook

/// How `train` takes its steps.
struct TrainMethod: Sendable {
  enum Schedule: String, ParameterChoice { case constant, warmup, cosine }
  enum Optimizer: String, ParameterChoice {
    case sgd, momentum, nesterov, rmsprop, adam, adamw, muon
  }

  let steps: Int
  let batch: Int
  let learningRate: Double
  let schedule: Schedule
  let warmup: Int?
  let optimizer: Optimizer
  let weightDecay: Double
  let clip: Double

  init(_ parameters: inout ParameterReader) {
    steps = parameters.value(
      "steps", .integer(in: 1...100_000), default: 300, help: "how many steps")
    batch = parameters.value(
      "batch", .integer(in: 1...1024), default: 16, help: "the sequences of a step")
    learningRate = parameters.value(
      "learning_rate", .number(above: 0), default: 0.005, help: "at its highest")
    schedule = parameters.value(
      "schedule", .choice(), default: .cosine,
      help: "the same rate always, a rise to it, or a rise and half a cosine down to a tenth")
    warmup = parameters.optional(
      "warmup", .integer(atLeast: 0),
      help: "the steps of the rise; a twentieth of all by default")
    optimizer = parameters.value(
      "optimizer", .choice(), default: .adamw, help: "the rule by which gradients change weights")
    weightDecay = parameters.value(
      "weight_decay", .number(atLeast: 0), default: 0.1,
      help: "adamw's and muon's pull of every matrix towards 0")
    clip = parameters.value(
      "clip", .number(atLeast: 0), default: 1,
      help: "the longest gradient: a longer one is shortened to it; 0 for any")
    parameters.clash(.given("warmup"), with: .value("schedule", "constant"))
    parameters.only("weight_decay", with: .value("optimizer", ["adamw", "muon"]))
  }

  /// - Parameters:
  ///   - context: the tokens of a sequence.
  ///   - share: of the tokens, that are kept back.
  func plan(context: Int, seed: UInt64, validationShare share: Double) -> TrainingPlan {
    TrainingPlan(
      steps: steps, batch: batch, context: context, learningRate: learningRate,
      schedule: rateSchedule, method: method, maximumNorm: clip > 0 ? clip : nil, seed: seed,
      validationShare: share, validationBatches: max(1, 48 / batch))
  }

  private var rateSchedule: LearningRateSchedule {
    let rise = min(warmup ?? steps / 20, steps)
    switch schedule {
    case .constant: return .constant
    case .warmup: return .linearWarmup(steps: rise)
    case .cosine: return .cosine(warmup: rise, total: steps, floor: 0.1)
    }
  }

  private var method: OptimizationMethod {
    switch optimizer {
    case .sgd: .sgd
    case .momentum: .momentum()
    case .nesterov: .nesterov()
    case .rmsprop: .rmsProp()
    case .adam: .adam()
    case .adamw: .adamW(beta2: 0.95, weightDecay: weightDecay)
    case .muon: .muon(weightDecay: weightDecay)
    }
  }
}

import Bedrock
import Engine
import Figures
import Notebook

/// `optimize`: several optimizers from one start over one loss.
struct Optimize: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "optimize", chapter: .optimizers,
    summary: "Sends optimizers from one start over one loss and shows where each of them goes.",
    discussion: OptimizeDocumentation.discussion,
    results: OptimizeDocumentation.results,
    examples: OptimizeDocumentation.examples,
    errors: [
      "2 learning rates for 3 optimizers": """
      optimize ravine learning_rate=[0.1, 0.2]
      """
    ])

  enum Method: String, ParameterChoice {
    case sgd, momentum, nesterov, rmsprop, adam, adamw, lion
  }

  enum Shown: String, ParameterChoice { case all, map, losses, result, none }

  let loss: LossSource
  let start: NumericArray?
  let methods: [Method]
  let rates: [Double]
  let steps: Int
  let constants: OptimizerConstants
  let noise: Double
  let traced: Int
  let window: NumericArray?
  let shown: Shown

  init(_ parameters: inout ParameterReader) {
    loss = parameters.required(
      "loss", .loss, positional: true,
      help: "a surface by name, or a formula in parentheses whose leaves are `let` values")
    start = parameters.optional(
      "start", .vector, help: "where all begin; the surface's own start, or the `let` values")
    methods = parameters.value(
      "optimizers", .choices(), default: [.sgd, .momentum, .adam], help: "the optimizers to compare"
    )
    rates = parameters.value(
      "learning_rate", .rates, default: [0.1],
      help: "the size of a step: one for all, or one an optimizer")
    steps = parameters.value(
      "steps", .integer(in: 1...100_000), default: 50, help: "how many steps")
    constants = OptimizerConstants(&parameters)
    noise = parameters.value(
      "noise", .number(atLeast: 0), default: 0,
      help: "standard deviation of what is added to each gradient, the same for all optimizers")
    traced = parameters.value(
      "trace", .integer(in: 0...20), default: 0,
      help: "how many of the first steps are written out number by number")
    window = parameters.optional(
      "window", .vector, help: "what the map shows: [low, high, low, high] of the two weights")
    shown = parameters.value(
      "show", .choice(), default: .all,
      help: "map, losses and table; only the map; losses and table; only the table")
  }

  /// The most operations that are computed over all steps.
  private static let largestRun = 20_000_000

  func run(_ context: inout RunContext) throws -> Outcome {
    let function = try function()
    let runs = try descents(function, context.random)
    let report = OptimizeReport(
      function: function, runs: runs, window: try mapWindow(function), traced: traced,
      noise: noise)
    let blocks =
      switch shown {
      case .all: report.all
      case .map: report.map
      case .losses: report.losses
      case .result: report.result
      case .none: [OutcomeBlock]()
      }
    return Outcome(values(function, runs), blocks: blocks)
  }

  /// The loss, from the start that was asked for.
  private func function() throws -> LossFunction {
    var function = loss.function
    if let start {
      guard start.elements.count == function.start.count else {
        throw DirectiveError(
          "'start' has \(counted: start.elements.count, "number"), but the loss has"
            + " \(counted: function.start.count, "weight"): \(Wording.list(function.names))",
          parameter: "start")
      }
      function.start = try start.finite("start")
    }
    do {
      guard try function.value(function.start).isFinite else {
        throw DirectiveError("the loss at the start is too large for a number", parameter: "start")
      }
    } catch let error as ScalarGraphError {
      throw DirectiveError("the loss does not exist at the start: \(error)", parameter: "start")
    }
    return function
  }

  private func descents(_ function: LossFunction, _ random: RandomStream) throws -> [OptimizerRun] {
    if let twice = methods.first(where: { method in methods.count { $0 == method } > 1 }) {
      throw DirectiveError("'optimizers' names '\(twice.rawValue)' twice", parameter: "optimizers")
    }
    guard !methods.isEmpty else {
      throw DirectiveError("'optimizers' is empty: name at least one", parameter: "optimizers")
    }
    guard rates.count == 1 || rates.count == methods.count else {
      throw DirectiveError(
        "\(counted: rates.count, "learning rate") for \(counted: methods.count, "optimizer"):"
          + " give one for all, or one each", parameter: "learning_rate")
    }
    guard steps * methods.count * function.cost <= Self.largestRun else {
      throw DirectiveError(
        "\(counted: steps, "step") of \(counted: methods.count, "optimizer") are too many here:"
          + " at most \(NumberText.grouped(Self.largestRun / methods.count / function.cost))",
        parameter: "steps")
    }
    let noise = noise(function.start.count, random)
    return try methods.enumerated().map { index, method in
      let rate = rates.count == 1 ? rates[0] : rates[index]
      let optimizer = PointOptimizer(
        constants.method(method), learningRate: rate, correctsBias: constants.correctsBias)
      return OptimizerRun(
        method: method,
        descent: try PointDescent(
          optimizer, from: function.start, steps: steps, noise: noise, loss: function.value,
          gradient: function.gradient))
    }
  }

  /// What is added to the gradient in each step.
  private func noise(_ count: Int, _ random: RandomStream) -> [[Double]] {
    guard noise > 0 else { return [] }
    var stream = random
    return (0..<steps).map { _ in (0..<count).map { _ in noise * stream.normal() } }
  }

  private func mapWindow(_ function: LossFunction) throws -> MapWindow? {
    guard let window else { return nil }
    let ends = try window.finite("window")
    guard function.start.count == 2, ends.count == 4, ends[0] < ends[1], ends[2] < ends[3] else {
      throw DirectiveError(
        "'window' is [low, high, low, high] for the two weights of a map", parameter: "window")
    }
    return MapWindow(x: ends[0]...ends[1], y: ends[2]...ends[3])
  }

  private func values(_ function: LossFunction, _ runs: [OptimizerRun]) -> Record {
    var record = Record([
      "formula": .string(function.text),
      "ends": .vector(runs.map(\.end), labels: runs.map(\.method.rawValue)),
    ])
    for run in runs { record[run.method.rawValue] = .record(run.values(function.names)) }
    return record
  }
}

/// One optimizer and where it went.
struct OptimizerRun {
  let method: Optimize.Method
  let descent: PointDescent

  var start: Double { descent.losses[0] }
  var end: Double { descent.losses[descent.losses.count - 1] }

  func values(_ names: [String]) -> Record {
    Record([
      "start": .double(start),
      "end": .double(end),
      "delta": .double(end - start),
      "path": .array(NumericArray(rows: descent.points, columnLabels: names)),
      "losses": .vector(descent.losses),
      "diverged": .bool(descent.hasDiverged),
      "steps": .integer(descent.points.count - 1),
      "changes": .array(
        NumericArray(
          shape: [descent.steps.count, names.count], elements: descent.steps.flatMap(\.change),
          labels: [nil, names])),
    ])
  }
}

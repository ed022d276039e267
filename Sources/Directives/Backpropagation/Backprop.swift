import Bedrock
import Engine
import Figures
import Notebook

/// `backprop`: the gradients of a formula or a small network, and one step against them.
struct Backprop: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "backprop", chapter: .backpropagation,
    summary: "Computes every gradient of a loss by the chain rule and takes a step against them.",
    discussion: BackpropDocumentation.discussion,
    results: BackpropDocumentation.results,
    examples: BackpropDocumentation.examples,
    errors: BackpropDocumentation.errors)

  enum Order: String, ParameterChoice {
    case topological
    case depthFirst = "depth_first"
  }

  enum Shown: String, ParameterChoice { case steps, values, gradients, check, result, none }

  enum Form: ParameterForm {
    case formula, network, model

    var source: ParameterSource {
      switch self {
      case .formula: .init("a formula", needs: ["formula"], takes: ["parameters"])
      case .network:
        .init(
          "a network", needs: ["x", "target"], oneOf: ["w1", "tokens"],
          takes: ["b1", "w2", "b2", "w3", "b3", "hidden", "activation", "parameters"])
      case .model: .init("a model", needs: ["text"], asksModel: true)
      }
    }
  }

  let form: Form
  let formula: FormulaGraph?
  let network: NetworkSource
  let text: String?
  let model: ModelChoice
  let learning: [String]?
  let learningRate: Double
  let steps: Int
  let order: Order
  let accumulates: Bool
  let zeroes: Bool
  let shown: [Shown]

  init(_ parameters: inout ParameterReader) {
    formula = parameters.optional(
      "formula", .scalarFormula, positional: true,
      help: "the loss, in parentheses; its leaves are `let` values")
    network = NetworkSource(&parameters)
    text = parameters.optional(
      "text", .text, help: "a text that a model is to predict better: its loss is the mean -ln p")
    model = ModelChoice(&parameters, help: "the model, all of whose parameters learn")
    learning = parameters.optional(
      "parameters", .strings,
      help: "the names that learn; all, or for a network all weights and biases")
    learningRate = parameters.value(
      "learning_rate", .number(atLeast: 0), default: 0.1,
      help: "how far a step goes against the gradient")
    steps = parameters.value("steps", .integer(in: 1...10_000), default: 1, help: "how many steps")
    order = parameters.value(
      "order", .choice(), default: .topological,
      help:
        "depth_first does not wait for all uses of a node: deliberately wrong, to see what happens")
    accumulates = parameters.value(
      "accumulate", .flag, default: true,
      help:
        "false overwrites a gradient instead of adding to it: deliberately wrong, to see what happens"
    )
    zeroes = parameters.value(
      "zero", .flag, default: true,
      help:
        "false keeps the last step's gradients in the leaves: deliberately wrong, to see what happens"
    )
    shown = parameters.value(
      "show", .choices(), default: [.steps],
      help: "all steps; or the forward values, the gradients, their check, what came of them")
    form = parameters.exactlyOne("a loss")
    parameters.never(
      "order", "accumulate", "zero", with: .source(Form.model),
      because: "mistakes on purpose are for formulas and small networks")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    if let text { return try step(on: text, context) }
    let problem = try problem(context.random)
    let run = BackpropRun(problem, path: try descend(problem))
    var record = run.values
    if let prediction = problem.prediction { prediction.add(run, to: &record) }
    let report = BackpropReport(problem: problem, run: run, settings: settings)
    return Outcome(record, blocks: report.blocks(shown))
  }

  /// The most steps that are taken with a whole model.
  private static let longestModelDescent = 100

  private func step(on text: String, _ context: RunContext) throws -> Outcome {
    guard steps <= Self.longestModelDescent else {
      throw DirectiveError(
        "a model takes at most \(Self.longestModelDescent) steps here; 'train' and 'finetune' take"
          + " more", parameter: "steps")
    }
    let reference = try model.required(by: "backprop")
    let model = try context.load(reference)
    let read = try ModelText(text, in: model)
    try context.admit(
      .training(of: model.configuration, steps: steps, sequences: 1, tokens: read.count))
    let run = try ModelBackprop(
      read, model: model, name: reference.name, learningRate: learningRate,
      steps: steps
    ) { context.progress($0, of: steps) }
    let report = ModelBackpropReport(run: run)
    return Outcome(report.values, blocks: report.blocks(shown))
  }

  private func problem(_ random: RandomStream) throws -> BackpropProblem {
    if let formula { return try BackpropProblem(formula, learning: learning) }
    return try network.problem(learning: learning, random)
  }

  /// The most operations that are computed over all steps.
  private static let largestDescent = 10_000_000

  private func descend(_ problem: BackpropProblem) throws -> ScalarDescent.Path {
    let size = problem.graph.nodes.count
    guard steps * size <= Self.largestDescent else {
      throw DirectiveError(
        "\(counted: steps, "step") over \(counted: size, "number") are too many for single numbers:"
          + " at most \(NumberText.grouped(Self.largestDescent / size)) here", parameter: "steps")
    }
    var descent = ScalarDescent(parameters: problem.learning, learningRate: learningRate)
    descent.order = order == .topological ? .topological : .depthFirst
    descent.accumulates = accumulates
    descent.zeroesGradients = zeroes
    do {
      return try descent.descend(
        steps, on: problem.graph, output: problem.output, keeping: BackpropReport.longestHistory)
    } catch let error as ScalarGraphError {
      throw DirectiveError(
        "the descent leaves the numbers where the loss exists: \(error)",
        parameter: "learning_rate", suggestion: "a smaller learning_rate")
    }
  }

  private var settings: BackpropSettings {
    BackpropSettings(
      learningRate: learningRate, isDepthFirst: order == .depthFirst, accumulates: accumulates,
      zeroes: zeroes)
  }
}

/// How the descent was done, for the report's words.
struct BackpropSettings {
  let learningRate: Double
  let isDepthFirst: Bool
  let accumulates: Bool
  let zeroes: Bool

  /// What is done wrong on purpose; empty if nothing is.
  var mistakes: [String] {
    (isDepthFirst
      ? ["depth-first order: a node passes its gradient on before all of it has come"] : [])
      + (accumulates ? [] : ["gradients are overwritten where they should add up"])
      + (zeroes ? [] : ["gradients are not set to zero between steps"])
  }
}

import Bedrock
import Engine
import Figures
import Notebook

/// `train`: a small transformer, trained there and then.
struct Train: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "train", chapter: .training,
    summary: "Trains a small transformer on a text and names the phases that it goes through.",
    discussion: TrainDocumentation.discussion,
    results: TrainDocumentation.results,
    examples: TrainDocumentation.examples,
    errors: [
      "give more text, or a shorter context": """
      train "abc" context=64
      """,
      "'train' needs something to learn": """
      train
      """,
    ])

  enum Shown: String, ParameterChoice {
    case summary, losses, phases, induction, samples, rates
  }

  let source: TrainSource
  let shape: TrainShape
  let method: TrainMethod
  let watch: TrainWatch
  let shown: [Shown]

  init(_ parameters: inout ParameterReader) {
    source = TrainSource(&parameters)
    shape = TrainShape(&parameters)
    method = TrainMethod(&parameters)
    watch = TrainWatch(&parameters)
    shown = parameters.value(
      "show", .choices(), default: [.losses, .phases, .induction, .samples, .summary],
      help: "the parts of the report, in this order")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let text = try source.load(context)
    try text.check(context: shape.context)
    try context.admit(
      .training(
        of: try shape.configuration(vocabularySize: text.vocabularySize), steps: method.steps,
        sequences: method.batch, tokens: shape.context))
    do {
      var run = try TrainRun(
        text, shape: shape, method: method, watch: watch, random: context.random)
      try run.run(context)
      let result = try TrainResult(run)
      if let warning = result.warning { context.warn(warning) }
      let report = TrainReport(result)
      return Outcome(result.values(named: context.name), blocks: shown.flatMap(report.blocks))
    } catch TrainingError.diverged(let step) {
      throw DirectiveError(
        "the loss of step \(step) is no longer a number: the steps are too long for this model;"
          + " take a lower 'learning_rate', a longer 'warmup', or clip=1",
        parameter: "learning_rate")
    } catch let error as TrainingError {
      throw DirectiveError("\(error)", parameter: "steps")
    } catch let error as ModelError {
      throw DirectiveError("\(error)", parameter: "width")
    }
  }
}

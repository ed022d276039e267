import Bedrock
import Engine
import Figures
import Notebook

/// `rlhf`: policy gradient on answers that the model draws itself, with a leash to where it started.
struct PolicyGradient: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "rlhf", chapter: .postTraining,
    summary: "Lets a model answer, rewards the answers, and makes the better ones more likely.",
    discussion: PolicyGradientDocumentation.discussion,
    results: PolicyGradientDocumentation.results,
    examples: PolicyGradientDocumentation.examples,
    errors: [
      "needs a judge": """
      rlhf data=tinyworld model=tinyworld
      """
    ])

  /// How rewards become advantages.
  enum Method: String, ParameterChoice { case rloo, grpo }

  let source: PolicyRewardSource
  let model: ModelChoice
  let divergenceWeight: Double
  let samples: Int
  let tokens: Int
  let updates: Int
  let clip: Double
  let method: Method
  let tuning: TuningParameters

  init(_ parameters: inout ParameterReader) {
    source = PolicyRewardSource(&parameters)
    model = ModelChoice(&parameters, help: "the policy that is tuned, and the reference")
    divergenceWeight = parameters.value(
      "kl", .number(atLeast: 0), default: 0.1,
      help: "beta, the price of leaving the reference, in rewards a nat")
    samples = parameters.value(
      "samples", .integer(in: 2...64), default: 4, help: "answers drawn to each prompt of a step")
    tokens = parameters.value(
      "tokens", .integer(in: 1...100), default: 20, help: "the most tokens of an answer")
    updates = parameters.value(
      "updates", .integer(in: 1...16), default: 1,
      help: "gradient steps with each draw; above 1 with PPO's clip")
    clip = parameters.value(
      "clip", .number(above: 0), default: 0.2,
      help: "PPO's bound on a token's change of probability")
    method = parameters.value(
      "method", .choice(), default: .rloo,
      help: "what an answer is measured against: the other answers, or the group in its deviations")
    tuning = TuningParameters(
      &parameters, steps: 40, batch: 8, learningRate: 2e-4, batchHelp: "prompts of a step")
    parameters.only("clip", with: .above("updates", 1))
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let file = try context.weights(of: model.required(by: "rlhf"))
    let tokens = ReplyTokens(file)
    let judge = try source.judge(tokens, maximumTokens: self.tokens)
    let prompts = try judge.questions.map(tokens.prompt)
    let longest = (prompts.map(\.count).max() ?? 0) + self.tokens
    let round = tuning.work(of: file.configuration, lengths: [longest], sequences: samples)
    try context.admit(
      WorkEstimate(operations: round.operations * Double(updates + 1), bytes: round.bytes))
    let plan = tuning.plan(seed: context.random.nextUInt64())
    return try guardingTuning {
      var run = try PolicyTuning(
        file.weights, prompts: prompts, samples: samples, divergenceWeight: divergenceWeight,
        sampler: Sampler(
          maximumTokens: self.tokens, endTokens: Set(tokens.end.map { [$0] } ?? [])),
        plan: plan, updates: updates, clip: clip, method: method == .grpo ? .grpo : .rloo)
      var history = PolicyHistory(judge: judge, tokens: tokens)
      while !run.isFinished {
        history.add(try run.advance { try judge.rewards($0) })
        context.progress(
          history.steps.count, of: tuning.steps,
          "reward \(NumberText.fixed(history.steps[history.steps.count - 1].reward, decimals: 2))")
      }
      let report = PolicyReport(history: history, divergenceWeight: divergenceWeight)
      var record = report.values
      record["model"] = ModelFile(weights: try run.tuner.weights(), tokenizer: file.tokenizer)
        .value(named: context.name)
      return Outcome(record, blocks: report.blocks)
    }
  }
}

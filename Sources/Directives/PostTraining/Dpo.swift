import Bedrock
import Engine
import Figures
import Notebook

/// `dpo`: direct preference optimization.
struct DirectPreference: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "dpo", chapter: .postTraining,
    summary: "Tunes a model on pairs of answers, so that the better gains on the worse.",
    discussion: """
      Direct preference optimization (Rafailov et al. 2023, arXiv:2305.18290) needs no reward model \
      and no sampling. For a prompt with a chosen and a rejected answer its loss is

          -ln sigmoid(margin),   margin = beta (ln p/p_ref of the chosen - ln p/p_ref of the rejected)

      where p is the model that is tuned and p_ref the same model before the first step. beta ln p/p_ref \
      is an answer's *implicit reward*. The loss knows the difference of two rewards only: it falls as \
      well when both answers become less likely, as long as the rejected one does so faster.

      An answer's probability is the product over its tokens, the one that ends the text among them. \
      Each step draws `batch=` pairs; AdamW, clipping and rate are those of `finetune`. Everything is \
      measured on the pairs that are tuned on, and on those of the prompts kept back by `held_out=`.
      """,
    results: [
      "losses": "of each step's batch before the step",
      "steps": "the steps after which was measured",
      "chosen": "the mean of ln p of the chosen answers, at each measurement",
      "rejected": "the same of the rejected ones",
      "chosen_rewards": "the mean implicit reward of the chosen, beta (ln p - ln p_ref)",
      "rejected_rewards": "the same of the rejected",
      "margins": "chosen_rewards - rejected_rewards",
      "accuracy": "the share of pairs whose chosen answer has the higher implicit reward",
      "chosen_changes": "ln p - ln p_ref of each trained pair's chosen answer at the end",
      "rejected_changes": "the same of the rejected answers",
      "chosen_raised": "how many of the chosen answers became likelier",
      "held_chosen": "the mean of ln p of the chosen answers of the pairs kept back",
      "held_rejected": "the same of the rejected ones",
      "held_margins": "the mean margin of the pairs kept back",
      "model": "the tuned model",
    ],
    examples: [
      "One comparison.": """
      dpo [["Why is the sky blue?",
            "Because the air scatters blue light.", "It depends."]]
        model=tinyworld steps=6
      expect dpo.margins[-1] > 0
      """
    ],
    errors: [
      "but row 0 is none": """
      dpo [["Why do cats purr?", "Because they feel safe."]] model=tinyworld
      """
    ])

  let preferences: Preferences
  let model: ModelChoice
  let beta: Double
  let tuning: TuningParameters

  init(_ parameters: inout ParameterReader) {
    preferences = Preferences(&parameters)
    model = ModelChoice(&parameters, help: "the model that is tuned, and the reference")
    beta = parameters.value(
      "beta", .number(above: 0), default: 0.1,
      help: "how much a change against the reference counts: the smaller, the farther it goes")
    tuning = TuningParameters(
      &parameters, steps: 40, batch: 16, learningRate: 2e-4, batchHelp: "pairs of a step")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let items = try preferences.load()
    let model = try context.weights(of: model.required(by: "dpo"))
    let tokens = ReplyTokens(model)
    let pairs = try Preferences.pairs(items.trained, tokens)
    let held = try Preferences.pairs(items.held, tokens)
    try context.admit(
      tuning.work(
        of: model.configuration,
        lengths: pairs.flatMap { [$0.chosen, $0.rejected] }.map {
          $0.prompt.count + $0.answer.count
        },
        sequences: 2))
    let plan = tuning.plan(seed: context.random.nextUInt64())
    return try guardingTuning {
      var run = try PreferenceTuning(model.weights, pairs: pairs, beta: beta, plan: plan)
      var curve = try PreferenceCurve(pairs: pairs, held: held, beta: beta, run.tuner)
      while !run.isFinished {
        let step = try run.advance()
        if tuning.measured.contains(run.tuner.step) { try curve.measure(run.tuner) }
        context.progress(
          run.tuner.step, of: tuning.steps,
          "loss \(NumberText.fixed(Double(step.loss), decimals: 3))")
      }
      let report = PreferenceReport(losses: run.losses, curve: curve)
      var record = report.values
      record["model"] = ModelFile(weights: try run.tuner.weights(), tokenizer: model.tokenizer)
        .value(named: context.name)
      return Outcome(record, blocks: report.blocks)
    }
  }
}

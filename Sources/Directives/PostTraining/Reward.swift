import Bedrock
import Engine
import Figures
import Notebook

/// `reward`: a reward model, fitted to comparisons.
struct Reward: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "reward", chapter: .postTraining,
    summary: "Fits a reward model to pairs of answers by the Bradley-Terry loss.",
    discussion: """
      A reward model is the body of a language model under an output of one row: it reads a prompt with \
      an answer and gives one number at the last token. It is fitted to comparisons alone: by Bradley \
      and Terry (1952) the better answer wins with probability sigmoid(r_better - r_worse), so the loss \
      is -ln of that (Christiano et al. 2017, arXiv:1706.03741). Only differences count; a constant \
      added to all rewards changes nothing.

      The head starts at zero, so every reward is 0 and the first loss ln 2. Body and head are tuned \
      together, with AdamW as in `finetune`. `held_out=` keeps an even selection of the prompts back, \
      with all their pairs, to see how many comparisons the model gets right that it never saw.

      `rlhf reward=` takes the result.
      """,
    results: [
      "losses": "of each step's batch before the step",
      "accuracy": "the share of the trained pairs that come out right",
      "held_accuracy": "the share of the pairs kept back",
      "chosen_rewards": "of the trained pairs, one each",
      "rejected_rewards": "the same of the rejected answers",
      "held_chosen_rewards": "of the pairs kept back",
      "held_rejected_rewards": "the same of the rejected answers",
      "probe_rewards": "of probes=: the rewards, one a row",
      "reward_model": "the model, for rlhf",
    ],
    examples: [
      "The world's questions: an answer is better than a shrug.": """
      reward data=tinyworld model=tinyworld held_out=0.2
        steps=20 learning_rate=0.001
      expect reward.losses[-1] < 0.1 and reward.held_accuracy >= 0.9
      """
    ],
    errors: [
      "needs comparisons": """
      reward model=tinyworld
      """
    ])

  let preferences: Preferences
  let model: ModelChoice
  let tuning: TuningParameters
  let probes: [[String]]

  init(_ parameters: inout ParameterReader) {
    preferences = Preferences(&parameters)
    model = ModelChoice(&parameters, help: "the model whose body is used")
    tuning = TuningParameters(
      &parameters, steps: 40, batch: 16, learningRate: 2e-4, batchHelp: "pairs of a step")
    probes = parameters.value(
      "probes", .textRows(["prompt", "answer"]), default: [],
      help: "further rows of a prompt and an answer whose rewards are shown")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let items = try preferences.load()
    let file = try context.weights(of: model.required(by: "reward"))
    let tokens = ReplyTokens(file)
    let pairs = try Preferences.pairs(items.trained, tokens)
    try context.admit(
      tuning.work(
        of: file.configuration,
        lengths: pairs.flatMap { [$0.chosen, $0.rejected] }.map {
          $0.prompt.count + $0.answer.count
        },
        sequences: 2))
    let plan = tuning.plan(seed: context.random.nextUInt64())
    return try guardingTuning {
      var run = try RewardFitting(
        try RewardModel(body: file.weights), pairs: pairs,
        plan: plan)
      while !run.isFinished {
        let step = try run.advance()
        context.progress(
          run.tuner.step, of: tuning.steps,
          "loss \(NumberText.fixed(Double(step.loss), decimals: 3))")
      }
      let report = try RewardReport(
        losses: run.losses, model: run.model, items: items, probes: probes, tokens: tokens)
      var record = report.values
      record["reward_model"] = RewardFile(model: run.model, tokenizer: file.tokenizer)
        .value(named: context.name)
      return Outcome(record, blocks: report.blocks)
    }
  }
}

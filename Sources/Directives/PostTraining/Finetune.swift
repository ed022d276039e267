import Bedrock
import Engine
import Figures
import Notebook

/// `finetune`: supervised fine-tuning of a model on prompts with answers.
struct Finetune: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "finetune", chapter: .postTraining,
    summary: "Tunes a model on prompts with answers, with the prompts masked from the loss.",
    discussion: """
      Supervised fine-tuning (SFT) is next-token prediction once more, on demonstrations: a prompt, \
      the answer that it should get, and the token that ends the text. Only the answer's tokens are \
      counted: loss = -mean ln p(answer token | prompt and answer so far). `mask=false` counts the \
      prompt's tokens, too, and so spends part of each step on learning to *ask* (Ouyang et al. 2022, \
      arXiv:2203.02155).

      Each step draws `batch=` demonstrations and follows AdamW, with the gradient clipped to length 1 \
      and a rate that rises over `warmup=` steps and then falls evenly to a tenth.

      `lora_rank=r` trains no matrix itself: each matrix W inside the layers becomes W + (alpha/r) B A, \
      where A has r rows and B r columns, and only those two are trained (LoRA: Hu et al. 2021, \
      arXiv:2106.09685). B begins at 0, so tuning begins at the model itself; embeddings and norms stay. \
      Rates some ten times higher are usual.

      `held_out=` keeps an even selection of the prompts back. On the way the mean probability of the \
      right answer is measured on both parts: exactly, as a product over tokens, without sampling. Of \
      `data=tinyworld` so is that of a shrug; the rest is anything else, such as web noise.
      """,
    results: [
      "losses": "of each step's batch before the step, nats a counted token",
      "steps": "the steps after which was measured",
      "trained": "the mean probability of the answer to the trained prompts, at each measurement",
      "held": "the same of the prompts kept back",
      "trained_shrugs": "of data=tinyworld: the mean probability of a shrug",
      "held_shrugs": "the same of the prompts kept back",
      "trained_prompts": "the prompts that were tuned on",
      "held_prompts": "those kept back",
      "counted_tokens": "of one pass over the demonstrations: the tokens in the loss",
      "masked_tokens": "and those of prompts, which are not",
      "trained_parameters": "how many numbers were trained",
      "model": "the tuned model",
    ],
    examples: [
      "Two demonstrations.": """
      finetune [["Why is the sky blue?", "Because the air scatters blue light."],
                ["Why do cats purr?", "Because they feel safe."]]
        model=tinyworld steps=10
      expect finetune.trained[-1] > finetune.trained[0]
      """,
      "The same by LoRA: 4 directions a matrix.": """
      adapted = finetune [["Why is the sky blue?", "Because the air scatters blue light."],
                          ["Why do cats purr?", "Because they feel safe."]]
        model=tinyworld steps=10 lora_rank=4 learning_rate=0.005
      expect adapted.trained[-1] > adapted.trained[0]
      expect adapted.trained_parameters < 100000
      """,
    ],
    errors: [
      "needs demonstrations": """
      finetune model=tinyworld
      """
    ])

  let demonstrations: Demonstrations
  let model: ModelChoice
  let tuning: TuningParameters
  let isMasked: Bool
  let rank: Int?
  let alpha: Double?

  init(_ parameters: inout ParameterReader) {
    demonstrations = Demonstrations(&parameters)
    model = ModelChoice(&parameters, help: "the model that is tuned")
    tuning = TuningParameters(
      &parameters, steps: 60, batch: 16, learningRate: 5e-4, batchHelp: "demonstrations of a step")
    isMasked = parameters.value(
      "mask", .flag, default: true, help: "whether prompts are left out of the loss")
    rank = parameters.optional(
      "lora_rank", .integer(in: 1...1024),
      help:
        "r, the rank of what is added to each matrix inside the layers; all is trained if absent")
    alpha = parameters.optional(
      "lora_alpha", .number(above: 0),
      help: "what is added is scaled by this over the rank; twice the rank if absent")
    parameters.only("lora_alpha", with: .given("lora_rank"))
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let items = try demonstrations.load()
    let model = try context.weights(of: model.required(by: "finetune"))
    let tokens = ReplyTokens(model)
    let replies = try demonstrations.replies(items.trained, tokens)
    try context.admit(
      tuning.work(
        of: model.configuration, lengths: replies.map { $0.prompt.count + $0.answer.count }))
    let plan = tuning.plan(seed: context.random.nextUInt64())
    return try guardingTuning {
      var run = try SupervisedTuning(
        model.weights, replies: replies, plan: plan, isMasked: isMasked, lowRank: try lowRank)
      var curve = FinetuneCurve(items: items, tokens: tokens)
      while true {
        if tuning.measured.contains(run.tuner.step) { try curve.measure(run.tuner) }
        guard !run.isFinished else { break }
        let step = try run.advance()
        context.progress(
          run.tuner.step, of: tuning.steps,
          "loss \(NumberText.fixed(Double(step.loss), decimals: 2))")
      }
      let report = FinetuneReport(
        losses: run.losses, curve: curve, example: replies[0], replies: replies,
        isMasked: isMasked)
      var record = report.values
      record["trained_parameters"] = .integer(run.tuner.trainedCount)
      record["model"] = ModelFile(weights: try run.tuner.weights(), tokenizer: model.tokenizer)
        .value(named: context.name)
      return Outcome(record, blocks: report.blocks)
    }
  }
}

extension Finetune {
  private var lowRank: LowRank? {
    get throws {
      guard let rank else {
        guard alpha == nil else {
          throw DirectiveError(
            "'lora_alpha' scales what 'lora_rank' adds, and there is none", parameter: "lora_alpha")
        }
        return nil
      }
      return LowRank(rank: rank, alpha: alpha ?? Double(2 * rank))
    }
  }
}

/// What was measured while a model was fine-tuned.
struct FinetuneCurve {
  let items: HeldOut<Demonstrations.Item>
  let tokens: ReplyTokens
  private(set) var steps: [Int] = []
  private(set) var trained: [ReplyMixture] = []
  private(set) var held: [ReplyMixture] = []

  init(items: HeldOut<Demonstrations.Item>, tokens: ReplyTokens) {
    self.items = items
    self.tokens = tokens
  }

  mutating func measure(_ tuner: Tuner) throws {
    steps.append(tuner.step)
    trained.append(try mixture(items.trained, tuner))
    if !items.held.isEmpty { held.append(try mixture(items.held, tuner)) }
  }

  private func mixture(_ items: [Demonstrations.Item], _ tuner: Tuner) throws -> ReplyMixture {
    try ReplyMixture(items, tokens, configuration: tuner.configuration, tensors: tuner.tensors)
  }
}

import Bedrock
import Engine
import Figures
import Notebook

/// `grok`: a table of sums modulo p, learned by heart first and understood much later.
struct Grok: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "grok", chapter: .training,
    summary: "Trains on part of a table modulo p and watches when the rest of it is understood.",
    discussion: GrokDocumentation.discussion,
    results: GrokDocumentation.results,
    examples: GrokDocumentation.examples,
    errors: [
      "the share of the table for training is 0": """
      grok modulus=47 training_share=0
      """
    ])

  typealias Operation = ModularTask.Operation
  typealias Network = PairNetwork.Kind

  let operation: Operation
  let modulus: Int
  let share: Double
  let network: Network
  let width: Int?
  let heads: Int
  let steps: Int
  let learningRate: Double
  let weightDecay: Double
  let isControlled: Bool

  init(_ parameters: inout ParameterReader) {
    operation = parameters.value(
      "operation", .choice(), default: .addition, help: "what the table holds, modulo p")
    modulus = parameters.value(
      "modulus", .integer(in: 3...199), default: 47, help: "p: the table has p times p entries")
    share = parameters.value(
      "training_share", .number(in: 0...1), default: 0.6,
      help: "the share of the entries that is trained on")
    network = parameters.value(
      "network", .choice(), default: .transformer,
      help: "a one-layer transformer, or two layers with a quadratic activation")
    width = parameters.optional(
      "width", .integer(in: 2...1024),
      help: "of the residual stream, or the hidden layer; 32 for a transformer, 128 for two layers")
    heads = parameters.value(
      "heads", .integer(in: 1...16), default: 4, help: "the transformer's attention heads")
    steps = parameters.value(
      "steps", .integer(in: 1...20_000), default: 700,
      help: "how many steps, each on the whole training part")
    learningRate = parameters.value(
      "learning_rate", .number(above: 0), default: 0.005, help: "AdamW's, after ten short steps")
    weightDecay = parameters.value(
      "weight_decay", .number(atLeast: 0), default: 2,
      help: "how strongly every step pulls the weights towards 0")
    isControlled = parameters.value(
      "control", .flag, default: false,
      help: "whether the same is trained once more without weight decay")
    parameters.only("heads", with: .value("network", "transformer"))
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    try context.admit(work)
    let seed = context.random.nextUInt64()
    do {
      let task = try ModularTask(
        operation, modulus: modulus, trainingShare: share, seed: seed)
      let network = try network(seed)
      let rounds = isControlled ? 2 : 1
      let run = try train(task, network, weightDecay, context, round: 0, of: rounds)
      let control =
        isControlled ? try train(task, network, 0, context, round: 1, of: rounds) : nil
      let report = GrokReport(task: task, run: run, control: control)
      return Outcome(report.values, blocks: report.blocks)
    } catch let error as TrainingError {
      throw DirectiveError("\(error)", parameter: parameter(of: error))
    } catch let error as ModelError {
      throw DirectiveError("\(error)", parameter: "width")
    }
  }

  /// About what the steps over the whole training part take, in both trainings.
  private var work: WorkEstimate {
    let (p, rounds) = (Double(modulus), isControlled ? 2.0 : 1)
    // Three tokens an entry; queries, keys, values, output and a feed-forward four times as wide.
    let (tokens, maps) = network == .transformer ? (3.0, 12.0) : (1.0, 2.0)
    let width = Double(self.width ?? (network == .transformer ? 32 : 128))
    let rows = p * p * share * tokens
    let weights = maps * width * (network == .transformer ? width : p) + p * width
    return WorkEstimate(
      operations: 6 * rows * weights * Double(steps) * rounds,
      bytes: 4 * rows * (16 * width + 2 * p))
  }

  private func parameter(of error: TrainingError) -> String? {
    if case .diverged = error { "learning_rate" } else { "training_share" }
  }

  private func network(_ seed: UInt64) throws -> PairNetwork {
    switch network {
    case .transformer:
      try PairNetwork.transformer(
        modulus: modulus, width: width ?? 32, heads: heads, seed: seed)
    case .quadratic:
      PairNetwork.quadratic(modulus: modulus, width: width ?? 128, deviation: 0.1, seed: seed)
    }
  }

  private func train(
    _ task: ModularTask, _ network: PairNetwork, _ decay: Double, _ context: RunContext,
    round: Int, of rounds: Int
  ) throws -> GrokResult {
    var run = try GrokkingRun(task, network, learningRate: learningRate, weightDecay: decay)
    var result = GrokResult(weightDecay: decay, network: network)
    try result.see(&run)
    var next = 1
    while run.step < steps {
      try run.advance()
      guard run.step >= next || run.step == steps else { continue }
      try result.see(&run)
      // A tenth more each time: evenly spread on a logarithmic axis.
      next = run.step + max(1, run.step / 10)
      let last = run.measurements[run.measurements.count - 1]
      context.progress(
        round * steps + run.step, of: rounds * steps,
        "validation \(Wording.percent(last.validationAccuracy, decimals: 0))")
    }
    return result
  }
}

extension ModularTask.Operation: ParameterChoice {}
extension PairNetwork.Kind: ParameterChoice {}

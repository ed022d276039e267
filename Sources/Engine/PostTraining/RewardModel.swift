import Bedrock
import Numerics

/// A transformer that gives a text one number, its reward: the body of a language model under an
/// output of a single row, read at the text's last token.
public struct RewardModel: Sendable {
  /// The body's, with an output of its own.
  public let configuration: ModelConfiguration
  /// The parameters in the configuration's order; the output is `[1, width]`.
  public var tensors: [Tensor]

  public init(configuration: ModelConfiguration, tensors: [Tensor]) {
    self.configuration = configuration
    self.tensors = tensors
  }

  /// The body of a language model under a head of zeros: every text has reward 0.
  public init(body weights: ModelWeights) throws {
    var configuration = weights.configuration
    configuration.tiesEmbeddings = false
    self.configuration = configuration
    tensors = configuration.parameters.map { parameter in
      if parameter == .output { return Tensor(zeros: [1, configuration.width]) }
      return weights[parameter] ?? Tensor(zeros: configuration.shape(of: parameter))
    }
  }

  /// The rewards of answers.
  public func rewards(of replies: [Reply], pool: WorkerPool = .default) throws -> [Double] {
    let graph = try TrainingGraph(configuration)
    return try ReplyScores.inParts(replies) { part in
      var tape = Tape(parameters: tensors, pool: pool)
      let rewards = try Self.rewards(PaddedSequences(part), graph: graph, on: &tape)
      return rewards.value.elements.map { Double($0) }
    }
  }

  /// The rewards of a batch's sequences, `[sequences, 1]`.
  static func rewards(
    _ batch: PaddedSequences, graph: TrainingGraph, on tape: inout Tape
  ) throws -> Variable {
    let everywhere = try graph.logits(batch.ids, batch: batch.count, on: &tape)
    return try tape.embedding(everywhere, batch.ends)
  }
}

/// Fits a reward model to pairs by the Bradley–Terry loss, −ln σ(r(chosen) − r(rejected))
/// (Christiano et al., 2017, arXiv:1706.03741; Ouyang et al., 2022, equation 1).
public struct RewardFitting: Sendable {
  public private(set) var tuner: Tuner
  public let pairs: [PreferencePair]
  public private(set) var losses: [Float] = []

  public init(_ model: RewardModel, pairs: [PreferencePair], plan: TuningPlan) throws {
    guard !pairs.isEmpty else { throw TrainingError.plan("there is no pair") }
    tuner = try Tuner(model.configuration, tensors: model.tensors, plan: plan)
    self.pairs = pairs
  }

  public var isFinished: Bool { tuner.step >= tuner.plan.steps }

  /// The model as it is now.
  public var model: RewardModel {
    RewardModel(configuration: tuner.configuration, tensors: tuner.tensors)
  }

  /// Does one step on pairs drawn at random.
  @discardableResult
  public mutating func advance(pool: WorkerPool = .default) throws -> Tuner.Step {
    let plan = tuner.plan
    var stream = RandomStream(seed: plan.seed, name: "tuning batch", occurrence: tuner.step)
    let drawn = (0..<plan.batch).map { _ in pairs[stream.below(pairs.count)] }
    let batch = PaddedSequences(drawn.map(\.chosen) + drawn.map(\.rejected))
    let step = try tuner.advance(pool: pool) { graph, tape in
      try tape.bradleyTerry(try RewardModel.rewards(batch, graph: graph, on: &tape))
    }
    losses.append(step.loss)
    return step
  }
}

import Bedrock
import Engine
import Notebook

/// The trainings of `scale`: every width for every number of steps.
struct ScalingGrid {
  let widths: [Int]
  let steps: [Int]
  /// The parameters in the layers, of each width.
  private(set) var parameters: [Int] = []
  /// The tokens read in each number of steps.
  let tokens: [Int]
  /// The losses on the text kept back, `[widths][steps]`.
  private(set) var losses: [[Double]] = []
  private let scale: Scale
  private let text: TrainingText
  private let seed: UInt64

  init(_ scale: Scale, _ text: TrainingText, seed: UInt64) {
    self.scale = scale
    self.text = text
    self.seed = seed
    (widths, steps) = (scale.widths, scale.steps)
    tokens = steps.map { $0 * scale.batch * scale.context }
  }

  /// The grid with all of its losses.
  func run(_ context: RunContext) throws -> ScalingGrid {
    var grid = self
    let total = widths.count * steps.reduce(0, +)
    var done = 0
    for width in widths {
      let configuration = configuration(width)
      grid.parameters.append(configuration.layerParameterCount)
      var row: [Double] = []
      for count in steps {
        row.append(
          try loss(configuration, steps: count) { step in
            context.progress(done + step, of: total, "width \(width), \(count) steps")
          })
        done += count
      }
      grid.losses.append(row)
    }
    return grid
  }

  private func configuration(_ width: Int) -> ModelConfiguration {
    .llama(
      vocabularySize: text.vocabularySize, width: width, layers: scale.layers,
      heads: width / scale.headWidth, hiddenWidth: max(width * 8 / 3 / 4 * 4, 4),
      context: scale.context)
  }

  private func loss(
    _ configuration: ModelConfiguration, steps: Int, progress: (Int) -> Void
  ) throws -> Double {
    let (tokens, share) = text.all
    let weights = try ModelWeights(
      configuration: configuration, seed: seed,
      deviations: InitialDeviations(
        matrix: 1 / Elementary.sqrt(Double(configuration.width)), embedding: 0.03, residual: 0))
    let plan = TrainingPlan(
      steps: steps, batch: scale.batch, context: scale.context, learningRate: scale.learningRate,
      schedule: .cosine(warmup: max(1, steps / 20), total: steps, floor: 0.1),
      method: .adamW(beta2: 0.95, weightDecay: 0.1), maximumNorm: 1, seed: seed,
      validationShare: share, validationBatches: 1)
    do {
      var trainer = try Trainer(weights, tokens: tokens, plan: plan)
      while !trainer.isFinished {
        try trainer.advance()
        progress(trainer.step)
      }
      return try HeldOutLoss(
        text.validation, configuration: configuration, tensors: trainer.weights.tensors,
        context: scale.context
      ).mean
    } catch TrainingError.diverged(let step) {
      throw DirectiveError(
        "the loss of step \(step) at width \(configuration.width) is not a number any more: take a"
          + " lower 'learning_rate'", parameter: "learning_rate")
    }
  }
}

extension ModelConfiguration {
  /// The parameters without the tables of tokens and positions and the map to logits.
  var layerParameterCount: Int {
    parameters.filter { $0.layer != nil }.reduce(0) { $0 + shape(of: $1).reduce(1, *) }
  }
}

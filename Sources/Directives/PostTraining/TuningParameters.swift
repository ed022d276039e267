import Engine
import Notebook

/// Steps, batch and rate of a tuning, with each directive's own defaults.
struct TuningParameters: Sendable {
  let steps: Int
  let batch: Int
  let learningRate: Double
  let warmup: Int

  init(
    _ parameters: inout ParameterReader, steps: Int, batch: Int, learningRate: Double,
    batchHelp: String
  ) {
    self.steps = parameters.value(
      "steps", .integer(in: 1...10_000), default: steps, help: "how many steps")
    self.batch = parameters.value(
      "batch", .integer(in: 1...512), default: batch, help: batchHelp)
    self.learningRate = parameters.value(
      "learning_rate", .number(above: 0), default: learningRate,
      help: "AdamW's at its highest; it falls to a tenth by the last step")
    warmup = parameters.value(
      "warmup", .integer(atLeast: 0), default: 5, help: "the steps in which the rate rises")
  }

  func plan(seed: UInt64) -> TuningPlan {
    TuningPlan(
      steps: steps, batch: batch, learningRate: learningRate, warmup: min(warmup, steps), seed: seed
    )
  }

  /// About what the steps take.
  ///
  /// - Parameters:
  ///   - lengths: the tokens of each item that steps are drawn from.
  ///   - sequences: how many sequences an item of the batch is.
  func work(
    of configuration: ModelConfiguration, lengths: [Int], sequences: Int = 1
  ) -> WorkEstimate {
    .training(
      of: configuration, steps: steps, sequences: batch * sequences, tokens: lengths.max() ?? 0)
  }

  /// The steps after which something is measured: about twenty, the first and the last among them.
  var measured: Set<Int> {
    let apart = max(1, steps / 20)
    return Set(stride(from: 0, through: steps, by: apart)).union([steps])
  }
}

/// Runs a tuning and turns what may go wrong into an author's words.
func guardingTuning<Result>(_ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch TrainingError.diverged(let step) {
    throw DirectiveError(
      "the loss of step \(step) is no longer a number: the steps are too long for this model",
      parameter: "learning_rate", suggestion: "a smaller learning_rate")
  } catch let error as TrainingError {
    throw DirectiveError("\(error)")
  } catch let error as ModelError {
    throw DirectiveError("\(error)", parameter: "model")
  }
}

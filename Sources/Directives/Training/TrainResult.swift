import Bedrock
import Engine
import Notebook

/// What came of a training.
struct TrainResult {
  let run: TrainRun
  /// What counting tokens and pairs of them gives, on the text kept back, or else on the one learned.
  let levels: CountingModel.Losses
  let phases: [TrainingPhase]
  /// Over all of the text kept back, or else of the one learned.
  let final: HeldOutLoss
  let hasValidation: Bool

  init(_ run: TrainRun) throws {
    self.run = run
    let text = run.text
    hasValidation = !text.validation.isEmpty
    let measured = hasValidation ? text.validation : text.training
    levels = CountingModel(text.training, vocabularySize: text.vocabularySize)
      .losses(on: measured)
    phases = PhaseDetector(run.points, levels: levels).phases
    let weights = run.trainer.weights
    final = try HeldOutLoss(
      measured, configuration: weights.configuration, tensors: weights.tensors,
      context: run.trainer.plan.context)
  }

  var steps: Int { run.trainer.step }
  var configuration: ModelConfiguration { run.trainer.weights.configuration }
  var tokensSeen: Int { steps * run.trainer.plan.batch * run.trainer.plan.context }
  var passes: Double { Double(tokensSeen) / Double(max(run.text.training.count, 1)) }
  var measuredBytes: Int { hasValidation ? run.text.validationBytes : run.text.trainingBytes }
  /// The final loss spread over the text's bytes, in bits.
  var bitsPerByte: Double {
    final.nats / Elementary.log(2) / Double(max(measuredBytes, 1))
  }
  var bytesPerToken: Double { Double(measuredBytes) / Double(max(final.count, 1)) }
  var uninformed: Double { Elementary.log(Double(run.text.vocabularySize)) }
  var lowest: LossPoint {
    run.points.min { $0.validation < $1.validation }
      ?? LossPoint(step: 0, training: .nan, validation: .nan)
  }

  /// The largest rise of the copying share between two measurements.
  var jump: (step: Int, rise: Double)? {
    let scores = run.induction
    guard scores.count >= 2 else { return nil }
    let rises = (1..<scores.count).map { index in
      (scores[index].step, scores[index].score.accuracy - scores[index - 1].score.accuracy)
    }
    return rises.max { $0.1 < $1.1 }.map { (step: $0.0, rise: $0.1) }
  }

  /// The first measurement at which half of the copies are predicted.
  var halfStep: Int? { run.induction.first { $0.score.accuracy >= 0.5 }?.step }

  /// What an author should know of a run that went wrong without breaking.
  var warning: String? {
    guard let last = run.points.last, last.training > uninformed else { return nil }
    return "the training loss ends at \(NumberText.fixed(last.training, decimals: 2)), above ln V ="
      + " \(NumberText.fixed(uninformed, decimals: 2)) of a model that knows nothing: the steps are too"
      + " long"
  }

  func values(named name: String) -> Record {
    let losses = run.trainer.losses
    var record = Record([
      "losses": .array(NumericArray(floats: losses, shape: [losses.count])),
      "validation_losses": .vector(hasValidation ? run.points.map(\.validation) : []),
      "validation_steps": .integers(hasValidation ? run.points.map(\.step) : []),
      "first_loss": .float(losses.first ?? .nan),
      "ln_vocabulary": .double(uninformed),
      "final_loss": .double(final.mean),
      "bits_per_byte": .double(bitsPerByte),
      "bytes_per_token": .double(bytesPerToken),
      "best_loss": .double(lowest.validation),
      "best_step": .integer(lowest.step),
      "unigram_loss": .double(levels.unigram),
      "bigram_loss": .double(levels.bigram),
      "phases": .strings(phases.map { PhaseWords.name($0.kind) }),
      "phase_starts": .vector(phases.map(\.start)),
      "phase_ends": .vector(phases.map(\.end)),
      "tokens_seen": .integer(tokensSeen),
      "training_tokens": .integer(run.text.training.count),
      "passes": .double(passes),
      "vocabulary_size": .integer(run.text.vocabularySize),
      "parameters": .integer(configuration.parameterCount),
      "learning_rates": .vector(run.rates),
      "gradient_norms": .vector(run.norms),
    ])
    if let floor = run.text.floor { record["floor"] = .double(floor) }
    if !run.induction.isEmpty {
      record["induction"] = .vector(run.induction.map(\.score.accuracy))
      record["induction_steps"] = .integers(run.induction.map(\.step))
      record["induction_first"] = .vector(run.induction.map(\.score.first))
      record["induction_second"] = .vector(run.induction.map(\.score.second))
      if let jump {
        record["jump_step"] = .integer(jump.step)
        record["jump"] = .double(jump.rise)
      }
      if let halfStep { record["half_step"] = .integer(halfStep) }
    }
    if !run.samples.isEmpty { record["samples"] = .strings(run.samples.map(\.written)) }
    record["model"] = ModelFile(weights: run.trainer.weights, tokenizer: run.text.tokenizer)
      .value(named: name)
    return record
  }
}

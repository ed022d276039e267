import Bedrock
import Engine
import Notebook
import Numerics

/// A training with everything that is watched on the way.
struct TrainRun {
  let text: TrainingText
  let watch: TrainWatch
  private(set) var trainer: Trainer
  /// Training losses smoothed, validation losses, and the steps at which both were taken.
  private(set) var points: [LossPoint] = []
  private(set) var rates: [Double] = []
  private(set) var norms: [Double] = []
  private(set) var induction: [(step: Int, score: InductionProbe.Score)] = []
  private(set) var samples: [Sample] = []
  private let probe: InductionProbe?
  private let stream: RandomStream

  /// What the model wrote after a number of steps.
  struct Sample {
    let step: Int
    let prompt: String
    let written: String
  }

  init(
    _ text: TrainingText, shape: TrainShape, method: TrainMethod, watch: TrainWatch,
    random: RandomStream
  ) throws {
    var random = random
    let seed = random.nextUInt64()
    let (tokens, share) = text.all
    let weights = try shape.weights(vocabularySize: text.vocabularySize, seed: seed)
    self.text = text
    self.watch = watch
    stream = random.child("samples")
    trainer = try Trainer(
      weights, tokens: tokens,
      plan: method.plan(context: shape.context, seed: seed, validationShare: share))
    probe =
      watch.isInduction ? Self.probe(text, watch.prefix, context: shape.context, seed: seed) : nil
  }

  /// The most tokens that are said twice.
  private static let longestProbe = 12

  /// Sequences of the commonest words, or of the commonest tokens where there are few words.
  private static func probe(
    _ text: TrainingText, _ prefix: String, context: Int, seed: UInt64
  ) -> InductionProbe? {
    let tokenizer = text.tokenizer.tokenizer()
    let end = tokenizer.specialTokens.first?.id
    var counts = [Int](repeating: 0, count: text.vocabularySize)
    for token in text.training { counts[Int(token)] += 1 }
    let ranked = counts.indices.filter { counts[$0] > 0 && $0 != end }
      .sorted { (counts[$1], $0) < (counts[$0], $1) }
    let words = ranked.filter { isWord(tokenizer.bytes(of: $0) ?? []) }
    let pool = Array((words.count >= 4 * longestProbe ? words : ranked).prefix(64))
    let before = (end.map { [$0] } ?? []) + tokenizer.encode(prefix)
    let length = min((context - before.count) / 2, longestProbe)
    guard length >= 2, pool.count >= length else { return nil }
    return InductionProbe(tokens: pool, length: length, count: 32, prefix: before, seed: seed)
  }

  /// A space and at least two ASCII letters.
  private static func isWord(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 3 && bytes[0] == UInt8(ascii: " ")
      && bytes.dropFirst().allSatisfy { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
  }

  /// Trains to the end.
  mutating func run(_ context: RunContext) throws {
    let steps = trainer.plan.steps
    let stops = watch.stops(steps: steps)
    var measured = [0] + Self.measuredSteps(steps)
    while true {
      if measured.first == trainer.step {
        measured.removeFirst()
        try measure()
      }
      if stops.contains(trainer.step) { try write() }
      guard !trainer.isFinished else { break }
      let progress = try trainer.advance()
      rates.append(progress.learningRate)
      norms.append(progress.gradientNorm)
      context.progress(
        trainer.step, of: steps, "loss \(NumberText.fixed(Double(progress.loss), decimals: 2))")
    }
    // The first point's training loss is known only after the first step.
    if let first = points.first, let loss = trainer.losses.first {
      points[0] = LossPoint(step: 0, training: Double(loss), validation: first.validation)
    }
  }

  /// Close together at first, where most happens, and then evenly.
  private static func measuredSteps(_ steps: Int) -> [Int] {
    let even = max(1, steps / 40)
    var (result, step) = ([Int](), 1)
    while step < steps {
      result.append(step)
      step += min(even, max(1, step / 4))
    }
    return result + [steps]
  }

  private mutating func measure() throws {
    let window = max(1, min(trainer.step, trainer.plan.steps / 40))
    let recent = trainer.losses.suffix(window)
    let training = recent.reduce(0.0) { $0 + Double($1) } / Double(max(recent.count, 1))
    let validation = try trainer.validationLoss().map { Double($0) } ?? training
    points.append(LossPoint(step: trainer.step, training: training, validation: validation))
    if let probe {
      let weights = trainer.weights
      let score = try probe.score(weights.configuration, tensors: weights.tensors)
      induction.append((trainer.step, score))
    }
  }

  private mutating func write() throws {
    let transformer = try Transformer(trainer.weights)
    let tokenizer = text.tokenizer.tokenizer()
    let start = tokenizer.specialTokens.first.map { [$0.id] } ?? []
    let filters =
      watch.temperature > 0
      ? [LogitFilter.temperature(watch.temperature)] : []
    let options = GenerationOptions(
      strategy: filters.isEmpty ? .greedy : .sample, filters: filters,
      maximumTokens: watch.sampleTokens, stopTokens: Set(start))
    for (index, prompt) in watch.samples.enumerated() {
      let ids = start + tokenizer.encode(prompt)
      guard !ids.isEmpty, ids.count <= trainer.plan.context else {
        throw DirectiveError(
          ids.isEmpty
            ? "an empty prompt needs a model with a start token"
            : "a prompt has \(counted: ids.count, "token"), and the context holds"
              + " \(trainer.plan.context)", parameter: "samples")
      }
      var stream = stream.child("\(index)")
      let written = try transformer.generate(ids, options, stream: &stream).ids
      samples.append(
        Sample(
          step: trainer.step, prompt: prompt,
          written: String(decoding: tokenizer.decode(written), as: UTF8.self)))
    }
  }
}

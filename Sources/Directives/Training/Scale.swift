import Bedrock
import Engine
import Figures
import Notebook

/// `scale`: a grid of trainings, and the power law that their losses follow.
struct Scale: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "scale", chapter: .training,
    summary: "Trains models of several widths for several lengths and fits a scaling law.",
    discussion: """
      Each pair of a width and a number of steps is a training of its own, with its own schedule, from \
      weights of the same seed. With N parameters in the layers (the embedding is not counted, as in \
      Kaplan et al. 2020, arXiv:2001.08361) and D = steps * batch * context tokens, the losses on the \
      text kept back are fitted by

          L(N, D) = E + A / N^alpha + B / D^beta

      (Hoffmann et al. 2022, arXiv:2203.15556, equation 2), by least squares of ln L. E is the text's \
      own entropy. Of `corpus=tinyworld` it is known, because the grammar that wrote the text gives \
      each document's probability; elsewhere `floor=` states it, or it is fitted, too.

      `held_out=true` leaves the largest and longest training out of the fit, and the law predicts its \
      loss: that is what such a law is for. Sizes that span less than a factor of ten, and exponents \
      from so few trainings, say little about models a million times larger.
      """,
    results: [
      "widths": "of the models",
      "steps": "of the trainings",
      "parameters": "N of each width: the parameters in the layers",
      "tokens": "D of each number of steps: the tokens read",
      "losses":
        "on all of the text kept back, nats a token: a row for each width, a column for steps",
      "fitted": "what the law says of each",
      "floor": "E, nats a token",
      "alpha": "the exponent of N",
      "beta": "the exponent of D",
      "parameter_factor": "A",
      "token_factor": "B",
      "fit_error": "the largest share by which the law misses a loss that it was fitted to",
      "predicted": "of held_out=true: the law's loss of the largest and longest training",
      "measured": "and what it was",
    ],
    examples: [
      "Three widths, three lengths, and the ninth predicted from the other eight.": """
      scale corpus=tinyworld documents=600 vocabulary=300 widths=[8, 16, 32] steps=[10, 20, 40]
        layers=1 context=32 batch=8
      expect scale.predicted ~ scale.measured within 0.5
      """
    ],
    errors: [
      "a law has 4 unknowns": """
      scale corpus=tinyworld documents=200 widths=[8, 16] steps=[10, 20]
      """
    ])

  let source: TrainSource
  let widths: [Int]
  let steps: [Int]
  let layers: Int
  let headWidth: Int
  let context: Int
  let batch: Int
  let learningRate: Double
  let floor: Double?
  let isHeldOut: Bool

  init(_ parameters: inout ParameterReader) {
    source = TrainSource(&parameters)
    widths = parameters.value(
      "widths", .sizes(in: 2...1024), default: [8, 16, 32, 64], help: "of the residual stream")
    steps = parameters.value(
      "steps", .sizes(in: 1...100_000), default: [40, 80, 160, 320],
      help: "the lengths of the trainings")
    layers = parameters.value(
      "layers", .integer(in: 1...24), default: 2, help: "the transformer's blocks")
    headWidth = parameters.value(
      "head_width", .integer(in: 2...128), default: 8,
      help: "of an attention head; a model has as many as fit into its width")
    context = parameters.value(
      "context", .integer(in: 1...1024), default: 64, help: "the tokens of a sequence")
    batch = parameters.value(
      "batch", .integer(in: 1...1024), default: 8, help: "the sequences of a step")
    learningRate = parameters.value(
      "learning_rate", .number(above: 0), default: 0.01,
      help: "AdamW's at its highest; it falls by half a cosine to a tenth")
    floor = parameters.optional(
      "floor", .number(atLeast: 0),
      help: "E; the grammar's entropy of corpus=tinyworld, else fitted, if absent")
    isHeldOut = parameters.value(
      "held_out", .flag, default: true,
      help: "whether the largest and longest training is left out of the fit and predicted")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let text = try source.load(context)
    try text.check(context: self.context)
    try context.admit(work(vocabularySize: text.vocabularySize))
    guard !text.validation.isEmpty else {
      throw DirectiveError(
        "losses need a text kept back: validation=0 keeps none",
        parameter: "validation")
    }
    try check(floor ?? text.floor)
    var random = context.random
    let grid = try ScalingGrid(self, text, seed: random.nextUInt64()).run(context)
    guard let result = ScalingResult(grid, floor: floor ?? text.floor, isHeldOut: isHeldOut) else {
      throw DirectiveError(
        "no law of this form fits these losses: they must all lie above the floor, and fall",
        parameter: "widths")
    }
    return Outcome(result.values, blocks: result.blocks)
  }

  /// About what all trainings take: three times a pass forward, at the layers' and tables' sizes.
  private func work(vocabularySize: Int) -> WorkEstimate {
    let tokens = Double(steps.reduce(0, +)) * Double(batch) * Double(context)
    let (layers, vocabulary) = (Double(layers), Double(vocabularySize))
    let operations = widths.reduce(0.0) { total, width in
      let width = Double(width)
      return total + 6 * tokens * width * (layers * (12 * width + 2 * Double(context)) + vocabulary)
    }
    let widest = Double(widths.max() ?? 0)
    let held = Double(batch) * Double(context) * (layers * 26 * widest + 3 * vocabulary)
    return WorkEstimate(operations: operations, bytes: 4 * held)
  }

  /// Throws if there are fewer trainings than unknowns, or a width has no heads.
  private func check(_ floor: Double?) throws {
    for width in widths where width % headWidth != 0 || headWidth % 2 != 0 {
      throw DirectiveError(
        "a width of \(width) is not made of even heads \(headWidth) wide", parameter: "head_width")
    }
    let unknowns = floor == nil ? 5 : 4
    let fitted = widths.count * steps.count - (isHeldOut ? 1 : 0)
    guard widths.count >= 2, steps.count >= 2, fitted > unknowns else {
      throw DirectiveError(
        "a law has \(unknowns) unknowns, and \(counted: fitted, "training") to fit it to"
          + " \(fitted == 1 ? "is" : "are") too few: give more widths or steps",
        parameter: "widths")
    }
  }
}

extension ParameterType where T == [Int] {
  /// A list of different sizes, from the smallest to the largest.
  static func sizes(in range: ClosedRange<Int>) -> Self {
    ParameterType(
      name: "list of sizes", allowed: "rising", placeholder: [],
      text: { "[" + $0.map { String($0) }.joined(separator: ", ") + "]" },
      fingerprint: { .integers($0) },
      decode: { atom, evaluator in
        let sizes = try evaluator.numbers(atom).elements.map { value in
          guard let size = Int(exactly: value), range.contains(size) else {
            throw ParameterMismatch(
              "must hold whole numbers from \(range.lowerBound) to"
                + " \(NumberText.grouped(range.upperBound))")
          }
          return size
        }
        guard zip(sizes, sizes.dropFirst()).allSatisfy({ $0 < $1 }) else {
          throw ParameterMismatch("must rise from one number to the next")
        }
        return sizes
      })
  }
}

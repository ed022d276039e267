import Bedrock
import Engine
import Figures
import Notebook
import Numerics

/// A step of a whole model against the gradient of one text's loss, in Float.
struct ModelBackprop {
  let text: ModelText
  let modelName: String
  let learningRate: Double
  /// The loss at the start and after each step, in nats a token.
  private(set) var losses: [Double] = []
  /// −ln p of each token but the first, at the start and at the end.
  private(set) var surprisesBefore: [Double] = []
  private(set) var surprisesAfter: [Double] = []
  /// The gradients of the first step.
  private(set) var gradients: [Tensor] = []
  /// The slope of the loss along the first gradient, measured.
  private(set) var measuredSlope = 0.0
  let start: ModelWeights

  /// - Throws: `DirectiveError` for a text of a single token.
  init(
    _ text: ModelText, model: LanguageModel, name: String, learningRate: Double, steps: Int,
    progress: (Int) -> Void
  ) throws {
    guard text.count > 1 else {
      throw DirectiveError("the text needs two tokens: one to predict from, and one to predict")
    }
    self.text = text
    modelName = name
    self.learningRate = learningRate
    start = try model.weights
    let graph = try TrainingGraph(model.configuration)
    var weights = start
    for step in 0..<steps {
      let (values, gradients) = try Self.pass(text, graph, weights)
      losses.append(Self.mean(values))
      if step == 0 {
        surprisesBefore = values
        self.gradients = gradients
        measuredSlope = try Self.slope(along: gradients, text, graph, weights)
      }
      weights = weights.moved(along: gradients, by: -learningRate)
      progress(step + 1)
    }
    surprisesAfter = try Self.surprises(text, graph, weights)
    losses.append(Self.mean(surprisesAfter))
    guard losses.allSatisfy({ $0.isFinite }) else {
      throw DirectiveError(
        "the loss is no number any more", parameter: "learning_rate",
        suggestion: "a smaller learning_rate")
    }
  }

  /// The length of the first gradient, all parameters as one vector: its slope along itself.
  var gradientNorm: Double { GradientClipping.globalNorm(gradients) }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  private static func pass(
    _ text: ModelText, _ graph: TrainingGraph, _ weights: ModelWeights
  ) throws -> ([Double], [Tensor]) {
    var tape = Tape(parameters: weights.tensors)
    let logits = try graph.logits(Array(text.ids.dropLast()), batch: 1, on: &tape)
    let targets = Array(text.ids.dropFirst())
    let losses = try CrossEntropy(logits.value, targets: targets).losses
    let loss = try tape.crossEntropy(logits, targets: targets)
    return (losses.elements.map { Double($0) }, try tape.gradients(of: loss))
  }

  private static func surprises(
    _ text: ModelText, _ graph: TrainingGraph, _ weights: ModelWeights
  ) throws -> [Double] {
    var tape = Tape(parameters: weights.tensors)
    let logits = try graph.logits(Array(text.ids.dropLast()), batch: 1, on: &tape)
    let losses = try CrossEntropy(logits.value, targets: Array(text.ids.dropFirst())).losses
    return losses.elements.map { Double($0) }
  }

  /// The central difference of the loss along the gradient's direction, which is to be its length.
  ///
  /// One number for all parameters: a single weight's own effect drowns in the rounding of Floats.
  private static func slope(
    along gradients: [Tensor], _ text: ModelText, _ graph: TrainingGraph, _ weights: ModelWeights
  ) throws -> Double {
    let norm = GradientClipping.globalNorm(gradients)
    guard norm > 0 else { return 0 }
    // A change of the loss of about 1e-2 is far above a Float's rounding, and the loss nearly straight.
    let h = 1e-2 / Elementary.maximum(norm, 1)
    let forward = try mean(surprises(text, graph, weights.moved(along: gradients, by: h / norm)))
    let backward = try mean(surprises(text, graph, weights.moved(along: gradients, by: -h / norm)))
    return (forward - backward) / (2 * h)
  }
}

extension ModelWeights {
  /// The weights plus a multiple of a tensor for each.
  func moved(along direction: [Tensor], by factor: Double) -> ModelWeights {
    var moved = self
    let factor = Float(factor)
    for index in moved.tensors.indices {
      direction[index].withElements { source in
        moved.tensors[index].withMutableElements { target in
          for place in target.indices {
            target[place] = target[place].addingProduct(factor, source[place])
          }
        }
      }
    }
    return moved
  }
}

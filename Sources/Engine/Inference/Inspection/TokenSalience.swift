import Numerics

/// How much each token of a text counts for what a model expects next, by gradients with respect to the
/// tokens' embeddings.
///
/// Embeddings are compared with a baseline b, another token's. (Zeros, and the mean of all embeddings,
/// are near the place where a norm blows any direction up to full size: f is no smooth function of the
/// way from there, and the sum of hundreds of gradients misses its integral.)
///
/// What is explained is f, a target's logit less its rival's, or ln of the target's probability
/// (`TargetMeasure`).
public struct TokenSalience: Sendable {
  public enum Method: Sendable, Equatable {
    /// ∇f(x)ᵢ · (xᵢ − b): what f would lose if its slope at x held all the way to the baseline (Shrikumar
    /// et al., 2016, arXiv:1605.01713).
    case gradient
    /// The gradient's mean along the straight way from the baseline to x, times xᵢ − b. The scores sum to
    /// f(x) − f(b) but for what a sum of so many steps leaves of the integral (Sundararajan et al.,
    /// 2017, arXiv:1703.01365, equation 1).
    case integrated(steps: Int)
  }

  /// One a token.
  public let scores: [Double]
  /// f of the text.
  public let value: Double
  /// f where every token's embedding is the baseline.
  public let baseline: Double

  public var sum: Double { scores.reduce(0, +) }

  /// - Parameters:
  ///   - ids: at least one.
  ///   - baseline: the token whose embedding is b.
  ///   - progress: is told the part of the work that is done after each gradient.
  public init(
    _ weights: ModelWeights, ids: [Int], baseline token: Int, measure: TargetMeasure,
    method: Method, pool: WorkerPool = .default, progress: (Int, Int) -> Void = { _, _ in }
  ) throws {
    let model = try SalienceModel(
      weights, ids: ids, baseline: token, measure: measure, pool: pool)
    baseline = try model.slope(at: 0).value
    let whole = try model.slope(at: 1)
    value = whole.value
    switch method {
    case .gradient: scores = model.products(whole.gradient)
    case .integrated(let steps):
      var sums = [Double](repeating: 0, count: ids.count)
      for step in 0..<steps {
        let place = Float((Double(step) + 0.5) / Double(steps))
        let products = model.products(try model.slope(at: place).gradient)
        for token in sums.indices { sums[token] += products[token] / Double(steps) }
        progress(step + 1, steps)
      }
      scores = sums
    }
  }
}

/// f along the straight way from the baseline to a text's embeddings.
private struct SalienceModel {
  let weights: ModelWeights
  let graph: TrainingGraph
  /// The text's embeddings less the baseline, `[tokens, width]`.
  private let differences: Tensor
  /// The baseline in every row.
  private let start: Tensor
  let measure: TargetMeasure
  let pool: WorkerPool

  init(
    _ weights: ModelWeights, ids: [Int], baseline: Int, measure: TargetMeasure, pool: WorkerPool
  ) throws {
    self.weights = weights
    self.measure = measure
    self.pool = pool
    graph = try TrainingGraph(weights.configuration)
    guard let table = weights[.tokenEmbedding] else {
      throw ModelError.missingTensor("\(Parameter.tokenEmbedding)")
    }
    start = try table.gathering(ids.map { _ in baseline }, pool: pool)
    differences = try table.gathering(ids, pool: pool).adding(start.scaled(by: -1))
  }

  /// f and its gradient with respect to the embeddings at a place of the way, from 0 to 1.
  func slope(at place: Float) throws -> (value: Double, gradient: Tensor) {
    var x = start
    try x.add(differences, times: place, pool: pool)
    var (value, gradient) = try logProbability(of: measure.target, x)
    if let alternative = measure.alternative {
      let other = try logProbability(of: alternative, x)
      value -= other.value
      try gradient.add(other.gradient, times: -1, pool: pool)
    }
    return (value, gradient)
  }

  private func logProbability(
    of target: Int, _ x: Tensor
  ) throws -> (value: Double, gradient: Tensor) {
    var tape = Tape(parameters: weights.tensors + [x], pool: pool)
    let logits = try graph.logits(
      embedded: tape.parameter(weights.tensors.count), batch: 1, on: &tape)
    var targets = [Int](repeating: CrossEntropy.ignored, count: x.rowCount)
    targets[x.rowCount - 1] = target
    let tokens = try tape.logProbabilities(logits, targets: targets)
    let last = try tape.sums(tokens, sequences: 1)
    let terms = try tape.gradientTerms(of: last)
    let gradient = try ParameterGradients.sum(
      [Array(terms.suffix(1))], shapes: [x.shape], pool: pool)
    return (Double(last.value[flat: 0]), gradient[0])
  }

  /// For each token the product of a gradient and its difference from the baseline.
  func products(_ gradient: Tensor) -> [Double] {
    (0..<differences.rowCount).map { token in
      zip(gradient.row(token), differences.row(token)).reduce(0.0) {
        $0 + Double($1.0) * Double($1.1)
      }
    }
  }
}

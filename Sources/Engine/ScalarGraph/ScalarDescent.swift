/// Gradient descent on a scalar graph: forward, backward, update, as often as asked.
public struct ScalarDescent: Sendable {
  /// The leaves that learn, as nodes; the others are data.
  public var parameters: [Int]
  public var learningRate: Double
  public var order: BackwardPass.Order = .topological
  public var accumulates = true
  /// Whether each step starts from gradients of zero. Without it they pile up in the leaves, and a
  /// step also repeats all earlier ones.
  public var zeroesGradients = true

  public init(parameters: [Int], learningRate: Double) {
    self.parameters = parameters
    self.learningRate = learningRate
  }

  /// One step: where it started, what it found there, and where it went.
  public struct Step: Sendable {
    /// The graph at the step's start, with all values.
    public let graph: ScalarGraph
    public let loss: Double
    /// The gradients that the step used.
    public let pass: BackwardPass
    /// The graph after the update.
    public let updated: ScalarGraph
    public let lossAfter: Double
  }

  /// Takes steps: each parameter goes by −learning rate · gradient.
  ///
  /// - Throws: `ScalarGraphError` where the graph has no value at the place that a step led to.
  public func steps(_ count: Int, on graph: ScalarGraph, output: Int) throws -> [Step] {
    var steps: [Step] = []
    var current = graph
    var leftovers: [Int: Double] = [:]
    for _ in 0..<count {
      let pass = try BackwardPass(
        of: current, from: output, order: order, accumulates: accumulates, leftovers: leftovers)
      if !zeroesGradients {
        for leaf in current.leaves { leftovers[leaf] = pass.gradients[leaf] }
      }
      var values: [Int: Double] = [:]
      for leaf in parameters {
        values[leaf] = current.nodes[leaf].value - learningRate * pass.gradients[leaf]
        guard values[leaf]?.isFinite == true else { throw ScalarGraphError.gradientOverflow }
      }
      let updated = try current.evaluated(values)
      steps.append(
        Step(
          graph: current, loss: current.nodes[output].value, pass: pass, updated: updated,
          lossAfter: updated.nodes[output].value))
      current = updated
    }
    return steps
  }
}

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

  /// A descent: some steps whole, and of all of them the losses and the gradients that were used.
  public struct Path: Sendable {
    /// The first steps, as many as were to be kept, but at least one.
    public let start: [Step]
    public let last: Step
    /// The loss at the start and after each step.
    public let losses: [Double]
    /// For each step, the gradient of each leaf in the graph's order.
    public let gradients: [[Double]]

    public var first: Step { start[0] }
  }

  /// Takes steps: each parameter goes by −learning rate · gradient.
  ///
  /// - Parameter kept: how many of the first steps are kept whole.
  /// - Precondition: at least one step.
  /// - Throws: `ScalarGraphError` where the graph has no value at the place that a step led to.
  public func descend(
    _ count: Int, on graph: ScalarGraph, output: Int, keeping kept: Int = 1
  ) throws -> Path {
    precondition(count >= 1, "a descent of \(count) steps")
    let leaves = graph.leaves
    var leftovers: [Int: Double] = [:]
    var step = try self.step(on: graph, output: output, leftovers)
    var start = [step]
    var losses = [step.loss, step.lossAfter]
    var gradients = [leaves.map { step.pass.gradients[$0] }]
    for index in 1..<max(count, 1) {
      if !zeroesGradients {
        for leaf in leaves { leftovers[leaf] = step.pass.gradients[leaf] }
      }
      step = try self.step(on: step.updated, output: output, leftovers)
      if index < kept { start.append(step) }
      losses.append(step.lossAfter)
      gradients.append(leaves.map { step.pass.gradients[$0] })
    }
    return Path(start: start, last: step, losses: losses, gradients: gradients)
  }

  private func step(
    on graph: ScalarGraph, output: Int, _ leftovers: [Int: Double]
  ) throws -> Step {
    let pass = try BackwardPass(
      of: graph, from: output, order: order, accumulates: accumulates, leftovers: leftovers)
    var values: [Int: Double] = [:]
    for leaf in parameters {
      let value = graph.nodes[leaf].value - learningRate * pass.gradients[leaf]
      guard value.isFinite else { throw ScalarGraphError.gradientOverflow }
      values[leaf] = value
    }
    let updated = try graph.evaluated(values)
    return Step(
      graph: graph, loss: graph.nodes[output].value, pass: pass, updated: updated,
      lossAfter: updated.nodes[output].value)
  }
}

import Engine
import Testing

@Suite struct ScalarGraphTests {
  /// s = a·b, used twice: f = s·s + s, so df/da = (2s + 1) b.
  private func reused() throws -> (graph: ScalarGraph, output: Int, a: Int, s: Int) {
    var graph = ScalarGraph()
    let a = graph.leaf("a", 2)
    let b = graph.leaf("b", -3)
    let s = try graph.apply(.multiply, a, b)
    let again = try graph.apply(.multiply, a, b)
    #expect(s == again)
    let square = try graph.apply(.multiply, s, s)
    let output = try graph.apply(.add, square, s)
    return (graph, output, a, s)
  }

  @Test("gradients of a node that is used several times add up")
  func accumulation() throws {
    let (graph, output, a, s) = try reused()
    let pass = try BackwardPass(of: graph, from: output)
    #expect(graph.useCount(of: s) == 3)
    #expect(pass.gradients[s] == 2 * -6 + 1)
    #expect(pass.gradients[a] == (2 * -6 + 1) * -3)
  }

  @Test("overwriting instead of adding loses all parts but the last")
  func overwriting() throws {
    let (graph, output, _, s) = try reused()
    let pass = try BackwardPass(of: graph, from: output, accumulates: false)
    #expect(pass.gradients[s] == -6)
  }

  @Test("in depth-first order a reused node passes on before all of its gradient has come")
  func depthFirst() throws {
    var graph = ScalarGraph()
    let a = graph.leaf("a", 0.1)
    let s = try graph.apply(.multiply, a, graph.constant(3))
    let e = try graph.apply(.multiply, s, graph.constant(5))
    let deeper = try graph.apply(.tanh, e)
    let output = try graph.apply(.add, s, deeper)
    let right = try BackwardPass(of: graph, from: output)
    let wrong = try BackwardPass(of: graph, from: output, order: .depthFirst)
    #expect(wrong.gradients[a] == 3)
    #expect(right.gradients[a] > 3)
    #expect(wrong.gradients[s] == right.gradients[s])
    #expect(wrong.contributions.count == right.contributions.count)
  }

  @Test("without zeroing, a second step repeats the first")
  func zeroing() throws {
    var graph = ScalarGraph()
    let a = graph.leaf("a", 3)
    let output = try graph.apply(.multiply, a, a)
    var descent = ScalarDescent(parameters: [a], learningRate: 0.1)
    let right = try descent.descend(2, on: graph, output: output)
    #expect(right.last.pass.gradients[a] == 2 * right.last.graph.nodes[a].value)
    descent.zeroesGradients = false
    let wrong = try descent.descend(2, on: graph, output: output, keeping: 2)
    #expect(wrong.gradients == [[6], [6 + 2 * wrong.last.graph.nodes[a].value]])
    #expect(wrong.start.count == 2)
    #expect(wrong.losses.count == 3)
  }

  @Test("one step goes against the gradient and lowers the loss; data stay as they are")
  func step() throws {
    var graph = ScalarGraph()
    let w = graph.leaf("w", 1)
    let x = graph.leaf("x", 2)
    let y = graph.leaf("y", 5)
    let error = try graph.apply(.subtract, graph.apply(.multiply, w, x), y)
    let loss = try graph.apply(.power, error, graph.constant(2))
    let step = try ScalarDescent(parameters: [w], learningRate: 0.1)
      .descend(1, on: graph, output: loss).first
    #expect(step.loss == 9)
    #expect(step.pass.gradients[w] == -12)
    #expect(step.updated.nodes[w].value == 1 + 0.1 * 12)
    #expect(step.updated.nodes[x].value == 2)
    #expect(step.lossAfter < step.loss)
  }

  @Test("a kink has the slope that PyTorch gives it")
  func kinks() throws {
    #expect(try ScalarOperation.abs.derivatives([0], value: 0, needed: [true]) == [0])
    #expect(try ScalarOperation.relu.derivatives([0], value: 0, needed: [true]) == [0])
    #expect(
      try ScalarOperation.max.derivatives([1, 1], value: 1, needed: [true, true]) == [0.5, 0.5])
  }

  @Test("a kink is told from a smooth place")
  func kinkDetection() throws {
    var graph = ScalarGraph()
    let a = graph.leaf("a", 0)
    let corner = try graph.apply(.abs, a)
    let smooth = try graph.apply(.tanh, a)
    #expect(FiniteDifference.isKink(in: graph, output: corner, leaf: a))
    #expect(!FiniteDifference.isKink(in: graph, output: smooth, leaf: a))
  }

  @Test(
    "what has no value or no slope is refused",
    arguments: [
      (ScalarOperation.divide, [1, 0], ScalarGraphError.divisionByZero),
      (.log, [0], .logarithmOutside(0)),
      (.sqrt, [-1], .squareRootOfNegative(-1)),
      (.sqrt, [0], .infiniteSlope(.sqrt)),
      (.power, [-2, 0.5], .powerOutside(base: -2, exponent: 0.5)),
      (.power, [0, -1], .powerOutside(base: 0, exponent: -1)),
      (.power, [-2, 2], .exponentNeedsPositiveBase(-2)),
      (.exp, [1000], .overflow(.exp)),
    ] as [(ScalarOperation, [Double], ScalarGraphError)])
  func refused(operation: ScalarOperation, inputs: [Double], error: ScalarGraphError) {
    var graph = ScalarGraph()
    let leaves = inputs.enumerated().map { graph.leaf("x\($0)", $1) }
    #expect(throws: error) { try graph.apply(operation, leaves) }
  }

  @Test(
    "a very deep graph needs no deep stack",
    arguments: [BackwardPass.Order.topological, .depthFirst])
  func deep(order: BackwardPass.Order) throws {
    var graph = ScalarGraph()
    let a = graph.leaf("a", 1)
    var node = a
    for _ in 0..<100_000 { node = try graph.apply(.add, node, a) }
    #expect(try BackwardPass(of: graph, from: node, order: order).gradients[a] == 100_001)
  }
}

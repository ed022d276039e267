import Bedrock
import Engine
import Testing

@Suite struct ScalarNetworkTests {
  private func network(target: Int = 2) throws -> ScalarNetwork {
    try ScalarNetwork(
      input: [0.5, -1],
      layers: [
        .init(
          weights: DoubleMatrix(rows: [[0.1, -0.2, 0.3], [0.4, 0.5, -0.6]]), bias: [0, 0.1, 0]),
        .init(weights: DoubleMatrix(rows: [[1, 0, -1, 0.2], [0, 1, 0, 0.3], [2, 1, 0, -1]])),
      ],
      activation: .tanh, target: target)
  }

  @Test("the loss is -log of the target's probability")
  func loss() throws {
    let network = try network()
    let logits = network.logits.map { network.graph.nodes[$0].value }
    let expected = -(try Softmax.logProbabilities(logits)[2])
    #expect(abs(network.graph.nodes[network.loss].value - expected) < 1e-15)
  }

  @Test("the gradient of each logit is its probability, less 1 for the target")
  func logitGradients() throws {
    let network = try network()
    let pass = try BackwardPass(of: network.graph, from: network.loss)
    let probabilities = try Softmax.probabilities(
      network.logits.map { network.graph.nodes[$0].value })
    for (index, logit) in network.logits.enumerated() {
      let expected = probabilities[index] - (index == 2 ? 1 : 0)
      #expect(abs(pass.gradients[logit] - expected) < 1e-14)
    }
  }

  @Test("every weight's gradient agrees with its central difference")
  func gradients() throws {
    let network = try network()
    let pass = try BackwardPass(of: network.graph, from: network.loss)
    #expect(network.parameters.count == 6 + 3 + 12)
    for leaf in network.parameters {
      let slope = try #require(
        FiniteDifference.central(of: network.graph, output: network.loss, leaf: leaf))
      #expect(abs(pass.gradients[leaf] - slope) < 1e-9)
    }
  }

  @Test("after an update the target is likelier")
  func update() throws {
    let network = try network()
    let step = try ScalarDescent(parameters: network.parameters, learningRate: 0.5)
      .descend(1, on: network.graph, output: network.loss).first
    #expect(step.lossAfter < step.loss)
  }
}

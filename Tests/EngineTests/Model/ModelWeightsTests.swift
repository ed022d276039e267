import Bedrock
import Engine
import Numerics
import Testing

@Suite("Model weights")
struct ModelWeightsTests {
  @Test("the same seed gives the same weights, another one others")
  func seeded() throws {
    let configuration = ModelFixture.configurations[0]
    let weights = try ModelWeights(configuration: configuration, seed: 1)
    #expect(try ModelWeights(configuration: configuration, seed: 1) == weights)
    #expect(try ModelWeights(configuration: configuration, seed: 2) != weights)
  }

  @Test("a parameter's first values do not depend on the other parameters")
  func independent() throws {
    var deeper = ModelFixture.configurations[0]
    deeper.layers = 3
    let weights = try ModelWeights(configuration: ModelFixture.configurations[0], seed: 1)
    let others = try ModelWeights(configuration: deeper, seed: 1)
    #expect(weights[1, .query]! == others[1, .query]!)
  }

  @Test("random matrices have the deviation asked for, norms are 1, biases 0")
  func distribution() throws {
    let configuration = ModelConfiguration.gpt2(
      vocabularySize: 300, width: 64, layers: 2, heads: 4, context: 32)
    let weights = try ModelWeights(configuration: configuration, seed: 3)
    func deviation(_ tensor: Tensor) -> Float {
      (tensor.sumOfSquares() / Float(tensor.count)).squareRoot()
    }
    #expect(abs(deviation(weights[.tokenEmbedding]!) - 0.02) < 0.0005)
    #expect(abs(deviation(weights[0, .down]!) - 0.01) < 0.0005)
    #expect(weights[0, .attentionNorm]! == Tensor(repeating: 1, shape: [64]))
    #expect(weights[1, .upBias]! == Tensor(zeros: [256]))
  }

  @Test("tensors of another shape, too few and too many are refused")
  func refused() throws {
    let configuration = ModelFixture.configurations[0]
    var tensors = try ModelWeights(configuration: configuration, seed: 1).tensors
    let extra = tensors + [Tensor(zeros: [1])]
    #expect(throws: ModelError.self) {
      try ModelWeights(configuration: configuration, tensors: extra)
    }
    let last = tensors.removeLast()
    #expect(throws: ModelError.missingTensor("model.norm.weight")) {
      try ModelWeights(configuration: configuration, tensors: tensors)
    }
    tensors.append(try last.reshaped([2, 12]))
    #expect(
      throws: ModelError.wrongShape(name: "model.norm.weight", shape: [2, 12], expected: [24])
    ) { try ModelWeights(configuration: configuration, tensors: tensors) }
  }
}

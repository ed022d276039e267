import Bedrock
import Engine
import Numerics
import Testing

@Suite("Gradients of a transformer")
struct GradientTests {
  static func lossAndGradients(
    _ weights: ModelWeights, _ ids: [Int], _ targets: [Int], batch: Int,
    pool: WorkerPool = .default
  ) throws -> (loss: Float, gradients: [Tensor]) {
    var tape = Tape(parameters: weights.tensors, pool: pool)
    let graph = try TrainingGraph(weights.configuration)
    let loss = try graph.loss(ids, targets: targets, batch: batch, on: &tape)
    return (loss.value[flat: 0], try tape.gradients(of: loss))
  }

  @Test("loss and gradients are PyTorch's", arguments: ModelFixture.names)
  func reference(_ name: String) throws {
    let fixture = try ModelFixture(name)
    let (loss, gradients) = try Self.lossAndGradients(
      fixture.weights, fixture.ids, fixture.targets, batch: fixture.batch)
    let expectedLoss = try fixture.reference.tensor("loss")[flat: 0]
    #expect(abs(loss - expectedLoss) < 2e-6)
    let stored = try ModelWeights(
      configuration: fixture.weights.configuration, tensors: gradients
    ).storedTensors()
    for (name, gradient) in stored {
      let expected = try fixture.reference.tensor("gradient." + name)
      let size = (expected.sumOfSquares() / Float(expected.count)).squareRoot()
      #expect(gradient.distance(to: expected) < 4e-5 * max(size, 0.05), "\(name)")
    }
  }

  // Without norms the loss bends too fast for a difference; those models are PyTorch's to check.
  @Test(
    "gradients are what central differences say",
    arguments: ModelFixture.configurations.filter { $0.hasNorms && $0.isResidual })
  func differences(_ configuration: ModelConfiguration) throws {
    var weights = try ModelFixture.weights(configuration)
    let (ids, targets) = (ModelFixture.tokens(12), ModelFixture.tokens(12, seed: 2))
    let gradients = try Self.lossAndGradients(weights, ids, targets, batch: 2).gradients
    for index in weights.tensors.indices {
      // Along the gradient itself, where the difference is largest.
      let original = weights.tensors[index]
      let length = gradients[index].sumOfSquares().squareRoot()
      // A bias of keys, for one, changes no weight of attention.
      guard length > 1e-6 else { continue }
      let step: Float = 0.006 / length * min(1, length)
      var losses: [Float] = []
      for sign in [1, -1] as [Float] {
        try weights.tensors[index].add(gradients[index], times: sign * step)
        losses.append(try Self.lossAndGradients(weights, ids, targets, batch: 2).loss)
        weights.tensors[index] = original
      }
      let slope = (losses[0] - losses[1]) / (2 * step)
      #expect(
        abs(slope - length * length) < 0.02 * length * length + 2e-4, "\(weights.names[index])")
    }
  }

  @Test(
    "the training graph's logits have the bits of the transformer's",
    arguments: ModelFixture.configurations)
  func sameBits(_ configuration: ModelConfiguration) throws {
    let weights = try ModelFixture.weights(configuration)
    let ids = ModelFixture.tokens(22)
    var tape = Tape(parameters: weights.tensors)
    let logits = try TrainingGraph(configuration).logits(ids, batch: 2, on: &tape).value
    let model = try Transformer(weights)
    #expect(try model.logits(Array(ids[..<11])).bits == logits.rows(0..<11).bits)
    #expect(try model.logits(Array(ids[11...])).bits == logits.rows(11..<22).bits)
  }

  @Test("gradients have the same bits at every thread count", arguments: [2, 3, 7])
  func threads(_ threads: Int) throws {
    let configuration = ModelConfiguration.llama(
      vocabularySize: 300, width: 64, layers: 1, heads: 4, keyValueHeads: 2, hiddenWidth: 160,
      context: 64)
    let weights = try ModelFixture.weights(configuration)
    let ids = ModelFixture.tokens(192, below: 300)
    let targets = ModelFixture.tokens(192, below: 300, seed: 2)
    let one = try Self.lossAndGradients(
      weights, ids, targets, batch: 3, pool: WorkerPool(threads: 1))
    let many = try Self.lossAndGradients(
      weights, ids, targets, batch: 3, pool: WorkerPool(threads: threads))
    #expect(one.loss.bitPattern == many.loss.bitPattern)
    #expect(one.gradients.map(\.bits) == many.gradients.map(\.bits))
  }
}

import Bedrock
import Engine
import Numerics
import Testing

@Suite("Measurements on the way")
struct LanguageProbeTests {
  static let configuration = ModelConfiguration.llama(
    vocabularySize: 40, width: 16, layers: 1, heads: 2, hiddenWidth: 16, context: 32)

  @Test("a held-out loss counts every token once, however the windows fall", arguments: [3, 7, 64])
  func windows(_ count: Int) throws {
    let weights = try ModelWeights(configuration: Self.configuration, seed: 1)
    var stream = RandomStream(seed: 2, name: "tokens")
    let tokens = (0..<count).map { _ in UInt32(stream.below(40)) }
    let loss = try HeldOutLoss(
      tokens, configuration: Self.configuration, tensors: weights.tensors, context: 5, batch: 2)
    #expect(loss.count == count - 1)
    // Window by window, as the transformer reads them.
    let model = try Transformer(weights)
    var nats = 0.0
    for first in stride(from: 0, to: count - 1, by: 5) {
      let ids = tokens[first..<min(first + 5, count - 1)].map { Int($0) }
      let targets = tokens[first + 1..<first + 1 + ids.count].map { Int($0) }
      let losses = try CrossEntropy(try model.logits(ids), targets: targets).losses
      nats += losses.elements.reduce(0.0) { $0 + Double($1) }
    }
    #expect(abs(loss.nats - nats) < 1e-9)
  }

  @Test("nothing to predict costs nothing")
  func nothing() throws {
    let weights = try ModelWeights(configuration: Self.configuration, seed: 1)
    let loss = try HeldOutLoss(
      [3] as [UInt32], configuration: Self.configuration, tensors: weights.tensors, context: 5)
    #expect(loss.count == 0 && loss.nats == 0 && loss.mean == 0)
  }

  @Test("a model that knows nothing copies nothing")
  func induction() throws {
    let weights = try ModelWeights(configuration: Self.configuration, seed: 1)
    let probe = InductionProbe(tokens: Array(1..<40), length: 8, count: 20, start: 0, seed: 4)
    #expect(probe.sequences.allSatisfy { $0.count == 17 && $0[1...8] == $0[9...16] })
    let score = try probe.score(Self.configuration, tensors: weights.tensors)
    #expect(score.accuracy < 0.2)
    #expect(abs(score.first - 3.689) < 0.2 && abs(score.second - 3.689) < 0.2)
  }
}

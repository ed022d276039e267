import Bedrock
import Engine
import Numerics
import Testing

@Suite("The bits of a training")
struct TrainingBitsTests {
  static let gpt = ModelConfiguration.gpt2(
    vocabularySize: 256, width: 128, layers: 2, heads: 4, context: 64)
  static let llama = ModelConfiguration.llama(
    vocabularySize: 400, width: 64, layers: 2, heads: 4, keyValueHeads: 2, hiddenWidth: 176,
    context: 40)

  static func hash(
    _ configuration: ModelConfiguration, batch: Int, context: Int, threads: Int
  ) throws -> String {
    var stream = RandomStream(seed: 1, name: "tokens")
    let tokens = (0..<3000).map { _ in UInt32(stream.below(configuration.vocabularySize)) }
    let weights = try ModelWeights(configuration: configuration, seed: 1)
    var trainer = try Trainer(
      weights, tokens: tokens,
      plan: TrainingPlan(
        steps: 3, batch: batch, context: context, learningRate: 0.01, validationShare: 0.2,
        validationInterval: 3, validationBatches: 2))
    try trainer.run(pool: WorkerPool(threads: threads))
    return String(SHA256.hash(trainer.checkpoint()).hex.prefix(16))
  }

  @Test(
    "a GPT's weights, moments and losses are the same on every machine", arguments: [1, 2, 3, 7])
  func gpt(_ threads: Int) throws {
    let many = try Self.hash(Self.gpt, batch: 6, context: 64, threads: threads)
    #expect(many == "59ebefa0fc55d062")
    let one = try Self.hash(Self.gpt, batch: 1, context: 61, threads: threads)
    #expect(one == "522d9c5070668938")
  }

  @Test("and so are a Llama's", arguments: [1, 2, 3, 7])
  func llama(_ threads: Int) throws {
    let hash = try Self.hash(Self.llama, batch: 5, context: 39, threads: threads)
    #expect(hash == "7798da7cc3b7bc29")
  }

  @Test("the shortened recipe of tinyworld gives this file")
  func recipe() throws {
    let bytes = try #require(try TinyWorldRecipe.short.make())
    #expect(
      SHA256.hash(bytes).hex == "e9dae326b62a4109b2e72f17cc379b41878dd7a0a2504ea1b692045313acc02e")
  }
}

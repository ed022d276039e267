import Bedrock
import Engine
import Numerics
import Testing

@Suite("The recipe of tinyworld")
struct TinyWorldRecipeTests {
  @Test("the shortened recipe gives the same file at 1 and at 3 threads, and a model that runs")
  func short() throws {
    var losses: [Float] = []
    let bytes = try #require(
      try TinyWorldRecipe.short.make(pool: WorkerPool(threads: 1)) { progress in
        losses.append(progress.loss)
        return true
      })
    #expect(try TinyWorldRecipe.short.make(pool: WorkerPool(threads: 3)) == bytes)
    // A model that knows nothing: ln 512.
    #expect(abs(losses[0] - 6.238) < 0.2)
    let model = try LanguageModel(bytes)
    #expect(model.configuration == TinyWorldRecipe.short.configuration)
    let ids = model.tokenizer.encode("The cat sat.")
    #expect(model.tokenizer.decode(ids) == Array("The cat sat.".utf8))
    #expect(model.tokenizer.bytes(of: try #require(model.endOfText)) == Array("<|endoftext|>".utf8))
    let evaluation = TinyWorldEvaluation(model)
    let entropy = try evaluation.entropy(of: TinyWorld.validation(seed: 1, documents: 5))
    #expect(entropy.modelNats > entropy.worldNats)
    let accuracy = try evaluation.accuracy(of: TinyWorld.probes[0], items: 4)
    #expect(accuracy.items == 4)
  }

  @Test("a training that is called off gives no file")
  func calledOff() throws {
    #expect(try TinyWorldRecipe.short.make { _ in false } == nil)
  }

  @Test("a continuation's probability is the same token by token and at once")
  func continuations() throws {
    let bytes = try #require(try TinyWorldRecipe.short.make())
    let evaluation = TinyWorldEvaluation(try LanguageModel(bytes))
    let apart = try evaluation.logProbabilities(of: [" cat", " dog and"], after: "A")
    #expect(apart.allSatisfy { $0 < 0 && $0.isFinite })
    let none = try evaluation.logProbabilities(of: [""], after: "A")
    #expect(none == [0])
  }
}

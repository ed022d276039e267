import Bedrock
import Engine
import Numerics
import Testing

/// The model that ships inside the product, and what it has learned.
@Suite("The shipped tinyworld")
struct TinyWorldModelTests {
  private static let model = Result { try LanguageModel(TinyWorld.modelFile) }

  @Test("it is the file that the recipe makes")
  func file() throws {
    #expect(SHA256.hash(TinyWorld.modelFile).hex == TinyWorldRecipe.shippedSHA256)
    let model = try Self.model.get()
    #expect(model.configuration == TinyWorldRecipe.shipped.configuration)
    #expect(model.tokenizer.vocabularySize == TinyWorldRecipe.shipped.vocabularySize)
    #expect(model.tokenizerRecord.startID == model.endOfText && model.endOfText != nil)
  }

  @Test(
    "of each phenomenon it knows at least nine in ten cases that training never showed",
    arguments: TinyWorld.probes.map(\.name))
  func probes(name: String) throws {
    let probe = try #require(TinyWorld.probes.first { $0.name == name })
    let accuracy = try TinyWorldEvaluation(try Self.model.get()).accuracy(of: probe, items: 100)
    #expect(accuracy.items == 100)
    #expect(accuracy.share >= 0.9, "\(accuracy.right) of 100")
    #expect(accuracy.chance < 0.8)
  }

  @Test("its perplexity on new documents is within a twentieth of the world's own")
  func perplexity() throws {
    let entropy = try TinyWorldEvaluation(try Self.model.get())
      .entropy(of: TinyWorld.validation(seed: 3, documents: 200))
    #expect(entropy.skipped < 10)
    #expect(entropy.perplexity > entropy.floor)
    #expect(entropy.perplexity < entropy.floor * 1.05)
  }

  @Test("its logits are those of a float64 model on the same weights")
  func logits() throws {
    let reference = try Fixture.decode(Reference.self, from: "tinyworld_logits.json")
    #expect(reference.model == TinyWorldRecipe.shippedSHA256)
    let model = try Self.model.get()
    for item in reference.cases {
      let logits = try model.transformer.logits(item.ids)
      let last = logits.row(item.ids.count - 1)
      #expect(item.topIDs.count == 10 && item.topLogits.count == 10)
      for (id, expected) in zip(item.topIDs, item.topLogits) {
        #expect(abs(Double(last[id]) - expected) < 2e-4)
      }
      #expect(last.indices.max { last[$0] < last[$1] } == item.topIDs[0])
    }
  }

  /// What `Fixtures/scripts/make_tinyworld_logits.py` writes.
  private struct Reference: Decodable {
    struct Case: Decodable {
      let ids: [Int]
      let topIDs: [Int]
      let topLogits: [Double]

      enum CodingKeys: String, CodingKey {
        case ids
        case topIDs = "top_ids"
        case topLogits = "top_logits"
      }
    }

    let model: String
    let cases: [Case]
  }

  @Test("the first loss of its training is near ln V")
  func firstLoss() throws {
    let recipe = TinyWorldRecipe.short
    var trainer = try recipe.trainer(recipe.tokenizerRecord().tokenizer())
    let first = try trainer.advance()
    #expect(abs(Double(first.loss) - Elementary.log(Double(recipe.vocabularySize))) < 0.2)
  }
}

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
    #expect(model.beginsWithEndOfText && model.endOfText != nil)
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
    let reference = try JSON(parsing: Fixture.text("tinyworld_logits.json"))
    #expect(reference["model"]?.stringValue == TinyWorldRecipe.shippedSHA256)
    let model = try Self.model.get()
    for item in try #require(reference["cases"]?.arrayValue) {
      let ids = try #require(item["ids"]?.arrayValue?.compactMap(\.intValue))
      let logits = try model.transformer.logits(ids)
      let last = logits.row(ids.count - 1)
      let topIDs = try #require(item["top_ids"]?.arrayValue?.compactMap(\.intValue))
      let topLogits = try #require(item["top_logits"]?.arrayValue?.compactMap(\.doubleValue))
      #expect(topIDs.count == 10 && topLogits.count == 10)
      for (id, expected) in zip(topIDs, topLogits) {
        #expect(abs(Double(last[id]) - expected) < 2e-4)
      }
      #expect(last.indices.max { last[$0] < last[$1] } == topIDs[0])
    }
  }

  @Test("the first loss of its training is near ln V")
  func firstLoss() throws {
    let recipe = TinyWorldRecipe.short
    var trainer = try recipe.trainer(recipe.tokenizerRecord().tokenizer())
    let first = try trainer.advance()
    #expect(abs(Double(first.loss) - Elementary.log(Double(recipe.vocabularySize))) < 0.2)
  }
}

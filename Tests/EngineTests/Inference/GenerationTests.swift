import Bedrock
import Engine
import Numerics
import Testing

@Suite("Generation")
struct GenerationTests {
  let model: Transformer

  init() throws { model = try Transformer(ModelFixture.weights(ModelFixture.configurations[0])) }

  func generate(_ options: GenerationOptions, seed: UInt64 = 1) throws -> Generation {
    var stream = RandomStream(seed: seed, name: "generate")
    return try model.generate([3, 1, 4], options, stream: &stream)
  }

  @Test("greedy takes the largest logit each time")
  func greedy() throws {
    let result = try generate(GenerationOptions(maximumTokens: 8))
    #expect(result.ids.count == 8)
    #expect(result.ending == .length)
    var tokens = [3, 1, 4]
    for id in result.ids {
      let row = try model.logits(tokens).row(tokens.count - 1)
      #expect(row.firstIndex(of: row.max()!) == id)
      tokens.append(id)
    }
  }

  @Test("the same stream draws the same text, another one another")
  func sampled() throws {
    let options = GenerationOptions(strategy: .sample, maximumTokens: 20)
    #expect(try generate(options) == generate(options))
    #expect(try generate(options).ids != generate(options, seed: 2).ids)
  }

  @Test("a temperature of 0, top-k 1 and a tiny top-p draw what greedy takes")
  func limits() throws {
    let greedy = try generate(GenerationOptions(maximumTokens: 10)).ids
    for filter in [.temperature(0), .topK(1), .topP(1e-9)] as [LogitFilter] {
      let options = GenerationOptions(
        strategy: .sample, filters: [filter], maximumTokens: 10)
      #expect(try generate(options).ids == greedy)
    }
  }

  @Test("an extreme repetition penalty repeats nothing")
  func repetition() throws {
    let options = GenerationOptions(
      filters: [.repetitionPenalty(1e6, history: .written())], maximumTokens: 20)
    let ids = try [3, 1, 4] + generate(options).ids
    #expect(Set(ids.prefix(10)).count == 10)
  }

  @Test("a stop token ends the text and is not part of it")
  func stop() throws {
    let ids = try generate(GenerationOptions(maximumTokens: 10)).ids
    let place = ids.firstIndex(of: ids[4])!
    let result = try generate(GenerationOptions(maximumTokens: 10, stopTokens: [ids[4]]))
    #expect(result.ids == Array(ids[..<place]))
    #expect(result.ending == .stop(ids[4]))
  }

  @Test("a full context ends the text, and a caller may")
  func endings() throws {
    let full = try generate(GenerationOptions(maximumTokens: 100))
    #expect(full.ending == .context)
    // The last token is written though it can no longer be read.
    #expect(full.ids.count == 38)
    var stream = RandomStream(seed: 1, name: "generate")
    let cut = try model.generate([3], GenerationOptions(), stream: &stream) { _ in false }
    #expect(cut.ids.count == 1)
    #expect(cut.ending == .cancelled)
    #expect(try generate(GenerationOptions(maximumTokens: 0)).ids.isEmpty)
  }
}

import Bedrock
import Engine
import Testing

@Suite("What counting predicts")
struct CountingModelTests {
  @Test("the unigram is the share with one added, the bigram Witten and Bell's mixture")
  func formulas() {
    // a a b a a b …: a follows a, then b follows a, then a follows b.
    let tokens: [UInt32] = [0, 0, 1, 0, 0, 1, 0, 0, 1]
    let losses = CountingModel(tokens, vocabularySize: 3).losses(on: [0, 1] as [UInt32])
    // b: 3 + 1 of 9 + 3. After a: 3 of 6, two kinds of followers.
    #expect(abs(losses.unigram + Elementary.log(4.0 / 12)) < 1e-12)
    #expect(abs(losses.bigram + Elementary.log((3 + 2 * 4.0 / 12) / 8)) < 1e-12)
  }

  @Test("pairs tell more than counts where there is an order, and no more where there is none")
  func order() {
    let cycle = (0..<900).map { UInt32($0 % 3) }
    let ordered = CountingModel(cycle, vocabularySize: 3).losses(on: cycle)
    #expect(ordered.unigram > 1.09 && ordered.bigram < 0.02)
    var stream = RandomStream(seed: 1, name: "noise")
    let noise = (0..<6000).map { _ in UInt32(stream.below(3)) }
    let random = CountingModel(noise[..<3000], vocabularySize: 3).losses(on: noise[3000...])
    #expect(abs(random.bigram - random.unigram) < 0.01)
  }

  @Test("a token that never occurred and a text of nothing have finite losses")
  func unseen() {
    let model = CountingModel([0, 1] as [UInt32], vocabularySize: 5)
    #expect(model.losses(on: [3, 4, 3] as [UInt32]).bigram.isFinite)
    #expect(model.losses(on: [] as [UInt32]).unigram == 0)
    let empty = CountingModel([] as [UInt32], vocabularySize: 4).losses(on: [0, 1] as [UInt32])
    #expect(abs(empty.unigram - Elementary.log(4.0)) < 1e-12)
  }
}

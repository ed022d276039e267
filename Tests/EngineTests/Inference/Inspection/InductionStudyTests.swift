import Engine
import Numerics
import Testing

@Suite("Induction")
struct InductionStudyTests {
  let model: Transformer

  init() throws {
    model = try Transformer(ModelFixture.weights(ModelFixture.configurations[0]))
  }

  @Test("scores and losses are means over what the weights and logits say")
  func byHand() throws {
    let half = [4, 9, 2]
    let study = try InductionStudy(model, sequences: [half + half], length: 3, prefix: [1])
    let ids = [1] + half + half
    let recorder = TapRecorder()
    let logits = try model.logits(ids, taps: recorder.taps([.layer(1, .weights)]))
    let weights = try #require(recorder[.layer(1, .weights)])
    // Position 4 holds the first token again; what followed it the first time stands at 2.
    let score = (4...6).reduce(0.0) { $0 + Double(weights[2, $1, $1 - 2]) } / 3
    #expect(abs(study.scores[1][2] - score) < 1e-12)
    let previous = (2...6).reduce(0.0) { $0 + Double(weights[2, $1, $1 - 1]) } / 5
    #expect(abs(study.previousTokenScores[1][2] - previous) < 1e-12)
    let losses = try CrossEntropy(
      logits.rows(0..<6), targets: Array(ids.dropFirst())
    ).losses.elements.map { Double($0) }
    #expect(study.losses == Array(losses.dropFirst()))
    #expect(abs(study.firstHalfLoss - (losses[1] + losses[2]) / 2) < 1e-12)
    #expect(abs(study.secondHalfLoss - (losses[4] + losses[5]) / 2) < 1e-12)
  }

  @Test("several sequences count alike")
  func means() throws {
    let halves = [[4, 9, 2], [7, 1, 30]].map { $0 + $0 }
    let both = try InductionStudy(model, sequences: halves, length: 3)
    let single = try halves.map { try InductionStudy(model, sequences: [$0], length: 3) }
    for (index, loss) in both.losses.enumerated() {
      #expect(abs(loss - (single[0].losses[index] + single[1].losses[index]) / 2) < 1e-12)
    }
    #expect(abs(both.scores[0][1] - (single[0].scores[0][1] + single[1].scores[0][1]) / 2) < 1e-12)
  }
}

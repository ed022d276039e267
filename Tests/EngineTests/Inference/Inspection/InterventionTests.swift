import Engine
import Numerics
import Testing

@Suite("Interventions")
struct InterventionTests {
  @Test("without a head the logits are NumPy's", arguments: InspectionFixture.names)
  func head(_ name: String) throws {
    let fixture = try InspectionFixture(name)
    let study = try AblationStudy(
      fixture.model, ids: fixture.numbers.ids, measure: fixture.measure)
    let effect = try study.effect(of: [.head(layer: 1, head: 2)])
    let logits = effect.run.prediction.logits
    #expect(InspectionFixture.distance(logits, fixture.numbers.withoutHead) < 2e-5)
    let (target, alternative) = (fixture.numbers.target, fixture.numbers.alternative)
    let change =
      (fixture.numbers.withoutHead[target] - fixture.numbers.withoutHead[alternative])
      - fixture.numbers.value
    #expect(abs(effect.change - change) < 5e-5)
    #expect(effect.divergence > 0)
  }

  @Test("with an MLP at its mean the logits are NumPy's", arguments: InspectionFixture.names)
  func mean(_ name: String) throws {
    let fixture = try InspectionFixture(name)
    let ids = fixture.numbers.ids
    let study = try AblationStudy(
      fixture.model, ids: ids, measure: fixture.measure, replacement: .mean(over: ids))
    let effect = try study.effect(of: [.feedForward(layer: 0)])
    let logits = effect.run.prediction.logits
    #expect(InspectionFixture.distance(logits, fixture.numbers.meanOfMLP) < 2e-5)
  }

  @Test(
    "the means of a study are those of a single ablation",
    arguments: [
      .head(layer: 0, head: 3), .feedForward(layer: 1), .neuron(layer: 1, neuron: 7),
    ] as [Ablation.Target])
  func meansAgree(_ target: Ablation.Target) throws {
    let model = try Transformer(ModelFixture.weights(ModelFixture.configurations[0]))
    let (ids, text) = (ModelFixture.tokens(6), ModelFixture.tokens(9, seed: 2))
    let study = try AblationStudy(
      model, ids: ids, measure: TargetMeasure(target: 3), replacement: .mean(over: text))
    let single = try Ablation(target, in: model, meanOver: text)
    let taps = try Taps.ablating([single], in: model.configuration)
    let logits = try study.effect(of: [target]).run.prediction.logits
    #expect(logits == (try model.logits(ids, taps: taps).row(5)))
  }

  @Test("a scan tries every head and every MLP, and says how far it has come")
  func scan() throws {
    let model = try Transformer(ModelFixture.weights(ModelFixture.configurations[0]))
    let study = try AblationStudy(
      model, ids: ModelFixture.tokens(5), measure: TargetMeasure(target: 1, alternative: 2))
    var steps: [Int] = []
    let scan = try study.scan { done, total in
      steps.append(done)
      #expect(total == 10)
    }
    #expect(steps == Array(1...10))
    #expect(scan.heads.map(\.count) == [4, 4] && scan.feedForwards.count == 2)
    #expect(scan.heads[1][2] == (try study.effect(of: [.head(layer: 1, head: 2)])))
    #expect(scan.feedForwards[0] == (try study.effect(of: [.feedForward(layer: 0)])))
  }

  @Test("a patched run is NumPy's", arguments: InspectionFixture.names)
  func patched(_ name: String) throws {
    let fixture = try InspectionFixture(name)
    let study = try PatchStudy(
      fixture.model, ids: fixture.numbers.ids, source: fixture.numbers.source,
      measure: fixture.measure)
    let run = try study.run(
      .residual(layer: 0), at: [PatchPosition(source: 3, destination: 3)])
    #expect(InspectionFixture.distance(run.prediction.logits, fixture.numbers.patched) < 2e-5)
  }

  @Test(
    "putting over the whole stream at any depth gives the other run, bit for bit",
    arguments: [.embedding, .residual(layer: 0), .residual(layer: 1)] as [PatchSite])
  func whole(_ site: PatchSite) throws {
    let fixture = try InspectionFixture("llama")
    let study = try PatchStudy(
      fixture.model, ids: fixture.numbers.ids, source: fixture.numbers.source,
      measure: fixture.measure)
    let all = (0..<7).map { PatchPosition(source: $0, destination: $0) }
    let run = try study.run(site, at: all)
    #expect(run.prediction == study.source.prediction)
    #expect(study.recovered(run) == 1)
    #expect(study.recovered(study.plain) == 0)
  }

  @Test(
    "an activation put into its own run changes no bit",
    arguments: [
      .head(layer: 1, head: 0), .attention(layer: 0), .feedForward(layer: 1),
      .residual(layer: 0),
    ] as [PatchSite])
  func itself(_ site: PatchSite) throws {
    let fixture = try InspectionFixture("gpt2")
    let ids = fixture.numbers.ids
    let study = try PatchStudy(fixture.model, ids: ids, source: ids, measure: fixture.measure)
    let all = ids.indices.map { PatchPosition(source: $0, destination: $0) }
    #expect(try study.run(site, at: all) == study.plain)
    #expect(study.recovered(study.plain).isNaN)
  }

  @Test("a part or position that is not there is refused")
  func refused() throws {
    let fixture = try InspectionFixture("llama")
    let study = try PatchStudy(
      fixture.model, ids: [1, 2], source: [3, 4, 5], measure: fixture.measure)
    let place = PatchPosition(source: 0, destination: 0)
    #expect(throws: ModelError.self) { try study.run(.residual(layer: 2), at: [place]) }
    #expect(throws: ModelError.self) { try study.run(.head(layer: 0, head: 4), at: [place]) }
    #expect(throws: ModelError.self) {
      try study.run(.embedding, at: [PatchPosition(source: 2, destination: 2)])
    }
  }

  @Test("the divergence is 0 from a prediction to itself, and by hand where two tokens differ")
  func divergence() throws {
    let even = try Prediction([0, 0])
    let skewed = try Prediction([Float(0), 1.0986123])  // 1 : 3
    #expect(even.divergence(to: even) == 0)
    // ½ ln(½ / ¼) + ½ ln(½ / ¾) = ½ ln(4/3)
    #expect(abs(even.divergence(to: skewed) - 0.14384103622589045) < 1e-7)
    #expect(skewed.rank(of: 0) == 1 && skewed.best == 1)
    #expect(even.rank(of: 1) == 1)
    #expect(throws: SamplingError.self) { try Prediction([.nan, 0]) }
  }
}

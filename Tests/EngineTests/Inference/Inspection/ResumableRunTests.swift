import Engine
import Numerics
import Testing

/// Studies run again only the layers that a change reaches; a whole run says the same.
@Suite("Runs from a layer on")
struct ResumableRunTests {
  @Test("an ablation has the bits of a whole run without the part", arguments: [0, 1, 2])
  func ablation(index: Int) throws {
    let configuration = ModelFixture.configurations[index]
    let model = try Transformer(ModelFixture.weights(configuration))
    let ids = ModelFixture.tokens(9)
    let study = try AblationStudy(model, ids: ids, measure: TargetMeasure(target: 3))
    #expect(study.whole == (try model.run(ids)))
    for layer in 0..<configuration.layers {
      for target: Ablation.Target in [
        .head(layer: layer, head: 1), .feedForward(layer: layer), .neuron(layer: layer, neuron: 5),
      ] {
        let taps = try Taps.ablating([Ablation(target, in: configuration)], in: configuration)
        #expect(try study.effect(of: [target]).run == model.run(ids, taps: taps))
      }
    }
    let both: [Ablation.Target] = [
      .feedForward(layer: configuration.layers - 1), .head(layer: 0, head: 0),
    ]
    let ablations = try both.map { try Ablation($0, in: configuration) }
    let taps = try Taps.ablating(ablations, in: configuration)
    #expect(try study.effect(of: both).run == model.run(ids, taps: taps))
    #expect(try study.effect(of: []).run == study.whole)
  }

  @Test("a patched run has the bits of a whole run with the activation put in", arguments: [0, 2])
  func patch(index: Int) throws {
    let configuration = ModelFixture.configurations[index]
    let model = try Transformer(ModelFixture.weights(configuration))
    let (ids, other) = (ModelFixture.tokens(7), ModelFixture.tokens(7, seed: 2))
    let study = try PatchStudy(
      model, ids: ids, source: other, measure: TargetMeasure(target: 3))
    for (site, point) in [
      (PatchSite.embedding, TapPoint.embedding), (.residual(layer: 0), .layer(0, .residual)),
      (.residual(layer: 1), .layer(1, .residual)),
      (.attention(layer: 1), .layer(1, .attentionOutput)),
    ] {
      let recorder = TapRecorder()
      _ = try model.logits(other, taps: recorder.taps([point]))
      let source = try #require(recorder[point])
      let taps = Taps([point]) { _, tensor in
        for column in 0..<configuration.width { tensor[4, column] = source[4, column] }
      }
      let run = try study.run(site, at: [PatchPosition(source: 4, destination: 4)])
      #expect(try run == model.run(ids, taps: taps))
    }
  }
}

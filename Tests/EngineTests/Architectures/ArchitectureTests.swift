import Bedrock
import Engine
import Foundation
import Numerics
import Testing

/// Small models of every architecture that is run, against llama.cpp.
struct ArchitectureTests {
  static let names = (try? SmallModel.all().map(\.name)) ?? []

  @Test("the fixture holds a model of every kind") func complete() {
    #expect(Self.names.count >= 38)
    #expect(Set(Self.names).count == Self.names.count)
  }

  @Test("logits are llama.cpp's", arguments: names)
  func logits(name: String) throws {
    let model = try SmallModel.named(name)
    let own = try model.load().transformer.logits(try SmallModel.ids())
    var worst = 0.0
    for (position, row) in zip(try SmallModel.positions(), model.logits) {
      for (id, expected) in row.enumerated() {
        worst = max(worst, abs(Double(own[position, id]) - expected))
      }
    }
    if ProcessInfo.processInfo.environment["SWIFTLAB_SHOW"] != nil {
      print("worst \(name): \(worst)")
    }
    #expect(worst < 5e-5)
  }

  @Test("one token at a time gives the bits of all at once", arguments: names)
  func stepwise(name: String) throws {
    let transformer = try SmallModel.named(name).load().transformer
    let ids = try SmallModel.ids()
    let whole = try transformer.logits(ids)
    var state = DecodingState(transformer.configuration, capacity: ids.count)
    for (position, id) in ids.enumerated() {
      let row = try transformer.logits([id], state: &state)
      #expect(row.elements == whole.row(position), "position \(position)")
    }
  }

  @Test("taps that change nothing change no bit, and see what is added", arguments: names)
  func taps(name: String) throws {
    let transformer = try SmallModel.named(name).load().transformer
    let configuration = transformer.configuration
    let ids = Array(try SmallModel.ids().prefix(9))
    let points =
      [TapPoint.embedding, .finalNorm, .logits]
      + (0..<configuration.layers).flatMap { layer in
        LayerTap.allCases.map { TapPoint.layer(layer, $0) }
      }
    let recorder = TapRecorder()
    let tapped = try transformer.logits(ids, taps: recorder.taps(points))
    #expect(try tapped == transformer.logits(ids))
    var stream = try #require(recorder[.embedding])
    for layer in 0..<configuration.layers {
      try stream.add(try #require(recorder[.layer(layer, .attentionOutput)]))
      try stream.add(try #require(recorder[.layer(layer, .feedForwardOutput)]))
      #expect(stream == recorder[.layer(layer, .residual)])
      let hidden = try #require(recorder[.layer(layer, .hidden)])
      #expect(hidden.shape == [ids.count, configuration.hiddenWidth])
    }
  }

  @Test("a logit is the sum of what the parts add", arguments: names)
  func attribution(name: String) throws {
    let transformer = try SmallModel.named(name).load().transformer
    let ids = Array(try SmallModel.ids().prefix(7))
    for measure in [
      TargetMeasure(target: 5, alternative: nil), TargetMeasure(target: 5, alternative: 9),
    ] {
      let parts = try LogitAttribution(transformer, ids: ids, measure: measure)
      #expect(abs(parts.sum - parts.value) < 2e-4 * max(1, abs(parts.value)))
    }
  }

  @Test("a model's own file brings it back, bit for bit", arguments: names)
  func roundTrip(name: String) throws {
    let model = try SmallModel.named(name).load()
    let again = try LanguageModel(
      LanguageModel.file(weights: try model.weights, tokenizer: model.tokenizerRecord))
    #expect(again.configuration == model.configuration)
    let ids = try SmallModel.ids()
    #expect(try again.transformer.logits(ids) == model.transformer.logits(ids))
  }

  @Test("a neuron that is switched off is missed", arguments: ["mixtral", "qwen2moe", "olmo2"])
  func ablation(name: String) throws {
    let transformer = try SmallModel.named(name).load().transformer
    let ids = Array(try SmallModel.ids().prefix(7))
    let recorder = TapRecorder()
    let whole = try transformer.logits(ids, taps: recorder.taps([.layer(1, .hidden)]))
    let hidden = try #require(recorder[.layer(1, .hidden)]).row(6)
    for (neuron, value) in hidden.enumerated().prefix(40) {
      let ablation = try Ablation(
        .neuron(layer: 1, neuron: neuron), in: transformer.configuration)
      let taps = try Taps.ablating([ablation], in: transformer.configuration)
      let without = try transformer.logits(ids, taps: taps).row(6)
      #expect((without == whole.row(6)) == (value == 0))
    }
  }

  @Test("only plain builds are trained") func training() throws {
    let model = try SmallModel.named("gemma2").load()
    #expect(throws: ModelError.self) { try TrainingGraph(model.configuration) }
  }
}

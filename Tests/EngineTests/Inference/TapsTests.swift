import Bedrock
import Engine
import Numerics
import Testing

@Suite("Taps")
struct TapsTests {
  static func points(_ configuration: ModelConfiguration) -> [TapPoint] {
    let layers = (0..<configuration.layers).flatMap { layer in
      LayerTap.allCases.map { TapPoint.layer(layer, $0) }
    }
    return [.embedding] + layers + [.finalNorm, .logits]
  }

  @Test("observing everything changes no bit", arguments: ModelFixture.configurations)
  func observing(_ configuration: ModelConfiguration) throws {
    let model = try Transformer(ModelFixture.weights(configuration))
    let ids = ModelFixture.tokens(11)
    let recorder = TapRecorder()
    let logits = try model.logits(ids, taps: recorder.taps(Self.points(configuration)))
    let plain = try model.logits(ids)
    #expect(logits.bits == plain.bits)
    let absent = Self.points(configuration).filter { recorder[$0] == nil }
    #expect(
      absent == (configuration.isGated ? [] : (0..<configuration.layers).map { .layer($0, .gate) }))
    #expect(recorder[.layer(0, .scores)]?.shape == [configuration.heads, 11, 11])
    #expect(
      recorder[.layer(0, .headOutputs)]?.shape == [
        11, configuration.heads, configuration.headWidth,
      ])
  }

  @Test(
    "a tensor replaced by itself, computed again, changes no bit",
    arguments: ModelFixture.configurations)
  func recomputing(_ configuration: ModelConfiguration) throws {
    let model = try Transformer(ModelFixture.weights(configuration))
    let ids = ModelFixture.tokens(11)
    let expected = try model.logits(ids)
    // A score that is not visible is changed, so that weights and sums are computed by definition.
    let taps = Taps([.layer(0, .scores)]) { _, scores in scores[0, 0, 10] += 1 }
    #expect(try model.logits(ids, taps: taps).bits == expected.bits)
  }

  @Test("a replaced tensor is what everything after it is computed from")
  func replacing() throws {
    let configuration = ModelFixture.configurations[0]
    let model = try Transformer(ModelFixture.weights(configuration))
    let ids = ModelFixture.tokens(9)
    let plain = try model.logits(ids)
    for point in Self.points(configuration) {
      let taps = Taps([point]) { _, tensor in tensor.scale(by: 0.5) }
      #expect(try model.logits(ids, taps: taps) != plain, "\(point)")
    }
    let constant = Taps([.logits]) { _, logits in logits = Tensor(zeros: logits.shape) }
    #expect(try model.logits(ids, taps: constant) == Tensor(zeros: [9, 37]))
  }

  @Test("weights that look at one token give that token's value")
  func weights() throws {
    let configuration = ModelFixture.configurations[0]
    let model = try Transformer(ModelFixture.weights(configuration))
    let recorder = TapRecorder()
    let taps = Taps([.layer(0, .weights), .layer(0, .value), .layer(0, .headOutputs)]) {
      point, tensor in
      if point == .layer(0, .weights) {
        tensor = Tensor(zeros: tensor.shape)
        for head in 0..<4 { for query in 0..<6 { tensor[head, query, 2] = 1 } }
      }
      var copy = tensor
      try recorder.taps([point]).observe(point, &copy)
    }
    _ = try model.logits(ModelFixture.tokens(6), taps: taps)
    let (values, outputs) = (recorder[.layer(0, .value)]!, recorder[.layer(0, .headOutputs)]!)
    for head in 0..<4 {
      for column in 0..<6 { #expect(outputs[5, head, column] == values[2, head / 2, column]) }
    }
  }

  @Test("a tensor of another shape is refused")
  func shape() throws {
    let model = try Transformer(ModelFixture.weights(ModelFixture.configurations[0]))
    let taps = Taps([.layer(1, .up)]) { _, tensor in tensor = Tensor([1]) }
    let error = #expect(throws: ModelError.self) { try model.logits([1, 2], taps: taps) }
    #expect(
      error?.description == "what replaces layer 1 up has the shape [1], expected [2, 40]")
  }
}

@Suite("Part of a run")
struct PartialRunTests {
  @Test("what taps see has the bits of a whole run", arguments: ModelFixture.configurations)
  func bits(_ configuration: ModelConfiguration) throws {
    let model = try Transformer(ModelFixture.weights(configuration))
    let ids = ModelFixture.tokens(11)
    let whole = TapRecorder()
    _ = try model.logits(ids, taps: whole.taps(TapsTests.points(configuration)))
    for point in TapsTests.points(configuration) where whole[point] != nil {
      let part = TapRecorder()
      try model.run(ids, through: point, taps: part.taps([point]))
      #expect(part[point]?.bits == whole[point]?.bits, "\(point)")
    }
  }

  @Test("neither logits nor later layers are computed", arguments: ModelFixture.configurations)
  func stops(_ configuration: ModelConfiguration) throws {
    let model = try Transformer(ModelFixture.weights(configuration))
    let all = TapsTests.points(configuration)
    for (place, point) in all.enumerated() {
      let recorder = TapRecorder()
      try model.run(ModelFixture.tokens(5), through: point, taps: recorder.taps(all))
      #expect(point == .logits || recorder[.logits] == nil)
      let seen = all.lastIndex { recorder[$0] != nil } ?? 0
      // An attention or a feed-forward that is begun is finished, and nothing after it is begun.
      let parts = [LayerTap.residualMiddle, .residual]
      let end = all[place...].first { other in
        guard case .layer(_, let tap) = other else { return true }
        return parts.contains(tap)
      }
      #expect(end.map { seen <= all.firstIndex(of: $0) ?? 0 } ?? true, "\(point)")
    }
  }

  @Test("a layer that is not there, no tokens and unknown ones are refused")
  func refused() throws {
    let configuration = ModelFixture.configurations[0]
    let model = try Transformer(ModelFixture.weights(configuration))
    #expect(throws: ModelError.self) {
      try model.run([1], through: .layer(2, .residual), taps: nil)
    }
    #expect(throws: ModelError.self) { try model.run([], through: .embedding, taps: nil) }
    #expect(throws: ModelError.self) { try model.run([37], through: .embedding, taps: nil) }
  }
}

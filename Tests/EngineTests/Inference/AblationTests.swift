import Engine
import Numerics
import Testing

@Suite("Ablations")
struct AblationTests {
  let configuration = ModelFixture.configurations[0]
  let ids = ModelFixture.tokens(9)

  static let targets: [Ablation.Target] = [
    .head(layer: 1, head: 3), .feedForward(layer: 0), .neuron(layer: 1, neuron: 39),
  ]

  @Test("zeros stand in the part's place and nowhere else", arguments: targets)
  func zeros(_ target: Ablation.Target) throws {
    let model = try Transformer(ModelFixture.weights(configuration))
    let taps = try Taps.ablating(
      [Ablation(target, in: configuration)], in: configuration)
    let point = try #require(taps.points.first)
    var (before, after) = (Tensor([0]), Tensor([0]))
    _ = try model.logits(ids, taps: Taps([point]) { before = $1 })
    let logits = try model.logits(
      ids,
      taps: Taps([point]) {
        try taps.observe($0, &$1)
        after = $1
      })
    let width = before.count / ids.count
    let zeros = before.elements.indices.filter { after[flat: $0] == 0 }
    let columns = Set(zeros.map { $0 % width })
    #expect(zeros.count == columns.count * ids.count)
    for index in before.elements.indices where !columns.contains(index % width) {
      #expect(after[flat: index] == before[flat: index])
    }
    let plain = try model.logits(ids)
    #expect(logits != plain)
  }

  @Test("a head of which only one token is asked for has that token's output for its mean")
  func mean() throws {
    let model = try Transformer(ModelFixture.weights(configuration))
    let ablation = try Ablation(.head(layer: 0, head: 1), in: model, meanOver: [5])
    let taps = try Taps.ablating([ablation], in: configuration)
    let plain = try model.logits([5])
    #expect(try model.logits([5], taps: taps).bits == plain.bits)
  }

  @Test(
    "a part that the model does not have is refused",
    arguments: [
      .head(layer: 2, head: 0), .head(layer: 0, head: 4), .feedForward(layer: -1),
      .neuron(layer: 0, neuron: 40),
    ] as [Ablation.Target])
  func refused(_ target: Ablation.Target) {
    #expect(throws: ModelError.self) { try Ablation(target, in: configuration) }
  }
}

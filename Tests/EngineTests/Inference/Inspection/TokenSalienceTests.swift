import Engine
import Numerics
import Testing

@Suite("Token salience")
struct TokenSalienceTests {
  static let ids = [3, 14, 8, 21, 5]
  static let measure = TargetMeasure(target: 7, alternative: 11)

  static func salience(
    _ configuration: ModelConfiguration, _ method: TokenSalience.Method,
    _ measure: TargetMeasure = measure
  ) throws -> TokenSalience {
    try TokenSalience(
      try ModelFixture.weights(configuration), ids: ids, baseline: 1, measure: measure,
      method: method)
  }

  @Test(
    "integrated gradients sum to what the text changes, with and without a rival",
    arguments: ModelFixture.configurations)
  func complete(_ configuration: ModelConfiguration) throws {
    for measure in [Self.measure, TargetMeasure(target: 7)] {
      let salience = try Self.salience(configuration, .integrated(steps: 60), measure)
      let change = salience.value - salience.baseline
      #expect(abs(salience.sum - change) < 0.05 * abs(change) + 0.05)
    }
  }

  @Test("the value is the model's own, and a token that is the baseline counts for nothing")
  func values() throws {
    let configuration = ModelFixture.configurations[0]
    let model = try Transformer(try ModelFixture.weights(configuration))
    let own = Self.measure.value(try model.run(Self.ids).prediction)
    let salience = try TokenSalience(
      try ModelFixture.weights(configuration), ids: Self.ids, baseline: 14, measure: Self.measure,
      method: .gradient)
    #expect(abs(salience.value - own) < 1e-4)
    #expect(salience.scores[1] == 0)
    #expect(salience.scores.count == Self.ids.count)
  }

  @Test("more steps change the scores and neither end of the way")
  func oneStep() throws {
    let configuration = ModelFixture.configurations[0]
    let (one, many) = (
      try Self.salience(configuration, .integrated(steps: 1)),
      try Self.salience(configuration, .integrated(steps: 2))
    )
    #expect(one.scores != many.scores)
    #expect(one.value == many.value && one.baseline == many.baseline)
  }
}

import Engine
import Numerics
import Testing

@Suite("Logit lens and attribution")
struct LogitLensTests {
  @Test(
    "after the last layer the lens is the logits, bit for bit", arguments: InspectionFixture.names)
  func lastLayer(_ name: String) throws {
    let fixture = try InspectionFixture(name)
    let ids = fixture.numbers.ids
    let logits = try fixture.model.logits(ids)
    for position in ids.indices {
      let lens = try LogitLens(fixture.model, ids: ids, position: position)
      let last = try #require(lens.predictions.last)
      #expect(last.logits.map(\.bitPattern) == logits.row(position).map(\.bitPattern))
      #expect(lens.logits == last.logits)
    }
  }

  @Test("at every depth the lens is NumPy's", arguments: InspectionFixture.names)
  func reference(_ name: String) throws {
    let fixture = try InspectionFixture(name)
    let lens = try LogitLens(fixture.model, ids: fixture.numbers.ids, position: 6)
    #expect(lens.predictions.count == fixture.numbers.lens.count)
    for (prediction, row) in zip(lens.predictions, fixture.numbers.lens) {
      #expect(InspectionFixture.distance(prediction.logits, row) < 2e-5)
    }
  }

  @Test("the map's last row is each position's own choice, with its probability")
  func map() throws {
    let fixture = try InspectionFixture("llama")
    let ids = fixture.numbers.ids
    let map = try LensMap(fixture.model, ids: ids)
    #expect(map.probabilities.count == 3)
    for position in ids.indices {
      let lens = try LogitLens(fixture.model, ids: ids, position: position)
      let final = try #require(lens.predictions.last)
      #expect(map.best.map { $0[position] } == lens.predictions.map(\.best))
      for (row, prediction) in zip(map.probabilities, lens.predictions) {
        #expect(row[position] == prediction.probability(of: final.best))
      }
    }
  }

  @Test(
    "every part of a logit is NumPy's, and they add up to it", arguments: InspectionFixture.names)
  func attribution(_ name: String) throws {
    let fixture = try InspectionFixture(name)
    let attribution = try LogitAttribution(
      fixture.model, ids: fixture.numbers.ids, measure: fixture.measure)
    #expect(attribution.parts.count == fixture.numbers.parts.count)
    #expect(InspectionFixture.distance(attribution.contributions, fixture.numbers.parts) < 2e-5)
    #expect(abs(attribution.value - fixture.numbers.value) < 2e-5)
    #expect(abs(attribution.sum - attribution.value) < 2e-5)
    #expect(attribution.parts.first == .embedding)
    #expect(attribution.parts.contains(.normBias) == (name == "gpt2"))
  }

  @Test("a logit alone is taken apart, too", arguments: ModelFixture.configurations)
  func oneLogit(_ configuration: ModelConfiguration) throws {
    let model = try Transformer(ModelFixture.weights(configuration))
    let ids = ModelFixture.tokens(6)
    let attribution = try LogitAttribution(model, ids: ids, measure: TargetMeasure(target: 11))
    #expect(attribution.value == Double(try model.logits(ids)[5, 11]))
    #expect(abs(attribution.sum - attribution.value) < 1e-4 * max(1, abs(attribution.value)))
  }

  @Test("the stream's sizes are NumPy's", arguments: InspectionFixture.names)
  func sizes(_ name: String) throws {
    let fixture = try InspectionFixture(name)
    let sizes = try StreamSizes(fixture.model, ids: fixture.numbers.ids, position: 6)
    #expect(InspectionFixture.distance(sizes.layers.map(\.stream), fixture.numbers.sizes) < 2e-5)
  }

  @Test("a trace holds the vectors that go in and the logits that come out")
  func trace() throws {
    let fixture = try InspectionFixture("llama")
    let ids = fixture.numbers.ids
    let trace = try ForwardTrace(fixture.model, ids: ids)
    let embedding = try fixture.model.embedding(of: ids)
    #expect(trace.vectors == ids.indices.map { embedding.row($0) })
    #expect(trace.logits == (try fixture.model.logits(ids).row(6)))
    #expect(trace.hidden.count == 16 && trace.stream.count == 16)
    let size = trace.stream.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    #expect(abs(size - (trace.sizes.layers.last?.stream ?? 0)) < 1e-9)
  }
}

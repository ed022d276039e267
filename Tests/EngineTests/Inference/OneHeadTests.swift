import Engine
import Numerics
import Testing

@Suite("One head's attention")
struct OneHeadTests {
  @Test("what is seen of one head is its part of all", arguments: ModelFixture.configurations)
  func part(_ configuration: ModelConfiguration) throws {
    let model = try Transformer(ModelFixture.weights(configuration))
    let ids = ModelFixture.tokens(19)
    let points = [LayerTap.scores, .weights, .headOutputs].map { TapPoint.layer(0, $0) }
    let all = TapRecorder()
    try model.run(ids, through: points[2], taps: all.taps(points))
    for head in 0..<configuration.heads {
      let one = TapRecorder()
      var taps = one.taps(points)
      taps.head = head
      try model.run(ids, through: points[2], taps: taps)
      #expect(one[points[2]]?.bits == all[points[2]]?.bits)
      for point in points.prefix(2) {
        let (part, whole) = (try #require(one[point]), try #require(all[point]))
        #expect(part.shape == [1, 19, 19])
        let size = part.count
        #expect(part.bits == Array(whole.bits[head * size..<(head + 1) * size]), "\(point)")
      }
    }
  }

  @Test("a head that is not there is refused")
  func refused() throws {
    let model = try Transformer(ModelFixture.weights(ModelFixture.configurations[0]))
    var taps = TapRecorder().taps([.layer(0, .weights)])
    taps.head = 4
    #expect(throws: ShapeError.self) {
      try model.run([1, 2], through: .layer(0, .weights), taps: taps)
    }
  }
}

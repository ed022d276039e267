import Bedrock
import Testing

@Suite("Sums")
struct SumTests {
  /// The documented order, written plainly.
  private func reference<Value: BinaryFloatingPoint>(_ values: [Value]) -> Value {
    var lanes = [Value](repeating: 0, count: 16)
    for (index, value) in values.enumerated() { lanes[index % 16] += value }
    for width in [8, 4, 2, 1] {
      for lane in 0..<width { lanes[lane] += lanes[lane + width] }
    }
    return lanes[0]
  }

  @Test("the order is the documented tree, for every length")
  func order() {
    var random = RandomStream(seed: 5, name: "sum")
    for count in Array(0...70) + [255, 256, 1000, 1001] {
      let doubles = (0..<count).map { _ in random.normal() * Elementary.exp(random.normal() * 9) }
      let floats = doubles.map(Float.init)
      #expect(Elementary.sum(doubles).bitPattern == reference(doubles).bitPattern)
      #expect(Elementary.sum(floats).bitPattern == reference(floats).bitPattern)
    }
  }

  @Test("nothing sums to +0, and so do negative zeros")
  func zeros() {
    #expect(Elementary.sum([Double]()).bitPattern == 0)
    #expect(Elementary.sum([-0.0, -0.0]).bitPattern == 0)
    #expect(Elementary.sum([Float]()).bitPattern == 0)
  }

  @Test("16 lanes are summed like 16 elements")
  func lanes() {
    let floats = (0..<16).map { Float($0) * 0.1 - 0.7 }
    #expect(Elementary.sum(SIMD16(floats)) == Elementary.sum(floats))
    let doubles = floats.map(Double.init)
    #expect(Elementary.sum(SIMD16(doubles)) == Elementary.sum(doubles))
  }
}

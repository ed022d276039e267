import Engine
import Numerics
import Testing

@Suite("Rotary positions at double width")
struct ScalarRotaryTests {
  private static let vector = [0.9, 0.3, -0.5, 0.7, 0.2, -0.1, 0.4, 0.8]

  @Test("the kernel's rotation is the same, to a float", arguments: ScalarRotary.Layout.allCases)
  func kernel(layout: ScalarRotary.Layout) throws {
    let scalar = try ScalarRotary(width: 8, base: 500, layout: layout, scaling: .ntk(4))
    let kernel = try RotaryEmbedding(
      headWidth: 8, base: 500, layout: layout == .half ? .half : .interleaved,
      scaling: .ntk(factor: 4))
    for position in [0, 1, 7, 1234] {
      var tensor = try Tensor(Self.vector.map { Float($0) }, shape: [1, 1, 8])
      try kernel.rotate(&tensor, firstPosition: position)
      let expected = scalar.rotated(Self.vector, position: Double(position))
      for (x, y) in zip(tensor.elements, expected) { #expect(abs(Double(x) - y) < 1e-6) }
    }
  }

  @Test("a rotation keeps lengths, and the opposite position turns back")
  func inverse() throws {
    let rotary = try ScalarRotary(width: 8)
    let turned = rotary.rotated(Self.vector, position: 37)
    #expect(
      abs(DoubleMatrix.dot(turned, turned) - DoubleMatrix.dot(Self.vector, Self.vector)) < 1e-14)
    for (x, y) in zip(rotary.rotated(turned, position: -37), Self.vector) {
      #expect(abs(x - y) < 1e-14)
    }
  }

  @Test("the score over distances is that of turned vectors over their lengths")
  func distances() throws {
    let rotary = try ScalarRotary(width: 8, layout: .half)
    let key = Array(Self.vector.reversed())
    let scores = RotaryDistances(rotary, largest: 20).scores(Self.vector, key)
    let size = DoubleMatrix.dot(key, key)
    for (distance, score) in scores.enumerated() {
      let expected = DoubleMatrix.dot(
        rotary.rotated(Self.vector, position: 50),
        rotary.rotated(key, position: 50 - Double(distance)))
      #expect(abs(score - expected / size) < 1e-13)
    }
    #expect(
      RotaryDistances(rotary, largest: 2).scores([0, 0, 0, 0, 0, 0, 0, 0], key) == [0, 0, 0])
  }

  @Test("an odd width and a base of 1 are refused")
  func refused() {
    #expect(throws: RotaryError.width(3)) { try ScalarRotary(width: 3) }
    #expect(throws: RotaryError.width(0)) { try ScalarRotary(width: 0) }
    #expect(throws: RotaryError.base(1)) { try ScalarRotary(width: 2, base: 1) }
  }
}

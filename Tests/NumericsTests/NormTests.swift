import Numerics
import Testing

@Suite("normalization")
struct NormTests {
  static let widths = [1, 2, 5, 16, 17, 40, 128]
  private let epsilon: Float = 1e-5

  @Test("RMSNorm and its gradients", arguments: widths)
  func rmsNorm(width: Int) throws {
    var random = TestRandom(seed: UInt64(width))
    let (x, w) = (random.tensor([3, width], scale: 2), random.tensor([width]))
    let g = random.tensor([3, width])
    let forward = { (x: [Double], w: [Double]) in
      chunks(x, width).flatMap { Reference.rmsNorm($0, w, Double(epsilon)) }
    }
    let y = try x.rmsNorm(weight: w, epsilon: epsilon)
    #expect(deviation(y.elements, forward(doubles(x), doubles(w))) < 1e-6)
    let gradients = try x.rmsNormBackward(g, weight: w, epsilon: epsilon)
    let dx = gradientDeviation(doubles(x), gradients.x.elements) {
      dot(forward($0, doubles(w)), doubles(g))
    }
    let dw = gradientDeviation(doubles(w), gradients.weight.elements) {
      dot(forward(doubles(x), $0), doubles(g))
    }
    // One element alone is normalized to its sign: what is left of the gradient is rounding.
    #expect(dx < (width == 1 ? 1e-3 : 1e-5))
    #expect(dw < 1e-5)
  }

  @Test("LayerNorm and its gradients", arguments: widths)
  func layerNorm(width: Int) throws {
    var random = TestRandom(seed: UInt64(width) + 50)
    let (x, w) = (random.tensor([3, width], scale: 2), random.tensor([width]))
    let (b, g) = (random.tensor([width]), random.tensor([3, width]))
    let forward = { (x: [Double], w: [Double], b: [Double]) in
      chunks(x, width).flatMap { Reference.layerNorm($0, w, b, Double(epsilon)) }
    }
    let (dx, dw, db) = (doubles(x), doubles(w), doubles(b))
    let y = try x.layerNorm(weight: w, bias: b, epsilon: epsilon)
    #expect(deviation(y.elements, forward(dx, dw, db)) < 2e-6)
    let gradients = try x.layerNormBackward(g, weight: w, epsilon: epsilon)
    let loss = { (values: [Double]) in dot(values, doubles(g)) }
    let tolerance = width <= 2 ? 1e-3 : 1e-5
    #expect(
      gradientDeviation(dx, gradients.x.elements) { loss(forward($0, dw, db)) } < tolerance)
    #expect(gradientDeviation(dw, gradients.weight.elements) { loss(forward(dx, $0, db)) } < 1e-5)
    #expect(gradientDeviation(db, gradients.bias.elements) { loss(forward(dx, dw, $0)) } < 1e-5)
  }

  @Test("a row of zeros stays zeros, NaN stays in its row")
  func specials() throws {
    let x = try Tensor(rows: [[0, 0, 0], [1, .nan, 2], [1, 2, 3]])
    let one = Tensor(repeating: 1, shape: [3])
    for y in [
      try x.rmsNorm(weight: one, epsilon: epsilon),
      try x.layerNorm(weight: one, bias: Tensor(zeros: [3]), epsilon: epsilon),
    ] {
      #expect(y.row(0) == [0, 0, 0])
      #expect(y.row(1).allSatisfy { $0.isNaN })
      #expect(y.row(2).allSatisfy { $0.isFinite })
    }
  }

  @Test("empty shapes", arguments: [[0, 3], [3, 0]])
  func empty(shape: [Int]) throws {
    let (x, w) = (Tensor(zeros: shape), Tensor(zeros: [shape[1]]))
    #expect(try x.rmsNorm(weight: w, epsilon: epsilon) == x)
    #expect(try x.rmsNormBackward(x, weight: w, epsilon: epsilon).weight == w)
    #expect(try x.layerNorm(weight: w, bias: w, epsilon: epsilon) == x)
    #expect(try x.layerNormBackward(x, weight: w, epsilon: epsilon).bias == w)
  }

  @Test("parameters of another width are refused, with both shapes")
  func refusals() {
    let (x, w) = (Tensor(zeros: [2, 3]), Tensor(zeros: [2]))
    let error = #expect(throws: ShapeError.self) { try x.rmsNorm(weight: w, epsilon: 0) }
    #expect(error?.description == "rmsNorm: [2, 3] and [2]: the parameter is not a row wide")
    #expect(throws: ShapeError.self) { try x.layerNorm(weight: w, bias: w, epsilon: 0) }
    #expect(throws: ShapeError.self) {
      try x.rmsNormBackward(w, weight: Tensor(zeros: [3]), epsilon: 0)
    }
  }

  @Test("the same bits at every thread count, and those that were committed")
  func committed() throws {
    var random = TestRandom(seed: 7)
    let (x, g) = (random.tensor([500, 75]), random.tensor([500, 75]))
    let (w, b) = (random.tensor([75]), random.tensor([75]))
    let hashes = try Set(
      pools.map { pool in
        let rms = try x.rmsNormBackward(g, weight: w, epsilon: epsilon, pool: pool)
        let layer = try x.layerNormBackward(g, weight: w, epsilon: epsilon, pool: pool)
        return hash(
          try x.rmsNorm(weight: w, epsilon: epsilon, pool: pool), rms.x, rms.weight,
          try x.layerNorm(weight: w, bias: b, epsilon: epsilon, pool: pool), layer.x, layer.weight,
          layer.bias)
      })
    #expect(hashes == ["69123fbbf81ce594"])
  }
}

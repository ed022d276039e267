import Bedrock
import Numerics
import Testing

@Suite("activations")
struct ActivationTests {
  private var arguments: [Float] {
    var random = TestRandom(seed: 8)
    return [0, -0.0, 1, -1, 0.5, 1.23, 1e-20, -1e-20, 30, -30] + random.floats(990, scale: 8)
  }

  @Test("values agree with double precision", arguments: Activation.allCases)
  func values(activation: Activation) {
    let result = Tensor(arguments).activated(activation).elements
    for (x, y) in zip(arguments, result) {
      let exact = activation.value(Double(x))
      // The formulas cancel for negative arguments: the error is a share of |x| there.
      #expect(
        abs(Double(y) - exact) <= 3e-7 * max(abs(exact), abs(Double(x))), "\(activation)(\(x))")
      #expect(activation.value(x).bitPattern == y.bitPattern)
    }
  }

  @Test("derivatives agree with finite differences", arguments: Activation.allCases)
  func derivatives(activation: Activation) throws {
    for x in arguments where activation != .relu || x != 0 {
      let step = 1e-5
      let (above, below) = (
        activation.value(Double(x) + step), activation.value(Double(x) - step)
      )
      let exact = activation.derivative(Double(x))
      if abs(x) > 1e-3 { #expect(abs((above - below) / (2 * step) - exact) < 1e-8) }
      #expect(abs(Double(activation.derivative(x)) - exact) < 2e-6)
    }
    let (x, g) = (Tensor(arguments), Tensor(arguments.map { $0 * 0.3 + 1 }))
    let backward = try x.activationBackward(g, activation).elements
    #expect(backward == zip(x.elements, g.elements).map { activation.derivative($0) * $1 })
  }

  @Test("limits at infinity, and NaN", arguments: Activation.allCases)
  func limits(activation: Activation) {
    let isBounded = activation == .sigmoid || activation == .tanh
    #expect(activation.value(Float.infinity) == (isBounded ? 1 : .infinity))
    #expect(activation.value(-Float.infinity) == (activation == .tanh ? -1 : 0))
    #expect(activation.derivative(Float.infinity) == (isBounded ? 0 : 1))
    #expect(activation.derivative(-Float.infinity) == 0)
    #expect(activation.value(Float.nan).isNaN)
    #expect(activation.derivative(Float.nan).isNaN)
    #expect(activation.value(Double.nan).isNaN)
    #expect(activation.value(-Double.infinity) == Double(activation.value(-Float.infinity)))
    #expect(activation.derivative(Double.infinity) == Double(activation.derivative(Float.infinity)))
    #expect(activation.value(Float(-3e38)) == activation.value(-Float.infinity))
  }

  @Test("ReLU gives +0 for zeros of both signs")
  func reluZeros() {
    #expect(Activation.relu.value(Float(-0.0)).bitPattern == 0)
    #expect(Activation.relu.value(Float(-3)).bitPattern == 0)
  }

  @Test("gated units and their gradients", arguments: Activation.allCases)
  func gated(activation: Activation) throws {
    var random = TestRandom(seed: 15)
    let (x, u, g) = (
      random.tensor([3, 21], scale: 3), random.tensor([3, 21]), random.tensor([3, 21])
    )
    let y = try x.gating(u, activation)
    #expect(y.elements == zip(x.elements, u.elements).map { activation.value($0) * $1 })
    let gradients = try x.gatingBackward(u, g, activation)
    let loss = { (x: [Double], u: [Double]) in
      zip(zip(x, u), doubles(g)).reduce(0) { $0 + activation.value($1.0.0) * $1.0.1 * $1.1 }
    }
    let (dx, du) = (doubles(x), doubles(u))
    #expect(gradientDeviation(dx, gradients.gate.elements) { loss($0, du) } < 2e-6)
    #expect(gradientDeviation(du, gradients.up.elements) { loss(dx, $0) } < 2e-6)
  }

  @Test("the same bits at every thread count, wherever an element stands")
  func threads() {
    var random = TestRandom(seed: 31)
    let x = random.tensor([100_003], scale: 10)
    for activation in Activation.allCases {
      let whole = bits(x.activated(activation, pool: pools[0]))
      for pool in pools.dropFirst() { #expect(bits(x.activated(activation, pool: pool)) == whole) }
      let part = Tensor(Array(x.elements[5..<300])).activated(activation)
      #expect(bits(part) == Array(whole[5..<300]))
    }
  }

  @Test("results have the bits that were committed")
  func committed() throws {
    var random = TestRandom(seed: 2)
    let x = random.tensor([1000], scale: 6)
    let hashes = Activation.allCases.map { activation in hash(x.activated(activation)) }
    #expect(
      hashes == [
        "a6bd25bf5565952a", "f4e332b2ef48f172", "5d207dee688a2862", "e71623ee29be4c3d",
        "1beda50f7e20d18d", "a0c6c7743b7c13f",
      ])
    let derivatives = try Activation.allCases.map { hash(try x.activationBackward(x, $0)) }
    #expect(
      derivatives == [
        "79b2a3a3c51c82a", "cce3c1929f30614c", "b19230b9f0b8f29d", "72229de35436fa38",
        "abbfefe093fc47fd", "5426997f61c4506e",
      ])
  }
}

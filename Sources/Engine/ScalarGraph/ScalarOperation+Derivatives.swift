import Bedrock

extension ScalarOperation {
  /// The local derivatives: how the value changes with each input, the others held.
  ///
  /// Where an operation has a kink, the convention is PyTorch's: ReLU and |x| have slope 0 at 0;
  /// equal inputs of min and max get one half each. `needed` says for which inputs a derivative is
  /// wanted; the others' are 0 and cannot fail.
  ///
  /// - Throws: `ScalarGraphError` where a wanted derivative does not exist or overflows.
  public func derivatives(_ x: [Double], value: Double, needed: [Bool]) throws -> [Double] {
    var slopes = try formulas(x, value, needed)
    for (index, wanted) in needed.enumerated() {
      if !wanted { slopes[index] = 0 }
      guard slopes[index].isFinite else { throw ScalarGraphError.overflow(self) }
    }
    return slopes
  }

  private func formulas(_ x: [Double], _ value: Double, _ needed: [Bool]) throws -> [Double] {
    switch self {
    case .add: [1, 1]
    case .subtract: [1, -1]
    case .multiply: [x[1], x[0]]
    case .divide: [1 / x[1], -x[0] / (x[1] * x[1])]
    case .power: try Self.powerSlopes(x[0], x[1], value, needed)
    case .negate: [-1]
    case .exp: [value]
    case .log: [1 / x[0]]
    case .tanh: [1 - value * value]
    case .sigmoid: [value * Self.sigmoid(-x[0])]
    case .relu: [x[0] > 0 ? 1 : 0]
    case .sqrt: try Self.rootSlope(value)
    case .abs: [x[0] > 0 ? 1 : x[0] < 0 ? -1 : 0]
    case .min: x[0] == x[1] ? [0.5, 0.5] : x[0] < x[1] ? [1, 0] : [0, 1]
    case .max: x[0] == x[1] ? [0.5, 0.5] : x[0] > x[1] ? [1, 0] : [0, 1]
    case .gelu: [Self.geluSlope(x[0])]
    case .geluErf: [Self.geluErfSlope(x[0])]
    case .logSumExp: x.map { Elementary.exp($0 - value) }
    }
  }

  /// d(aᵇ)/da = b aᵇ⁻¹ and d(aᵇ)/db = aᵇ ln a.
  private static func powerSlopes(
    _ a: Double, _ b: Double, _ value: Double, _ needed: [Bool]
  ) throws -> [Double] {
    var slopes = [0.0, 0.0]
    if needed[0], b != 0 {
      if a == 0, b < 1 { throw ScalarGraphError.infiniteSlope(.power) }
      slopes[0] = b * (try ScalarOperation.power.value([a, b - 1]))
    }
    if needed[1] {
      guard a > 0 else { throw ScalarGraphError.exponentNeedsPositiveBase(a) }
      slopes[1] = value * Elementary.log(a)
    }
    return slopes
  }

  private static func rootSlope(_ root: Double) throws -> [Double] {
    guard root > 0 else { throw ScalarGraphError.infiniteSlope(.sqrt) }
    return [0.5 / root]
  }

  /// d/dx ½x(1 + tanh u) = ½(1 + tanh u) + ½x (1 − tanh² u) u′, with u′ = √(2/π)(1 + 3·0.044715 x²).
  private static func geluSlope(_ x: Double) -> Double {
    let t = Elementary.tanh(geluInner(x))
    let inner = (2 / Double.pi).squareRoot() * (1 + 3 * 0.044715 * x * x)
    // Far out 1 − tanh² is exactly 0 while u′ may be infinite: the product is 0 there.
    let bend = 1 - t * t
    return 0.5 * (1 + t) + (bend == 0 ? 0 : 0.5 * x * bend * inner)
  }

  /// d/dx x Φ(x) = Φ(x) + x φ(x), with the normal distribution Φ and its density φ.
  private static func geluErfSlope(_ x: Double) -> Double {
    let cumulative = 0.5 * (1 + Elementary.erf(x * 0.5.squareRoot()))
    let density = Elementary.exp(-0.5 * x * x) / (2 * Double.pi).squareRoot()
    return cumulative + (density == 0 ? 0 : x * density)
  }
}

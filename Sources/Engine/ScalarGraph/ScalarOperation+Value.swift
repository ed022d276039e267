import Bedrock

extension ScalarOperation {
  /// The operation's value.
  ///
  /// - Precondition: as many inputs as it takes.
  /// - Throws: `ScalarGraphError` outside of its domain, or where the value overflows.
  public func value(_ x: [Double]) throws -> Double {
    precondition(inputCount.map { $0 == x.count } ?? !x.isEmpty, "inputs of '\(rawValue)'")
    try checkDomain(x)
    let value = formula(x)
    guard value.isFinite else { throw ScalarGraphError.overflow(self) }
    return value
  }

  private func formula(_ x: [Double]) -> Double {
    switch self {
    case .add: x[0] + x[1]
    case .subtract: x[0] - x[1]
    case .multiply: x[0] * x[1]
    case .divide: x[0] / x[1]
    case .power: Self.power(x[0], x[1])
    case .negate: -x[0]
    case .exp: Elementary.exp(x[0])
    case .log: Elementary.log(x[0])
    case .tanh: Elementary.tanh(x[0])
    case .sigmoid: Self.sigmoid(x[0])
    case .relu: x[0] > 0 ? x[0] : 0
    case .sqrt: x[0].squareRoot()
    case .abs: x[0].magnitude
    case .min: x[1] < x[0] ? x[1] : x[0]
    case .max: x[1] > x[0] ? x[1] : x[0]
    case .gelu: 0.5 * x[0] * (1 + Elementary.tanh(Self.geluInner(x[0])))
    case .geluErf: 0.5 * x[0] * (1 + Elementary.erf(x[0] * 0.5.squareRoot()))
    case .logSumExp: Self.logSumExp(x)
    }
  }

  private func checkDomain(_ x: [Double]) throws {
    switch self {
    case .divide where x[1] == 0: throw ScalarGraphError.divisionByZero
    case .log where x[0] <= 0: throw ScalarGraphError.logarithmOutside(x[0])
    case .sqrt where x[0] < 0: throw ScalarGraphError.squareRootOfNegative(x[0])
    case .power where (x[0] < 0 && x[1].rounded() != x[1]) || (x[0] == 0 && x[1] < 0):
      throw ScalarGraphError.powerOutside(base: x[0], exponent: x[1])
    default: break
    }
  }

  /// xᵖ; small whole powers as products, so that they are what one gets by hand.
  private static func power(_ base: Double, _ exponent: Double) -> Double {
    guard exponent.magnitude <= 64, exponent.rounded() == exponent else {
      return Elementary.pow(base, exponent)
    }
    var product = 1.0
    for _ in 0..<Int(exponent.magnitude) { product *= base }
    return exponent < 0 ? 1 / product : product
  }

  /// 1 / (1 + e⁻ˣ), for a negative x as eˣ / (1 + eˣ): no step of it overflows.
  static func sigmoid(_ x: Double) -> Double {
    if x >= 0 { return 1 / (1 + Elementary.exp(-x)) }
    let e = Elementary.exp(x)
    return e / (1 + e)
  }

  /// √(2/π) (x + 0.044715 x³): what the tanh form of GELU takes the tanh of (Hendrycks, Gimpel
  /// 2016, "Gaussian Error Linear Units").
  static func geluInner(_ x: Double) -> Double {
    (2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)
  }

  private static func logSumExp(_ x: [Double]) -> Double {
    var largest = x[0]
    for value in x where value > largest { largest = value }
    var sum = 0.0
    for value in x { sum += Elementary.exp(value - largest) }
    return largest + Elementary.log(sum)
  }
}

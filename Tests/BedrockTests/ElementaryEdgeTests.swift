import Bedrock
import Testing

@Suite("Elementary functions at the edges of their domains")
struct ElementaryEdgeTests {
  struct Edge: Sendable, CustomTestStringConvertible {
    let name: String
    let x: Double
    let value: Double
    init(_ name: String, _ x: Double, _ value: Double) {
      (self.name, self.x, self.value) = (name, x, value)
    }
    var testDescription: String { "\(name)(\(x)) is \(value)" }
  }

  static let inf = Double.infinity
  static let edges = [
    Edge("exp", 0, 1), Edge("exp", -0.0, 1), Edge("exp", inf, inf), Edge("exp", -inf, 0),
    Edge("exp", 1000, inf), Edge("exp", -1000, 0),
    Edge("exp2", 0, 1), Edge("exp2", inf, inf), Edge("exp2", -inf, 0), Edge("exp2", 5000, inf),
    Edge("exp2", -5000, 0), Edge("exp2", -0.0, 1),
    Edge("expm1", 0, 0), Edge("expm1", -0.0, -0.0), Edge("expm1", inf, inf),
    Edge("expm1", -inf, -1),
    Edge("expm1", 1000, inf), Edge("expm1", -1000, -1),
    Edge("log", 0, -inf), Edge("log", -0.0, -inf), Edge("log", 1, 0), Edge("log", inf, inf),
    Edge("log", -1, .nan), Edge("log", -inf, .nan),
    Edge("log2", 0, -inf), Edge("log2", -0.0, -inf), Edge("log2", 1, 0), Edge("log2", inf, inf),
    Edge("log2", -1, .nan), Edge("log2", -inf, .nan),
    Edge("log10", 0, -inf), Edge("log10", -0.0, -inf), Edge("log10", 1, 0), Edge("log10", inf, inf),
    Edge("log10", -1, .nan), Edge("log10", -inf, .nan),
    Edge("log1p", 0, 0), Edge("log1p", -0.0, -0.0), Edge("log1p", -1, -inf),
    Edge("log1p", inf, inf),
    Edge("log1p", -2, .nan), Edge("log1p", -inf, .nan),
    Edge("tanh", 0, 0), Edge("tanh", -0.0, -0.0), Edge("tanh", inf, 1), Edge("tanh", -inf, -1),
    Edge("sigmoid", 0, 0.5), Edge("sigmoid", -0.0, 0.5), Edge("sigmoid", inf, 1),
    Edge("sigmoid", -inf, 0), Edge("sigmoid", -1000, 0), Edge("sigmoid", 1000, 1),
    Edge("erf", 0, 0), Edge("erf", -0.0, -0.0), Edge("erf", inf, 1), Edge("erf", -inf, -1),
    Edge("erfc", 0, 1), Edge("erfc", -0.0, 1), Edge("erfc", inf, 0), Edge("erfc", -inf, 2),
    Edge("erfc", 100, 0),
    Edge("sin", 0, 0), Edge("sin", -0.0, -0.0), Edge("sin", inf, .nan), Edge("sin", -inf, .nan),
    Edge("cos", 0, 1), Edge("cos", -0.0, 1), Edge("cos", inf, .nan), Edge("cos", -inf, .nan),
    Edge("sqrt", 0, 0), Edge("sqrt", -0.0, -0.0), Edge("sqrt", inf, inf), Edge("sqrt", -1, .nan),
    Edge("sqrt", 2.25, 1.5),
  ]

  @Test("C's Annex F decides zeros, infinities, poles and what lies outside", arguments: edges)
  func edge(_ edge: Edge) throws {
    let function = try #require(FunctionCase.all.first { $0.name == edge.name })
    #expect(function.double(edge.x).bitPattern == edge.value.bitPattern)
    #expect(function.float(Float(edge.x)).bitPattern == Float(edge.value).bitPattern)
  }

  @Test("a NaN comes out as the canonical one, whatever went in", arguments: FunctionCase.all)
  func nan(function: FunctionCase) {
    for bits in [
      0x7FF8_0000_0000_0000, 0xFFF8_0000_0000_0000, 0x7FF0_0000_0000_0001, 0xFFFF_FFFF_FFFF_FFFF,
    ] as [UInt64] {
      #expect(function.double(Double(bitPattern: bits)).bitPattern == 0x7FF8_0000_0000_0000)
    }
    for bits in [0x7FC0_0000, 0xFFC0_0000, 0x7F80_0001, 0xFFFF_FFFF] as [UInt32] {
      #expect(function.float(Float(bitPattern: bits)).bitPattern == 0x7FC0_0000)
    }
  }

  @Test("pow keeps the whole table of special cases")
  func power() {
    let inf = Double.infinity
    let negativeZero = -0.0
    let table: [(x: Double, y: Double, value: Double)] = [
      (0, 0, 1), (negativeZero, negativeZero, 1), (.nan, 0, 1), (inf, 0, 1),
      (-inf, negativeZero, 1), (5, 0, 1),
      (1, .nan, 1), (1, inf, 1), (1, -inf, 1), (.nan, 1, .nan), (2, .nan, .nan), (0, .nan, .nan),
      (-1, .nan, .nan),
      (-1, inf, 1), (-1, -inf, 1),
      (0.5, -inf, inf), (-0.5, -inf, inf), (2, -inf, 0), (-2, -inf, 0), (0.5, inf, 0),
      (-0.5, inf, 0),
      (2, inf, inf), (-2, inf, inf), (0, -inf, inf), (negativeZero, -inf, inf), (0, inf, 0),
      (inf, inf, inf),
      (inf, -inf, 0), (-inf, inf, inf), (-inf, -inf, 0), (.nan, inf, .nan),
      (0, -3, inf), (negativeZero, -3, -inf), (0, -2, inf), (negativeZero, -2, inf),
      (negativeZero, -2.5, inf),
      (0, 3, 0), (negativeZero, 3, negativeZero), (negativeZero, 2, 0), (negativeZero, 2.5, 0),
      (inf, 2, inf), (inf, -2, 0), (inf, 0.5, inf), (-inf, 3, -inf), (-inf, 2, inf),
      (-inf, 2.5, inf),
      (-inf, -3, negativeZero), (-inf, -2, 0), (-inf, -2.5, 0),
      (-8, 1.0 / 3, .nan), (-2, 0.5, .nan), (-2, 2, 4), (-2, 3, -8), (-2, -1, -0.5),
      (-1, 0x1p60, 1),
      (-1, 0x1.fffffffffffffp52, -1), (2, 1024, inf), (-2, 1025, -inf), (2, -1075, 0),
      (-2, -1077, negativeZero),
      (2, -1074, 0x1p-1074), (0.5, 1074, 0x1p-1074), (10, 400, inf), (0.1, 400, 0),
      (1.5, 1e308, inf),
      (0.5, 1e308, 0),
      (-1.5, 1e308, inf), (7, 1e-300, 1),
    ]
    for row in table {
      let value = Elementary.pow(row.x, row.y)
      #expect(value.bitPattern == row.value.bitPattern, "pow(\(row.x), \(row.y)) gave \(value)")
    }
    #expect(Elementary.pow(Float(-2), 3) == -8)
    #expect(Elementary.pow(Float(2), -149) == Float.leastNonzeroMagnitude)
    #expect(Elementary.pow(-Float.infinity, -3).bitPattern == (-Float(0)).bitPattern)
  }

  @Test("minimum and maximum pass NaN on and order the zeros")
  func extremum() {
    for (x, y) in [(1.0, 2.0), (-0.0, 0.0), (-Double.infinity, 3), (-1, -0.0)] {
      for (a, b) in [(x, y), (y, x)] {
        #expect(Elementary.minimum(a, b).bitPattern == x.bitPattern)
        #expect(Elementary.maximum(a, b).bitPattern == y.bitPattern)
        #expect(Elementary.minimum(Float(a), Float(b)).bitPattern == Float(x).bitPattern)
        #expect(Elementary.maximum(Float(a), Float(b)).bitPattern == Float(y).bitPattern)
      }
      #expect(Elementary.minimum(x, x).bitPattern == x.bitPattern)
      #expect(Elementary.maximum(x, x).bitPattern == x.bitPattern)
      #expect(Elementary.minimum(x, -.nan).bitPattern == Double.nan.bitPattern)
      #expect(Elementary.maximum(-.nan, x).bitPattern == Double.nan.bitPattern)
      #expect(Elementary.minimum(-Float.nan, Float(x)).bitPattern == Float.nan.bitPattern)
      #expect(Elementary.maximum(Float(x), -Float.nan).bitPattern == Float.nan.bitPattern)
    }
  }

  @Test("relu has one zero and passes NaN on")
  func relu() {
    #expect(Elementary.relu(-0.0).bitPattern == 0)
    #expect(Elementary.relu(-3.0).bitPattern == 0)
    #expect(Elementary.relu(-Double.infinity).bitPattern == 0)
    #expect(Elementary.relu(2.5) == 2.5)
    #expect(Elementary.relu(-Double.nan).bitPattern == Double.nan.bitPattern)
    #expect(Elementary.relu(-Float(0)).bitPattern == 0)
    #expect(Elementary.relu(Float(2.5)) == 2.5)
    #expect(Elementary.relu(-Float.nan).bitPattern == Float.nan.bitPattern)
  }

  @Test("in vectors, extrema and relu have the bits of the scalars")
  func vectors() {
    let values: [Float] = [
      0, -0.0, 1, -1, .infinity, -.infinity, .nan, -.nan, 2.5, 0x1p-149, -0x1p-149, 3, 3, -3, 0.5,
      7,
    ]
    let x = SIMD16<Float>(values)
    for shift in 0..<16 {
      let y = SIMD16<Float>(values[shift...] + values[..<shift])
      let (low, high) = (Elementary.minimum(x, y), Elementary.maximum(x, y))
      for lane in 0..<16 {
        #expect(low[lane].bitPattern == Elementary.minimum(x[lane], y[lane]).bitPattern)
        #expect(high[lane].bitPattern == Elementary.maximum(x[lane], y[lane]).bitPattern)
        #expect(Elementary.relu(y)[lane].bitPattern == Elementary.relu(y[lane]).bitPattern)
      }
    }
  }
}

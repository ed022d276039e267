import Bedrock
import Testing

@Suite("Elementary functions at float width")
struct ElementaryFloatTests {
  struct VectorCase: Sendable, CustomTestStringConvertible {
    let name: String
    /// The error bound that the doc comment states.
    let bound: Double
    let vector: @Sendable (SIMD16<Float>) -> SIMD16<Float>
    let scalar: @Sendable (Float) -> Float
    let wide: @Sendable (Double) -> Double
    var testDescription: String { name }
  }

  static let cases = [
    VectorCase(
      name: "exp", bound: 0.9, vector: { Elementary.exp($0) }, scalar: Elementary.exp,
      wide: Elementary.exp),
    VectorCase(
      name: "sigmoid", bound: 1.6, vector: { Elementary.sigmoid($0) }, scalar: Elementary.sigmoid,
      wide: Elementary.sigmoid),
    VectorCase(
      name: "tanh", bound: 1.5, vector: { Elementary.tanh($0) }, scalar: Elementary.tanh,
      wide: Elementary.tanh),
    VectorCase(
      name: "log", bound: 0.9, vector: { Elementary.log($0) }, scalar: Elementary.log,
      wide: Elementary.log),
    VectorCase(
      name: "erf", bound: 1.2, vector: { Elementary.erf($0) }, scalar: Elementary.erf,
      wide: Elementary.erf),
    VectorCase(
      name: "sin", bound: 1.5, vector: { Elementary.sin($0) }, scalar: Elementary.sin,
      wide: Elementary.sin),
    VectorCase(
      name: "cos", bound: 1.5, vector: { Elementary.cos($0) }, scalar: Elementary.cos,
      wide: Elementary.cos),
  ]

  @Test("each keeps its stated bound over all exponents, alike in a vector", arguments: cases)
  func wholeRange(function: VectorCase) {
    var worst = 0.0
    var differing = 0
    // 1543 is prime, so the patterns fall on all places of a binade.
    for first in stride(from: UInt64(0), to: 1 << 32, by: 1543 * 16) {
      var x = SIMD16<Float>()
      for lane in 0..<16 {
        x[lane] = Float(bitPattern: UInt32(truncatingIfNeeded: first + UInt64(lane) * 1543))
      }
      let y = function.vector(x)
      for lane in 0..<16 {
        if y[lane].bitPattern != function.scalar(x[lane]).bitPattern { differing += 1 }
        worst = max(worst, error(of: y[lane], from: function.wide(Double(x[lane]))))
      }
    }
    #expect(differing == 0)
    #expect(worst <= function.bound)
  }

  /// The distance in units of the exact value's last place; infinite where signs, NaN or
  /// infinities do not agree.
  private func error(of value: Float, from exact: Double) -> Double {
    if exact.isNaN { return value.bitPattern == Float.nan.bitPattern ? 0 : .infinity }
    if Float(exact).isInfinite || exact == 0 {
      return value.bitPattern == Float(exact).bitPattern ? 0 : .infinity
    }
    if value.sign != exact.sign || !value.isFinite { return .infinity }
    let exponent = max(exact.exponent, -126)
    return (Double(value) - exact).magnitude / Elementary.exp2(Double(exponent - 23))
  }

  @Test("those computed at double width are rounded once")
  func throughDouble() {
    for x in [0.1, 1.7, -3.3, 1e-30, 12] as [Float] {
      #expect(Elementary.exp2(x) == Float(Elementary.exp2(Double(x))))
      #expect(Elementary.expm1(x) == Float(Elementary.expm1(Double(x))))
      #expect(Elementary.erfc(x) == Float(Elementary.erfc(Double(x))))
      #expect(Elementary.log1p(x.magnitude) == Float(Elementary.log1p(Double(x.magnitude))))
      #expect(Elementary.log2(x.magnitude) == Float(Elementary.log2(Double(x.magnitude))))
      #expect(Elementary.log10(x.magnitude) == Float(Elementary.log10(Double(x.magnitude))))
      #expect(
        Elementary.pow(x.magnitude, x) == Float(Elementary.pow(Double(x.magnitude), Double(x))))
    }
  }

  @Test("a vector of near and far angles gives each lane its own sine and cosine")
  func mixedAngles() {
    var x = SIMD16<Float>()
    for lane in 0..<16 { x[lane] = Float(lane % 3) * Elementary.pow(10, Float(lane)) - 2 }
    let (sine, cosine) = Elementary.sincos(x)
    for lane in 0..<16 {
      #expect(sine[lane].bitPattern == Elementary.sin(x[lane]).bitPattern)
      #expect(cosine[lane].bitPattern == Elementary.cos(x[lane]).bitPattern)
      #expect(Elementary.sincos(x[lane]).sin.bitPattern == sine[lane].bitPattern)
    }
  }
}

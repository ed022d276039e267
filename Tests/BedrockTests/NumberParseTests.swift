import Bedrock
import Testing

@Suite("Numbers from text")
struct NumberParseTests {
  @Test("numbers are read to the nearest double")
  func nearest() {
    let cases: [(String, Double)] = [
      ("0", 0), ("-0", -0.0), ("+5", 5), ("1.", 1), (".5", 0.5), ("0.1", 0.1), ("1e3", 1000),
      ("1E-3", 0.001),
      ("1e+22", 1e22), ("1e23", 1e23), ("9007199254740993", 9_007_199_254_740_992),
      ("9007199254740993.0000000000000000001", 9_007_199_254_740_994),
      ("2.2250738585072011e-308", (0x1p-1022).nextDown), ("4.9406564584124654e-324", 0x1p-1074),
      ("2.4703282292062327e-324", 0), ("2.4703282292062328e-324", 0x1p-1074), ("1e-400", 0),
      ("1.7976931348623157e308", .greatestFiniteMagnitude), ("0e999999999999999999999", 0),
      ("0.000000000000000000000000000000000000000000000000000000000000001e63", 1),
      ("1" + String(repeating: "0", count: 400) + "e-400", 1),
      ("0." + String(repeating: "0", count: 400) + "1e401", 1),
      ("0.500000000000000166533453693773481063544750213623046875", 0.5000000000000002),
      ("3.518437208883201171875e13", 0x1.0000000000002p45),
    ]
    for (text, value) in cases {
      #expect(NumberText.parse(text)?.bitPattern == value.bitPattern, "\(text)")
      #expect(NumberText.parse(Array(text.utf8))?.bitPattern == value.bitPattern)
    }
  }

  @Test(
    "what is too large is infinite, so that it can be refused",
    arguments: ["1e309", "-1e309", "1e999999999999"])
  func overflow(text: String) {
    #expect(NumberText.parse(text)?.isInfinite == true)
    #expect(NumberText.parseFloat("1e39".utf8) == .infinity)
  }

  @Test(
    "what is no decimal number is nil",
    arguments: [
      "", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", " 1", "1 ", "0x10", "inf", "nan", "1_000",
      "--1", "1,5", "١",
    ])
  func refused(text: String) {
    #expect(NumberText.parse(text) == nil)
    #expect(NumberText.parseFloat(text.utf8) == nil)
  }

  @Test("a float is rounded once")
  func float() {
    // Halfway between two floats, plus less than a double can tell.
    #expect(NumberText.parseFloat("1.00000005960464477539062500001".utf8) == 1.0000001)
    #expect(NumberText.parseFloat("1.000000059604644775390625".utf8) == 1)
  }

  @Test("random doubles survive the way into text and back")
  func roundTrip() {
    var random = RandomStream(seed: 11, name: "round trip")
    for _ in 0..<20_000 {
      let x = Double(bitPattern: random.next())
      guard x.isFinite else { continue }
      #expect(NumberText.parse(NumberText.shortest(x)) == x)
      let y = Float(x.magnitude.squareRoot().squareRoot().squareRoot())
      #expect(NumberText.parseFloat(NumberText.shortest(y).utf8) == y)
    }
  }
}

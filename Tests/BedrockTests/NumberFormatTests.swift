import Bedrock
import Testing

@Suite("Number formats")
struct NumberFormatTests {
  @Test(
    "a format text is what it prints",
    arguments: [
      (".3f", 3.14159, "3.142"), ("f", 0.5, "0.500000"), (".0f", 2.5, "2"),
      (".1%", 0.1234, "12.3%"),
      ("%", 0.5, "50.000000%"), (",d", 1234567.0, "1,234,567"), ("d", 2.5, "2"), ("d", -0.4, "0"),
      (".2e", 123456, "1.23e+05"), (".4g", 0.000012345, "1.234e-05"), ("+.2f", 3, "+3.00"),
      ("+,.1f", 12345.67, "+12,345.7"), (" .2f ", 1, "1.00"), (",.3g", 1e16, "1e+16"),
      ("g", 0.1, "0.1"),
      ("+d", 3, "+3"), ("+.1%", 0.25, "+25.0%"), (",.0f", -1234.5, "-1,234"),
    ])
  func prints(text: String, x: Double, expected: String) throws {
    #expect(try NumberFormat(text).format(x) == expected)
  }

  @Test("an integer keeps its digits past 2^53")
  func integers() throws {
    #expect(try NumberFormat(",d").format(9_007_199_254_740_993) == "9,007,199,254,740,993")
    #expect(try NumberFormat("d").format(Int.min) == "-9223372036854775808")
    #expect(try NumberFormat("+d").format(5) == "+5")
    #expect(try NumberFormat("+d").format(0) == "0")
    #expect(try NumberFormat(".1f").format(5) == "5.0")
    #expect(try NumberFormat(".2f").format(Float(0.1)) == "0.10")
  }

  @Test(
    "an unknown format is refused with examples",
    arguments: [
      "", "f3", ".f", "..2f", ".3x", ".3ff", "3f", ",+d", ".2d", ",.2e", "-.2f", ".3", "é",
    ])
  func refused(text: String) {
    let error = #expect(throws: NumberFormat.ParseError.self) { try NumberFormat(text) }
    #expect(
      error?.message
        == "unknown number format '\(text)'; formats look like .3f, .2e, .4g, .1%, d, ,d"
        + " or +.2f")
  }

  @Test("more than 1100 digits are refused", arguments: [".1101f", ".99999999999999999999g"])
  func tooMany(text: String) {
    #expect(throws: NumberFormat.ParseError.tooManyDigits(text)) { try NumberFormat(text) }
    #expect(
      NumberFormat.ParseError.tooManyDigits(text).description
        == "the number format '\(text)' asks for more than 1100 digits")
  }
}

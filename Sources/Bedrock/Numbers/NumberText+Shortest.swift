extension NumberText {
  /// The fewest digits that read back to the same double: `0.1`, `3`, `1e-07`, `1.5e+300`.
  ///
  /// Plain from 10⁻⁴ up to below 10¹⁶, otherwise with an exponent of a sign and at least two
  /// digits; an integer has no point.
  public static func shortest(_ x: Double) -> String {
    text(of: x, sign: .negativeOnly) { appendShortest(x.magnitude, to: &$0) }
  }

  /// The fewest digits that read back to the same float, in the same form.
  public static func shortest(_ x: Float) -> String {
    text(of: Double(x), sign: .negativeOnly) { appendShortest(x.magnitude, to: &$0) }
  }

  /// A number in JSON: the form of ``shortest(_:)-(Double)``, and `null` for NaN and infinities.
  public static func json(_ x: Double) -> String {
    x.isFinite ? shortest(x) : "null"
  }

  /// A number in JSON with the fewest digits that read back to the same float.
  public static func json(_ x: Float) -> String {
    x.isFinite ? shortest(x) : "null"
  }

  static func appendJSON(_ x: Double, to bytes: inout [UInt8]) {
    guard x.isFinite else { return bytes.append(contentsOf: "null".utf8) }
    append(x, sign: .negativeOnly, to: &bytes) { appendShortest(x.magnitude, to: &$0) }
  }

  static func appendJSON(_ x: Float, to bytes: inout [UInt8]) {
    guard x.isFinite else { return bytes.append(contentsOf: "null".utf8) }
    append(Double(x), sign: .negativeOnly, to: &bytes) { appendShortest(x.magnitude, to: &$0) }
  }

  private static func appendShortest(_ x: Double, to bytes: inout [UInt8]) {
    if x < 0x1p53, x == x.rounded(.towardZero) { return append(UInt(x), to: &bytes) }
    appendShortest(ShortDecimal(description: x.description), to: &bytes)
  }

  private static func appendShortest(_ x: Float, to bytes: inout [UInt8]) {
    if x < 0x1p24, x == x.rounded(.towardZero) { return append(UInt(x), to: &bytes) }
    appendShortest(ShortDecimal(description: x.description), to: &bytes)
  }

  private static func appendShortest(_ decimal: ShortDecimal, to bytes: inout [UInt8]) {
    decimal.withDigits { digits, point in
      appendShortest(digits, point: point, plainExponents: -4..<16, to: &bytes)
    }
  }
}

extension ShortDecimal {
  /// Takes the digits out of a number's `description`, which has the fewest that read back to it.
  ///
  /// Where it puts point and exponent is not documented and does not matter here.
  fileprivate init(description: String) {
    var fractionCount = 0
    var isFraction = false
    var isExponent = false
    var written = 0
    var writtenIsNegative = false
    self.init(significand: 0, exponent: 0)
    for byte in description.utf8 {
      switch byte {
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "e"): isExponent = true
      case UInt8(ascii: "-"): writtenIsNegative = true
      case UInt8(ascii: "0")...UInt8(ascii: "9") where isExponent:
        written = written &* 10 &+ Int(byte & 15)
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        significand = significand &* 10 &+ UInt64(byte & 15)
        if isFraction { fractionCount &+= 1 }
      default: break
      }
    }
    exponent = (writtenIsNegative ? -written : written) - fractionCount
    trim()
  }
}

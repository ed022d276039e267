extension NumberText {
  /// The fewest digits that read back to the same double: `0.1`, `3`, `1e-07`, `1.5e+300`.
  ///
  /// Plain from 10⁻⁴ up to below 10¹⁶, otherwise with an exponent of a sign and at least two
  /// digits; an integer has no point.
  public static func shortest(_ x: Double) -> String {
    text(of: x, sign: .negativeOnly) { shortestMagnitude(x) }
  }

  /// The fewest digits that read back to the same float, in the same form.
  public static func shortest(_ x: Float) -> String {
    text(of: Double(x), sign: .negativeOnly) { shortestMagnitude(x) }
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
    if x.magnitude < 0x1p53, x == x.rounded(.towardZero) {
      append(Int(x), to: &bytes)
    } else {
      bytes.append(contentsOf: json(x).utf8)
    }
  }

  static func appendJSON(_ x: Float, to bytes: inout [UInt8]) {
    if x.magnitude < 0x1p24, x == x.rounded(.towardZero) {
      append(Int(x), to: &bytes)
    } else {
      bytes.append(contentsOf: json(x).utf8)
    }
  }

  /// The exponents of ten that are written out.
  private static let plainExponents = -4..<16

  private static func shortestMagnitude(_ x: Double) -> [UInt8] {
    shortest(ExactDecimal(description: x.magnitude.description), plainExponents: plainExponents)
  }

  private static func shortestMagnitude(_ x: Float) -> [UInt8] {
    shortest(ExactDecimal(description: x.magnitude.description), plainExponents: plainExponents)
  }
}

extension ExactDecimal {
  /// Takes the digits out of a number's `description`, which has the fewest that read back to it.
  ///
  /// Where it puts point and exponent is not documented and does not matter here.
  fileprivate init(description: String) {
    var digits: [UInt8] = []
    var point: Int?
    var exponent = 0
    var exponentIsNegative = false
    var isExponent = false
    for byte in description.utf8 {
      switch byte {
      case UInt8(ascii: "."): point = digits.count
      case UInt8(ascii: "e"): isExponent = true
      case UInt8(ascii: "-"): exponentIsNegative = true
      case UInt8(ascii: "0")...UInt8(ascii: "9") where isExponent:
        exponent = exponent * 10 + Int(byte - 0x30)
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte - 0x30)
      default: break
      }
    }
    self.init(
      digits: digits,
      pointPosition: (point ?? digits.count) + (exponentIsNegative ? -exponent : exponent))
  }

  /// A decimal from digits that may begin and end in zeros.
  init(digits: [UInt8], pointPosition: Int) {
    let leading = digits.prefix { $0 == 0 }.count
    self.init(
      significant: Array(digits.dropFirst(leading)), pointPosition: pointPosition - leading)
  }
}

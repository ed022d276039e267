extension NumberText {
  /// A number with an exponent, as C's `%.2e`: `scientific(0.00123456, digits: 2)` is `1.23e-03`.
  ///
  /// `digits` counts those after the point. The exponent has a sign and at least two digits.
  public static func scientific(_ x: Double, digits: Int) -> String {
    text(of: x, sign: .negativeOnly) { scientificMagnitude(x, digits: digits) }
  }

  /// A float's exact value with an exponent.
  public static func scientific(_ x: Float, digits: Int) -> String {
    scientific(Double(x), digits: digits)
  }

  /// A number rounded to so many significant digits, as C's `%.4g`: `significant(2.0 / 3,
  /// digits: 4)` is `0.6667`.
  ///
  /// Zeros at the end of a fraction are left out. Numbers below 10⁻⁴, and those with more digits
  /// before the point than `digits`, have an exponent (`1.235e+06`).
  public static func significant(_ x: Double, digits: Int) -> String {
    text(of: x, sign: .negativeOnly) { significantMagnitude(x, digits: digits) }
  }

  /// A float's exact value rounded to so many significant digits.
  public static func significant(_ x: Float, digits: Int) -> String {
    significant(Double(x), digits: digits)
  }

  static func scientificMagnitude(_ x: Double, digits: Int) -> [UInt8] {
    precondition(decimalsRange.contains(digits), "digits must be in 0...1100, got \(digits)")
    var decimal = ExactDecimal(magnitudeOf: x)
    decimal.round(toDigits: digits + 1)
    return withExponent(decimal, decimals: digits)
  }

  static func significantMagnitude(_ x: Double, digits: Int) -> [UInt8] {
    precondition(decimalsRange.contains(digits), "digits must be in 0...1100, got \(digits)")
    let digits = max(digits, 1)
    var decimal = ExactDecimal(magnitudeOf: x)
    decimal.round(toDigits: digits)
    return shortest(decimal, plainExponents: -4..<digits)
  }

  /// A decimal's own digits and no more: plain, if its exponent is in the range given.
  static func shortest(_ decimal: ExactDecimal, plainExponents: Range<Int>) -> [UInt8] {
    if decimal.digits.isEmpty { return [UInt8(ascii: "0")] }
    if plainExponents.contains(decimal.pointPosition - 1) {
      return decimal.plain(decimals: max(0, decimal.digits.count - decimal.pointPosition))
    }
    return withExponent(decimal, decimals: decimal.digits.count - 1)
  }

  private static func withExponent(_ decimal: ExactDecimal, decimals: Int) -> [UInt8] {
    let exponent = decimal.digits.isEmpty ? 0 : decimal.pointPosition - 1
    var mantissa = decimal
    mantissa.pointPosition = 1
    var text = mantissa.plain(decimals: decimals)
    text.append(UInt8(ascii: "e"))
    text.append(exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    if exponent.magnitude < 10 { text.append(UInt8(ascii: "0")) }
    append(exponent.magnitude, to: &text)
    return text
  }
}

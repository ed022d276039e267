extension NumberText {
  /// A number with an exponent, as C's `%.2e`: `scientific(0.00123456, digits: 2)` is `1.23e-03`.
  ///
  /// `digits` counts those after the point. The exponent has a sign and at least two digits.
  public static func scientific(_ x: Double, digits: Int) -> String {
    text(of: x, sign: .negativeOnly) { appendScientific(x, digits: digits, to: &$0) }
  }

  /// A float's exact value with an exponent.
  public static func scientific(_ x: Float, digits: Int) -> String {
    scientific(Double(x), digits: digits)
  }

  /// A number rounded to so many significant digits, as C's `%.4g`: two thirds to 4 digits are
  /// `0.6667`.
  ///
  /// Zeros at the end of a fraction are left out. Numbers below 10⁻⁴, and those with more digits
  /// before the point than `digits`, have an exponent (`1.235e+06`).
  public static func significant(_ x: Double, digits: Int) -> String {
    text(of: x, sign: .negativeOnly) { appendSignificant(x, digits: digits, to: &$0) }
  }

  /// A float's exact value rounded to so many significant digits.
  public static func significant(_ x: Float, digits: Int) -> String {
    significant(Double(x), digits: digits)
  }
}

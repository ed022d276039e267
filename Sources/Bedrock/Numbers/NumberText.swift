/// Numbers as text, and text as numbers: the one place where a report's digits are made.
///
/// Laws, for every function here:
/// - rounding starts from the exact value and goes to nearest, ties to even;
/// - NaN is `nan` (never `-nan`), the infinities are `inf` and `-inf`;
/// - zero has no sign, and so has what is rounded to zero: `0.00`, never `-0.00`;
/// - the text depends on the value alone, not on locale or platform. ASCII only.
public enum NumberText {
  /// The decimals that a format may ask for; the smallest double has 1074.
  public static let decimalsRange = 0...1100

  /// A number with a fixed count of decimals, as C's `%.3f`: `fixed(2.0 / 3, decimals: 3)` is
  /// `0.667`.
  public static func fixed(_ x: Double, decimals: Int) -> String {
    text(of: x, sign: .negativeOnly) { appendFixed(x, decimals: decimals, to: &$0) }
  }

  /// A float's exact value with a fixed count of decimals.
  public static func fixed(_ x: Float, decimals: Int) -> String {
    fixed(Double(x), decimals: decimals)
  }

  /// A fixed count of decimals, with the sign of both positive and negative numbers: `+0.53`.
  ///
  /// Zero, and what is rounded to zero, has none.
  public static func signed(_ x: Double, decimals: Int) -> String {
    text(of: x, sign: .both) { appendFixed(x, decimals: decimals, to: &$0) }
  }

  /// A fixed count of decimals of a float, with its sign: `+0.53`.
  public static func signed(_ x: Float, decimals: Int) -> String {
    signed(Double(x), decimals: decimals)
  }

  /// An integer with its sign: `+3`, `-3`, `0`.
  public static func signed(_ value: Int) -> String {
    value > 0 ? "+\(value)" : "\(value)"
  }

  /// A fraction as a percentage: `percent(0.4375, decimals: 1)` is `43.8%`.
  ///
  /// What is rounded is the exact value times 100, no product of floating-point numbers.
  public static func percent(_ fraction: Double, decimals: Int) -> String {
    let number = text(of: fraction, sign: .negativeOnly) {
      appendFixed(fraction, decimals: decimals, shift: 2, to: &$0)
    }
    return number + "%"
  }

  /// A fraction at float width as a percentage.
  public static func percent(_ fraction: Float, decimals: Int) -> String {
    percent(Double(fraction), decimals: decimals)
  }

  /// An integer with its digits in groups of three: `668,619`.
  public static func grouped(_ value: Int) -> String {
    var digits: [UInt8] = []
    append(value.magnitude, to: &digits)
    let text = String(decoding: grouped(digits), as: UTF8.self)
    return value < 0 ? "-" + text : text
  }

  /// A count of bytes in decimal units with one decimal: `512 B`, `1.2 kB`, `34.1 MB`.
  ///
  /// A kB is 1000 bytes. The unit is the largest that leaves at least 1.0 after rounding.
  public static func bytes(_ count: Int) -> String {
    let magnitude = count.magnitude
    let sign = count < 0 ? "-" : ""
    if magnitude < 1000 { return "\(sign)\(magnitude) B" }
    var unit: UInt = 1000
    var tenths: UInt = 0
    for name in ["kB", "MB", "GB", "TB", "PB", "EB"] {
      tenths = roundedQuotient(magnitude, by: unit / 10)
      if tenths < 10_000 || name == "EB" { return "\(sign)\(tenths / 10).\(tenths % 10) \(name)" }
      unit *= 1000
    }
    return "\(sign)\(magnitude) B"
  }

  /// Nearest, ties to even.
  private static func roundedQuotient(_ dividend: UInt, by divisor: UInt) -> UInt {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    let half = divisor / 2
    let roundsUp = remainder > half || remainder == half && quotient % 2 == 1
    return quotient + (roundsUp ? 1 : 0)
  }
}

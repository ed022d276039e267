extension NumberText {
  /// The double nearest to a decimal number in ASCII, or nil if the text is none.
  ///
  /// The form is `[+-] digits [. digits] [e [+-] digits]`; digits may be missing on one side of
  /// the point. There is no `inf`, `nan`, hexadecimal or blank, so an infinite result means that
  /// the number is too large for a double. What is too small becomes zero.
  public static func parse(_ utf8: some Collection<UInt8>) -> Double? {
    guard let number = DecimalLiteral(utf8) else { return nil }
    return number.exactDouble ?? Double(String(decoding: utf8, as: UTF8.self))
  }

  /// The double nearest to a decimal number, see ``parse(_:)-(Collection<UInt8>)``.
  public static func parse(_ text: String) -> Double? {
    parse(text.utf8)
  }

  /// The float nearest to a decimal number in ASCII (rounded once), in the form of
  /// ``parse(_:)-(Collection<UInt8>)``.
  public static func parseFloat(_ utf8: some Collection<UInt8>) -> Float? {
    guard DecimalLiteral(utf8) != nil else { return nil }
    return Float(String(decoding: utf8, as: UTF8.self))
  }
}

/// A decimal number as it is written: ± significand · 10^exponent.
private struct DecimalLiteral {
  private var isNegative = false
  /// The digits as an integer, as long as they fit.
  private var significand: UInt64 = 0
  private var significandIsExact = true
  private var exponent = 0

  init?(_ utf8: some Collection<UInt8>) {
    var rest = utf8[...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      rest = rest.dropFirst()
    }
    var digitCount = takeDigits(from: &rest)
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      let fractionCount = takeDigits(from: &rest)
      digitCount += fractionCount
      exponent = -fractionCount
    }
    guard digitCount > 0 else { return nil }
    if let mark = rest.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      guard takeExponent(from: &rest) else { return nil }
    }
    guard rest.isEmpty else { return nil }
  }

  /// The value, where a product or quotient of exact doubles gives it (Clinger 1990).
  var exactDouble: Double? {
    if significandIsExact, significand == 0 { return isNegative ? -0.0 : 0 }
    guard significandIsExact, significand <= 1 << 53, (-22...22).contains(exponent) else {
      return nil
    }
    let power = Self.powersOfTen[abs(exponent)]
    let magnitude = exponent < 0 ? Double(significand) / power : Double(significand) * power
    return isNegative ? -magnitude : magnitude
  }

  /// 10^0 … 10^22, which doubles hold exactly.
  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  private mutating func takeDigits<Rest: Collection<UInt8>>(from rest: inout Rest) -> Int
  where Rest.SubSequence == Rest {
    var count = 0
    while let digit = rest.first, Self.isDigit(digit) {
      let (product, overflow) = significand.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit - 0x30))
      if overflow || carry { significandIsExact = false }
      significand = sum
      count += 1
      rest = rest.dropFirst()
    }
    return count
  }

  private mutating func takeExponent<Rest: Collection<UInt8>>(from rest: inout Rest) -> Bool
  where Rest.SubSequence == Rest {
    var exponentIsNegative = false
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      exponentIsNegative = sign == UInt8(ascii: "-")
      rest = rest.dropFirst()
    }
    guard let first = rest.first, Self.isDigit(first) else { return false }
    var written = 0
    while let digit = rest.first, Self.isDigit(digit) {
      // Past a million the value no longer matters: no significand in memory makes up for it.
      written = min(written * 10 + Int(digit - 0x30), 1_000_000)
      rest = rest.dropFirst()
    }
    exponent += exponentIsNegative ? -written : written
    return true
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

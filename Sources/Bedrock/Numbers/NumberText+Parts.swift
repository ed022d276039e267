extension NumberText {
  enum SignStyle {
    case negativeOnly, both
  }

  /// Puts the sign before the digits of a finite number, or names what is none.
  static func text(of x: Double, sign: SignStyle, magnitude: () -> [UInt8]) -> String {
    if x.isNaN { return "nan" }
    if x.isInfinite { return x < 0 ? "-inf" : sign == .both ? "+inf" : "inf" }
    var digits = magnitude()
    if let mark = mark(of: x, sign, digits) { digits.insert(mark, at: 0) }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The sign to print; none if every digit before an exponent is zero.
  private static func mark(_ x: Double, _ style: SignStyle) -> UInt8? {
    x < 0 ? UInt8(ascii: "-") : style == .both ? UInt8(ascii: "+") : nil
  }

  private static func mark(of x: Double, _ style: SignStyle, _ digits: [UInt8]) -> UInt8? {
    for digit in digits {
      if digit == UInt8(ascii: "e") { break }
      if (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(digit) { return mark(x, style) }
    }
    return nil
  }

  /// |x| · 10^shift, rounded to `decimals`.
  static func fixedMagnitude(_ x: Double, decimals: Int, shift: Int = 0) -> [UInt8] {
    precondition(decimalsRange.contains(decimals), "decimals must be in 0...1100, got \(decimals)")
    if let digits = shortFixedMagnitude(x, decimals: decimals, shift: shift) { return digits }
    var decimal = ExactDecimal(magnitudeOf: x)
    decimal.pointPosition += shift
    decimal.round(toDigits: decimal.pointPosition + decimals)
    return decimal.plain(decimals: decimals)
  }

  /// The same in 128-bit integers, where m · 10^(decimals + shift) · 2^e fits into them.
  private static func shortFixedMagnitude(_ x: Double, decimals: Int, shift: Int) -> [UInt8]? {
    let (significand, exponent) = ExactDecimal.parts(of: x)
    // 10^19 < 2^64, so the product stays below 2^117.
    guard decimals + shift <= 19, exponent <= 10 else { return nil }
    let scaled = UInt128(significand) * UInt128(powersOfTen[decimals + shift])
    guard exponent < 0 else { return layout(scaled << UInt128(exponent), decimals: decimals) }
    guard exponent > -120 else { return layout(0, decimals: decimals) }
    let quotient = scaled >> UInt128(-exponent)
    let remainder = scaled - quotient << UInt128(-exponent)
    let half = UInt128(1) << UInt128(-exponent - 1)
    let roundsUp = remainder > half || remainder == half && quotient & 1 == 1
    return layout(roundsUp ? quotient + 1 : quotient, decimals: decimals)
  }

  private static let powersOfTen: [UInt64] = (0...19).map { exponent in
    (0..<exponent).reduce(1 as UInt64) { power, _ in power * 10 }
  }

  /// An integer's digits with the point before the last `decimals` of them.
  private static func layout(_ value: UInt128, decimals: Int) -> [UInt8] {
    var reversed: [UInt8] = []
    reversed.reserveCapacity(40)
    func take(_ word: UInt64, atLeast count: Int) {
      var rest = word
      var taken = 0
      while rest > 0 || taken < count {
        if reversed.count == decimals, decimals > 0 { reversed.append(UInt8(ascii: ".")) }
        reversed.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
        taken += 1
      }
    }
    let chunk = UInt128(powersOfTen[19])
    var rest = value
    while rest >> 64 > 0 {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: chunk)
      take(UInt64(remainder), atLeast: 19)
      rest = quotient
    }
    let pointIsPassed = decimals > 0 && reversed.count > decimals
    let digitsSoFar = reversed.count - (pointIsPassed ? 1 : 0)
    take(UInt64(rest), atLeast: max(0, decimals + 1 - digitsSoFar))
    reversed.reverse()
    return reversed
  }

  /// The digits of an integer part in groups of three; what follows it stays.
  static func grouped(_ digits: [UInt8]) -> [UInt8] {
    let isDigit = UInt8(ascii: "0")...UInt8(ascii: "9")
    let integerCount = digits.firstIndex { !isDigit.contains($0) } ?? digits.count
    var text: [UInt8] = []
    for (index, digit) in digits.enumerated() {
      if index > 0, index < integerCount, (integerCount - index) % 3 == 0 {
        text.append(UInt8(ascii: ","))
      }
      text.append(digit)
    }
    return text
  }

  static func append(_ value: Int, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    append(value.magnitude, to: &bytes)
  }

  static func append(_ value: UInt, to bytes: inout [UInt8]) {
    let start = bytes.count
    var rest = value
    repeat {
      bytes.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }
}

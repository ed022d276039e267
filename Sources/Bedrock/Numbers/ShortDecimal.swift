/// A decimal of few digits: `significand` · 10^`exponent`.
///
/// The fast way of what ``ExactDecimal`` does for any number, with the same results.
struct ShortDecimal {
  var significand: UInt64
  var exponent: Int

  /// 10^0 … 10^19, all that fit into a word.
  static let powersOfTen: [UInt64] = [
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
    1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000,
    1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
  ]

  /// |x| · 10^power, rounded to an integer; nil where it does not fit into a word, or nearly.
  static func integer(_ x: Double, power: Int) -> UInt64? {
    let (significand, exponent) = ExactDecimal.parts(of: x)
    guard powersOfTen.indices.contains(power), exponent <= 10 else { return nil }
    // Below 2^117, and shifted below 2^127.
    let scaled = UInt128(significand) * UInt128(powersOfTen[power])
    if exponent >= 0 { return UInt64(exactly: scaled << UInt128(exponent)) }
    if exponent <= -120 { return 0 }
    let count = UInt128(-exponent)
    let quotient = scaled >> count
    let remainder = scaled & ((1 << count) - 1)
    let half = UInt128(1) << (count - 1)
    let roundsUp = remainder > half || remainder == half && quotient & 1 == 1
    return UInt64(exactly: roundsUp ? quotient + 1 : quotient)
  }

  /// |x| rounded to so many significant digits; nil where that takes large integers.
  static func rounded(_ x: Double, digits: Int) -> ShortDecimal? {
    guard x != 0, digits < powersOfTen.count else { return nil }
    // The exponent of ten, from that of two, is right or one too low; it must not be too high, for
    // 0.7 at one digit of the unit above would seem to be 1.
    let binary = (Int(truncatingIfNeeded: x.bitPattern >> 52) & 0x7FF) - 1023
    var exponent = (binary * 30_103 - (binary < 0 ? 99_999 : 0)) / 100_000
    for _ in 0..<2 {
      guard let value = integer(x, power: digits - 1 - exponent) else { return nil }
      if value < powersOfTen[digits] {
        var decimal = ShortDecimal(significand: value, exponent: exponent - digits + 1)
        decimal.trim()
        return decimal
      }
      exponent += 1
    }
    return nil
  }

  /// Takes zeros at the end of the significand into the exponent.
  mutating func trim() {
    guard significand > 0 else { return }
    while true {
      let (quotient, remainder) = significand.quotientAndRemainder(dividingBy: 10)
      if remainder > 0 { return }
      significand = quotient
      exponent += 1
    }
  }

  /// Calls the body with the significand's digits in ASCII and the place of the point among them.
  @inline(__always)
  func withDigits<Result>(
    _ body: (_ digits: UnsafeBufferPointer<UInt8>, _ point: Int) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { buffer in
      var rest = significand
      var start = 20
      while rest > 0 {
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
        start &-= 1
        buffer[start] = 0x30 + UInt8(truncatingIfNeeded: digit)
        rest = quotient
      }
      let digits = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(buffer)[start...])
      return body(digits, digits.count + exponent)
    }
  }
}

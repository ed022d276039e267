/// The exact decimal expansion of a finite number: 0.d₁d₂d₃… · 10^`point`.
///
/// Every finite double has one, of at most 767 digits. Rounding starts from it, so "nearest, ties
/// to even" is meant of the true value and not of an approximation.
struct ExactDecimal {
  /// Digits in ASCII, the first and the last not zero; empty for zero.
  private(set) var digits: [UInt8]
  /// How many of the digits stand before the decimal point; it may lie outside of them.
  var point: Int

  /// The expansion of |x| for a finite x.
  init(magnitudeOf x: Double) {
    let (significand, exponent) = Self.parts(of: x)
    if significand == 0 {
      (digits, point) = ([], 0)
      return
    }
    // m · 2^e is an integer, or m · 5^-e / 10^-e; either way an integer's digits and a point.
    var integer = BigNatural(significand)
    if exponent >= 0 { integer.multiplyByPowerOfTwo(exponent) }
    if exponent < 0 { integer.multiplyByPowerOfFive(-exponent) }
    digits = integer.decimalDigits()
    point = digits.count + min(exponent, 0)
    trim()
  }

  /// Integers m < 2^53 and e with |x| = m · 2^e.
  static func parts(of x: Double) -> (significand: UInt64, exponent: Int) {
    let fraction = x.bitPattern & 0xF_FFFF_FFFF_FFFF
    let biased = Int(truncatingIfNeeded: x.bitPattern >> 52) & 0x7FF
    return biased == 0 ? (fraction, -1074) : (fraction | 1 << 52, biased - 1075)
  }

  /// Rounds to so many digits, to nearest, ties to even; zero or fewer digits may leave nothing.
  mutating func round(toDigits count: Int) {
    guard count < digits.count else { return }
    let next = count >= 0 ? digits[count] : UInt8(ascii: "0")
    let isTie = next == UInt8(ascii: "5") && count + 1 == digits.count
    let lastIsOdd = count > 0 && digits[count - 1] & 1 == 1
    let roundsUp = isTie ? lastIsOdd : next >= UInt8(ascii: "5")
    digits.removeSubrange(max(count, 0)...)
    if roundsUp { increment() }
    trim()
    if digits.isEmpty { point = 0 }
  }

  /// Adds one unit of the last digit.
  private mutating func increment() {
    while let last = digits.last, last == UInt8(ascii: "9") { digits.removeLast() }
    if digits.isEmpty {
      digits = [UInt8(ascii: "1")]
      point += 1
    } else {
      digits[digits.count - 1] += 1
    }
  }

  private mutating func trim() {
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
  }
}

/// The exact decimal expansion of a finite number: 0.d₁d₂d₃… · 10^`pointPosition`.
///
/// Every finite double has one, of at most 767 digits. Rounding starts from it, so "nearest, ties
/// to even" is meant of the true value and not of an approximation.
struct ExactDecimal {
  /// Digits 0…9, the first and the last not zero; empty for zero.
  private(set) var digits: [UInt8]
  /// How many of the digits stand before the decimal point; it may lie outside of them.
  var pointPosition: Int

  /// The expansion of |x| for a finite x.
  init(magnitudeOf x: Double) {
    let (significand, exponent) = Self.parts(of: x)
    if significand == 0 {
      (digits, pointPosition) = ([], 0)
      return
    }
    // m · 2^e is an integer, or m · 5^-e / 10^-e; either way an integer's digits and a point.
    var integer = BigNatural(significand)
    if exponent >= 0 { integer.multiplyByPowerOfTwo(exponent) }
    if exponent < 0 { integer.multiplyByPowerOfFive(-exponent) }
    digits = integer.decimalDigits()
    pointPosition = digits.count + min(exponent, 0)
    trim()
  }

  /// A decimal from digits of which the first is not zero.
  init(significant digits: [UInt8], pointPosition: Int) {
    self.digits = digits
    self.pointPosition = pointPosition
    trim()
  }

  /// Integers m < 2^53 and e with |x| = m · 2^e.
  static func parts(of x: Double) -> (significand: UInt64, exponent: Int) {
    let fraction = x.bitPattern & 0xF_FFFF_FFFF_FFFF
    let biased = Int(x.bitPattern >> 52) & 0x7FF
    return biased == 0 ? (fraction, -1074) : (fraction | 1 << 52, biased - 1075)
  }

  /// Rounds to so many digits, to nearest, ties to even; zero or fewer digits may leave nothing.
  mutating func round(toDigits count: Int) {
    guard count < digits.count else { return }
    let next = count >= 0 ? digits[count] : 0
    let isTie = next == 5 && count + 1 == digits.count
    let lastIsOdd = count > 0 && digits[count - 1] & 1 == 1
    let roundsUp = isTie ? lastIsOdd : next >= 5
    digits.removeSubrange(max(count, 0)...)
    if roundsUp { increment() }
    trim()
    if digits.isEmpty { pointPosition = 0 }
  }

  /// Adds one unit of the last digit.
  private mutating func increment() {
    while let last = digits.last, last == 9 { digits.removeLast() }
    if digits.isEmpty {
      digits = [1]
      pointPosition += 1
    } else {
      digits[digits.count - 1] += 1
    }
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
  }

  /// The digits before the point and exactly `decimals` after it, as ASCII.
  func plain(decimals: Int) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(max(pointPosition, 1) + decimals + 1)
    for index in min(0, pointPosition - 1)..<pointPosition + decimals {
      if index == pointPosition { text.append(UInt8(ascii: ".")) }
      text.append(0x30 + (digits.indices.contains(index) ? digits[index] : 0))
    }
    return text
  }
}

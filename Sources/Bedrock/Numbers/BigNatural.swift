/// A natural number of any size, with the few operations that exact decimals need.
struct BigNatural {
  /// Words of 64 bits, the least significant first.
  private var words: [UInt64]

  init(_ value: UInt64) {
    words = [value]
  }

  /// 5^27 is the largest power of five in a word.
  private static let largestPower = (exponent: 27, value: 7_450_580_596_923_828_125 as UInt64)
  /// 10^19 is the largest power of ten in a word.
  private static let chunk = (digits: 19, value: 10_000_000_000_000_000_000 as UInt64)

  mutating func multiplyByPowerOfFive(_ exponent: Int) {
    var rest = exponent
    while rest >= Self.largestPower.exponent {
      multiply(by: Self.largestPower.value)
      rest -= Self.largestPower.exponent
    }
    var power: UInt64 = 1
    for _ in 0..<rest { power *= 5 }
    multiply(by: power)
  }

  mutating func multiplyByPowerOfTwo(_ exponent: Int) {
    multiply(by: 1 << UInt64(exponent % 64))
    words.insert(contentsOf: repeatElement(0, count: exponent / 64), at: 0)
  }

  private mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for index in words.indices {
      let product = words[index].multipliedFullWidth(by: factor)
      let (low, overflow) = product.low.addingReportingOverflow(carry)
      words[index] = low
      carry = product.high + (overflow ? 1 : 0)
    }
    if carry > 0 { words.append(carry) }
  }

  /// The number's digits in ASCII, the most significant first; empty for zero.
  consuming func decimalDigits() -> [UInt8] {
    var reversed: [UInt8] = []
    reversed.reserveCapacity(words.count * 20)
    while !words.isEmpty {
      var chunk = divide(by: Self.chunk.value)
      for _ in 0..<Self.chunk.digits {
        reversed.append(0x30 + UInt8(truncatingIfNeeded: chunk % 10))
        chunk /= 10
      }
    }
    while reversed.last == UInt8(ascii: "0") { reversed.removeLast() }
    reversed.reverse()
    return reversed
  }

  /// Divides in place, drops leading zero words, and returns the remainder.
  private mutating func divide(by divisor: UInt64) -> UInt64 {
    var remainder: UInt64 = 0
    for index in words.indices.reversed() {
      (words[index], remainder) = divisor.dividingFullWidth((remainder, words[index]))
    }
    while words.last == 0 { words.removeLast() }
    return remainder
  }
}

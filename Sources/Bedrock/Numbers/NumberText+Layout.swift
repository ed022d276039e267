extension NumberText {
  enum SignStyle {
    case negativeOnly, both
  }

  /// Puts the sign before the digits of a finite number, or names what is none.
  static func text(
    of x: Double, sign: SignStyle, magnitude: (inout [UInt8]) -> Void
  ) -> String {
    if x.isNaN { return "nan" }
    if x.isInfinite { return x < 0 ? "-inf" : sign == .both ? "+inf" : "inf" }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    append(x, sign: sign, to: &bytes, magnitude: magnitude)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends sign and digits of a finite number; no sign if every digit is zero.
  static func append(
    _ x: Double, sign: SignStyle, to bytes: inout [UInt8], magnitude: (inout [UInt8]) -> Void
  ) {
    guard x < 0 || sign == .both else { return magnitude(&bytes) }
    let start = bytes.count
    bytes.append(x < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    magnitude(&bytes)
    for digit in bytes[(start + 1)...] {
      if (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(digit) { return }
      if digit == UInt8(ascii: "e") { break }
    }
    bytes.remove(at: start)
  }

  /// The digits before the point and exactly `decimals` after it.
  static func appendPlain(
    _ digits: UnsafeBufferPointer<UInt8>, point: Int, decimals: Int, to bytes: inout [UInt8]
  ) {
    if point > 0 {
      appendDigits(digits, from: 0, to: point, to: &bytes)
    } else {
      bytes.append(UInt8(ascii: "0"))
    }
    if decimals == 0 { return }
    bytes.append(UInt8(ascii: "."))
    appendDigits(digits, from: point, to: point + decimals, to: &bytes)
  }

  /// The digits of a range of places; those before the first and after the last are zeros.
  private static func appendDigits(
    _ digits: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, to bytes: inout [UInt8]
  ) {
    let first = min(max(start, 0), digits.count)
    let last = min(max(end, first), digits.count)
    appendZeros(min(max(0, -start), end - start), to: &bytes)
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[first..<last]))
    appendZeros(end - max(start, last), to: &bytes)
  }

  private static func appendZeros(_ count: Int, to bytes: inout [UInt8]) {
    for _ in 0..<max(count, 0) { bytes.append(UInt8(ascii: "0")) }
  }

  /// One digit before the point, `decimals` after it, and an exponent of at least two digits.
  static func appendWithExponent(
    _ digits: UnsafeBufferPointer<UInt8>, point: Int, decimals: Int, to bytes: inout [UInt8]
  ) {
    let exponent = digits.isEmpty ? 0 : point - 1
    appendPlain(digits, point: 1, decimals: decimals, to: &bytes)
    bytes.append(UInt8(ascii: "e"))
    bytes.append(exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    if exponent.magnitude < 10 { bytes.append(UInt8(ascii: "0")) }
    append(exponent.magnitude, to: &bytes)
  }

  /// The digits and no zeros after them: plain, if the exponent is in the range given.
  static func appendShortest(
    _ digits: UnsafeBufferPointer<UInt8>, point: Int, plainExponents: Range<Int>,
    to bytes: inout [UInt8]
  ) {
    if digits.isEmpty { return bytes.append(UInt8(ascii: "0")) }
    if plainExponents.contains(point - 1) {
      appendPlain(digits, point: point, decimals: max(0, digits.count - point), to: &bytes)
    } else {
      appendWithExponent(digits, point: point, decimals: digits.count - 1, to: &bytes)
    }
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
    if value == 0 { return bytes.append(UInt8(ascii: "0")) }
    ShortDecimal(significand: UInt64(value), exponent: 0).withDigits { digits, _ in
      bytes.append(contentsOf: digits)
    }
  }
}

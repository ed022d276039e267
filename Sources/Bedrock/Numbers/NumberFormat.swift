/// How a number is to be printed, read from a short text such as `.3f`, `.1%` or `,d`.
///
///     format = [ "+" ] [ "," ] [ "." digits ] ( "f" | "e" | "g" | "%" | "d" )
///
/// `+` shows the sign of positive numbers too, `,` groups the integer part in threes; the digits
/// count decimals (`f`, `e`, `%`) or significant digits (`g`), 6 if left out, and none with `d`,
/// which rounds to an integer.
public struct NumberFormat: Sendable, Equatable {
  public enum Style: Sendable, Equatable {
    /// `f`: a fixed count of decimals.
    case fixed
    /// `e`: with an exponent.
    case scientific
    /// `g`: so many significant digits, with an exponent only where it helps.
    case significant
    /// `%`: times one hundred.
    case percent
    /// `d`: rounded to an integer.
    case integer
  }

  public let style: Style
  public let digits: Int
  public let isSigned: Bool
  public let isGrouped: Bool

  public init(style: Style, digits: Int, isSigned: Bool = false, isGrouped: Bool = false) {
    self.style = style
    self.digits = digits
    self.isSigned = isSigned
    self.isGrouped = isGrouped
  }

  /// Reads a format text; blanks around it are ignored.
  /// - Throws: ``ParseError``.
  public init(_ text: String) throws(ParseError) {
    var rest = text.utf8.drop { $0 == 0x20 }
    while rest.last == 0x20 { rest = rest.dropLast() }
    isSigned = rest.first == UInt8(ascii: "+")
    if isSigned { rest = rest.dropFirst() }
    isGrouped = rest.first == UInt8(ascii: ",")
    if isGrouped { rest = rest.dropFirst() }
    let written = try Self.digits(from: &rest, of: text)
    guard rest.count == 1, let letter = rest.first, let style = Self.style(letter) else {
      throw .unknown(text)
    }
    if isGrouped, style == .scientific { throw .unknown(text) }
    if written != nil, style == .integer { throw .unknown(text) }
    self.style = style
    digits = style == .integer ? 0 : written ?? 6
  }

  private static func digits(
    from rest: inout Substring.UTF8View, of text: String
  ) throws(ParseError) -> Int? {
    guard rest.first == UInt8(ascii: ".") else { return nil }
    rest = rest.dropFirst()
    var value: Int?
    while let digit = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) {
      value = min((value ?? 0) * 10 + Int(digit - 0x30), 1_000_000)
      rest = rest.dropFirst()
    }
    guard let value else { throw .unknown(text) }
    guard NumberText.decimalsRange.contains(value) else { throw .tooManyDigits(text) }
    return value
  }

  private static func style(_ letter: UInt8) -> Style? {
    switch letter {
    case UInt8(ascii: "f"): .fixed
    case UInt8(ascii: "e"): .scientific
    case UInt8(ascii: "g"): .significant
    case UInt8(ascii: "%"): .percent
    case UInt8(ascii: "d"): .integer
    default: nil
    }
  }

  /// The number as text, by the laws of ``NumberText``.
  public func format(_ x: Double) -> String {
    let number = NumberText.text(of: x, sign: isSigned ? .both : .negativeOnly) { bytes in
      var digits: [UInt8] = []
      append(x, to: &digits)
      bytes += isGrouped ? NumberText.grouped(digits) : digits
    }
    return style == .percent ? number + "%" : number
  }

  /// A float's exact value as text.
  public func format(_ x: Float) -> String {
    format(Double(x))
  }

  /// An integer as text; with `d` every digit of it, also past 2⁵³.
  public func format(_ value: Int) -> String {
    guard style == .integer else { return format(Double(value)) }
    let digits = isGrouped ? NumberText.grouped(value) : "\(value)"
    return isSigned && value > 0 ? "+" + digits : digits
  }

  private func append(_ x: Double, to bytes: inout [UInt8]) {
    switch style {
    case .fixed, .integer: NumberText.appendFixed(x, decimals: digits, to: &bytes)
    case .percent: NumberText.appendFixed(x, decimals: digits, shift: 2, to: &bytes)
    case .scientific: NumberText.appendScientific(x, digits: digits, to: &bytes)
    case .significant: NumberText.appendSignificant(x, digits: digits, to: &bytes)
    }
  }
}

extension NumberFormat {
  /// Why a format text was refused.
  public enum ParseError: Error, Equatable, Sendable, CustomStringConvertible {
    case unknown(String)
    case tooManyDigits(String)

    public var description: String {
      switch self {
      case .unknown(let text):
        "unknown number format '\(text)'; formats look like .3f, .2e, .4g, .1%, d, ,d or +.2f"
      case .tooManyDigits(let text):
        "the number format '\(text)' asks for more than 1100 digits"
      }
    }

    public var message: String { description }
  }
}

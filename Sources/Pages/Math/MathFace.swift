import Bedrock
import Markdown

/// Letters in a face, as Unicode's mathematical alphabets have them: browsers draw `mathvariant` no more.
enum MathFace {
  static func html(_ letters: String, _ face: String) -> String {
    if face == "normal" {
      return "<mi mathvariant=\"normal\">\(HTMLText.escaped(letters))</mi>"
    }
    var out = ""
    for scalar in letters.unicodeScalars where scalar != " " {
      let isDigit = scalar.value < 0x80 && UInt8(scalar.value).isDigit
      let mapped = HTMLText.escaped(String(mapped(scalar, face)))
      out += isDigit ? "<mn>\(mapped)</mn>" : "<mi>\(mapped)</mi>"
    }
    return "<mrow>\(out)</mrow>"
  }

  /// Where the capital letters, the small letters and the digits of a face begin; 0 for none.
  private static let starts: [String: (capital: UInt32, small: UInt32, digit: UInt32)] = [
    "bold": (0x1D400, 0x1D41A, 0x1D7CE), "italic": (0x1D434, 0x1D44E, 0),
    "bold-italic": (0x1D468, 0x1D482, 0x1D7CE), "sans-serif": (0x1D5A0, 0x1D5BA, 0x1D7E2),
    "monospace": (0x1D670, 0x1D68A, 0x1D7F6), "double-struck": (0x1D538, 0x1D552, 0x1D7D8),
    "script": (0x1D49C, 0x1D4B6, 0),
  ]

  /// Letters that Unicode had before it had the alphabets.
  private static let exceptions: [String: [UInt32: UInt32]] = [
    "italic": [0x68: 0x210E],
    "double-struck": [
      0x43: 0x2102, 0x48: 0x210D, 0x4E: 0x2115, 0x50: 0x2119, 0x51: 0x211A, 0x52: 0x211D,
      0x5A: 0x2124,
    ],
    "script": [
      0x42: 0x212C, 0x45: 0x2130, 0x46: 0x2131, 0x48: 0x210B, 0x49: 0x2110, 0x4C: 0x2112,
      0x4D: 0x2133,
      0x52: 0x211B, 0x65: 0x212F, 0x67: 0x210A, 0x6F: 0x2134,
    ],
  ]

  private static func mapped(_ scalar: Unicode.Scalar, _ face: String) -> Unicode.Scalar {
    if let exception = exceptions[face]?[scalar.value] {
      return Unicode.Scalar(exception) ?? scalar
    }
    guard let start = starts[face] else { return scalar }
    let value: UInt32
    switch scalar.value {
    case 0x41...0x5A: value = start.capital + scalar.value - 0x41
    case 0x61...0x7A: value = start.small + scalar.value - 0x61
    case 0x30...0x39 where start.digit > 0: value = start.digit + scalar.value - 0x30
    default: return scalar
    }
    return Unicode.Scalar(value) ?? scalar
  }
}

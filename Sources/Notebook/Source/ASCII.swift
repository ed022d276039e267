/// Bytes by name, and the classes of bytes that the scanners ask for.
enum ASCII {
  static let tab = UInt8(ascii: "\t")
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let apostrophe = UInt8(ascii: "'")
  static let hash = UInt8(ascii: "#")
  static let backslash = UInt8(ascii: "\\")
  static let backtick = UInt8(ascii: "`")
  static let tilde = UInt8(ascii: "~")
  static let colon = UInt8(ascii: ":")
  static let comma = UInt8(ascii: ",")
  static let dot = UInt8(ascii: ".")
  static let minus = UInt8(ascii: "-")
  static let plus = UInt8(ascii: "+")
  static let equals = UInt8(ascii: "=")
  static let less = UInt8(ascii: "<")
  static let greater = UInt8(ascii: ">")
  static let slash = UInt8(ascii: "/")
  static let underscore = UInt8(ascii: "_")
  static let exclamation = UInt8(ascii: "!")
  static let question = UInt8(ascii: "?")
  static let ampersand = UInt8(ascii: "&")
  static let leftBracket = UInt8(ascii: "[")
  static let rightBracket = UInt8(ascii: "]")
  static let leftParenthesis = UInt8(ascii: "(")
  static let rightParenthesis = UInt8(ascii: ")")
}

extension UInt8 {
  var isDigit: Bool { self &- 0x30 < 10 }
  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  var isAlphanumeric: Bool { isDigit || isLetter }
  var isBlank: Bool { self == ASCII.space || self == ASCII.tab }
  var isLineEnd: Bool { self == ASCII.newline || self == ASCII.carriageReturn }
  /// Blank, line end, or one of the other ASCII white space characters that CommonMark and HTML know.
  var isWhitespace: Bool { isBlank || self &- 0x0A < 4 }
  var isPunctuation: Bool {
    self &- 0x21 < 15 || self &- 0x3A < 7 || self &- 0x5B < 6 || self &- 0x7B < 4
  }
  var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }
  var isControl: Bool { self < 0x20 || self == 0x7F }
  /// The letter in lower case; other bytes as they are.
  var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
  /// Whether the byte can begin a name of the lab language.
  var isNameStart: Bool { isLetter || self == ASCII.underscore }
  var isNamePart: Bool { isAlphanumeric || self == ASCII.underscore }
}

/// Bytes by name, and the classes of bytes that the scanners ask for.
package enum ASCII {
  package static let tab = UInt8(ascii: "\t")
  package static let newline = UInt8(ascii: "\n")
  package static let carriageReturn = UInt8(ascii: "\r")
  package static let space = UInt8(ascii: " ")
  package static let quote = UInt8(ascii: "\"")
  package static let apostrophe = UInt8(ascii: "'")
  package static let hash = UInt8(ascii: "#")
  package static let backslash = UInt8(ascii: "\\")
  package static let backtick = UInt8(ascii: "`")
  package static let tilde = UInt8(ascii: "~")
  package static let colon = UInt8(ascii: ":")
  package static let comma = UInt8(ascii: ",")
  package static let dot = UInt8(ascii: ".")
  package static let minus = UInt8(ascii: "-")
  package static let plus = UInt8(ascii: "+")
  package static let equals = UInt8(ascii: "=")
  package static let less = UInt8(ascii: "<")
  package static let greater = UInt8(ascii: ">")
  package static let slash = UInt8(ascii: "/")
  package static let underscore = UInt8(ascii: "_")
  package static let exclamation = UInt8(ascii: "!")
  package static let question = UInt8(ascii: "?")
  package static let ampersand = UInt8(ascii: "&")
  package static let star = UInt8(ascii: "*")
  package static let bar = UInt8(ascii: "|")
  package static let caret = UInt8(ascii: "^")
  package static let dollar = UInt8(ascii: "$")
  package static let at = UInt8(ascii: "@")
  package static let semicolon = UInt8(ascii: ";")
  package static let leftBracket = UInt8(ascii: "[")
  package static let rightBracket = UInt8(ascii: "]")
  package static let leftParenthesis = UInt8(ascii: "(")
  package static let rightParenthesis = UInt8(ascii: ")")
}

extension UInt8 {
  package var isDigit: Bool { self &- 0x30 < 10 }
  package var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  package var isAlphanumeric: Bool { isDigit || isLetter }
  package var isBlank: Bool { self == ASCII.space || self == ASCII.tab }
  package var isLineEnd: Bool { self == ASCII.newline || self == ASCII.carriageReturn }
  /// Blank, line end, or one of the other ASCII white space characters that CommonMark and HTML know.
  package var isWhitespace: Bool { isBlank || self &- 0x0A < 4 }
  package var isPunctuation: Bool {
    self &- 0x21 < 15 || self &- 0x3A < 7 || self &- 0x5B < 6 || self &- 0x7B < 4
  }
  package var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }
  package var isControl: Bool { self < 0x20 || self == 0x7F }
  /// The letter in lower case; other bytes as they are.
  package var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
  /// Whether the byte can begin a name of the lab language.
  package var isNameStart: Bool { isLetter || self == ASCII.underscore }
  package var isNamePart: Bool { isAlphanumeric || self == ASCII.underscore }
}

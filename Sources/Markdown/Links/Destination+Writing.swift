import Bedrock

extension Destination {
  /// The bytes to put in place of the range so that it leads to `text`, whatever characters that has.
  ///
  /// A line end cannot stand in a destination; it becomes a blank.
  public func written(_ text: String) -> [UInt8] {
    var out: [UInt8] = []
    for byte in text.utf8 {
      let byte = byte.isLineEnd ? ASCII.space : byte
      switch form {
      case .bare, .angle: Self.append(byte, isBare: form == .bare, to: &out)
      case .quoted, .unquoted: Self.appendAttribute(byte, form, to: &out)
      }
    }
    return form == .bare && out.isEmpty ? Array("<>".utf8) : out
  }

  private static func append(_ byte: UInt8, isBare: Bool, to out: inout [UInt8]) {
    switch byte {
    case ASCII.backslash, ASCII.less, ASCII.greater, ASCII.ampersand, ASCII.leftParenthesis,
      ASCII.rightParenthesis, ASCII.quote, ASCII.apostrophe, ASCII.backtick:
      out += [ASCII.backslash, byte]
    case _ where isBare && (byte.isControl || byte == ASCII.space): out += reference(byte)
    default: out.append(byte)
    }
  }

  private static func appendAttribute(_ byte: UInt8, _ form: Form, to out: inout [UInt8]) {
    switch byte {
    case ASCII.ampersand, ASCII.quote, ASCII.apostrophe, ASCII.less, ASCII.greater:
      out += reference(byte)
    case ASCII.backtick,
      ASCII.equals where form == .unquoted:
      out += reference(byte)
    case _ where form == .unquoted && byte.isWhitespace: out += reference(byte)
    default: out.append(byte)
    }
  }

  /// `&#32;`, which stands for a byte wherever a destination may stand.
  private static func reference(_ byte: UInt8) -> [UInt8] { Array("&#\(byte);".utf8) }
}

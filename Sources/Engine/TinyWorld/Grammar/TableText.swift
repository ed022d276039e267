/// Text of the world's tables and templates, taken apart byte by byte.
///
/// `Character` follows the Unicode tables of whoever runs the program; the data is ASCII and needs
/// none.
typealias TableText = Substring.UTF8View

extension Substring.UTF8View {
  var string: String { String(Substring(self)) }

  /// The text without the blanks at its two ends.
  var trimmed: TableText {
    var text = self
    while text.first == UInt8(ascii: " ") { text = text.dropFirst() }
    while text.last == UInt8(ascii: " ") { text = text.dropLast() }
    return text
  }

  /// The parts between separators; empty ones are left out unless asked for.
  func parts(at separator: Unicode.Scalar, keepEmpty: Bool = false) -> [TableText] {
    split(separator: UInt8(ascii: separator), omittingEmptySubsequences: !keepEmpty)
  }

  func firstIndex(of scalar: Unicode.Scalar) -> Index? {
    firstIndex(of: UInt8(ascii: scalar))
  }

  /// The text behind a beginning, or nil if it begins otherwise.
  func dropping(_ beginning: StaticString) -> TableText? {
    beginning.withUTF8Buffer { bytes in
      starts(with: bytes) ? dropFirst(bytes.count) : nil
    }
  }
}

extension String {
  /// The lines of a table, without the blanks around them; empty ones are left out.
  var tableLines: [TableText] {
    Substring(self).utf8.parts(at: "\n").map(\.trimmed)
  }
}

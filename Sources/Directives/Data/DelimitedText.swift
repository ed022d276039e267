import Bedrock

/// A table in text, its fields between commas or tabs (RFC 4180): a field may stand in quotes, and
/// then hold the separator, line ends, and quotes written twice.
struct DelimitedText {
  struct Field {
    var text: String
    var isQuoted: Bool
    /// From 1, in Unicode scalars.
    var line: Int
    var column: Int
  }

  /// What is wrong with the text, and where.
  struct Failure: Error {
    var line: Int
    var column: Int
    var message: String
  }

  /// Lines that hold nothing are left out.
  private(set) var rows: [[Field]] = []

  private let bytes: [UInt8]
  private let separator: UInt8
  private var index = 0
  private var line = 1
  private var lineStart = 0

  /// - Parameter bytes: valid UTF-8.
  init(_ bytes: [UInt8], separator: UInt8) throws(Failure) {
    self.bytes = bytes
    self.separator = separator
    // A mark of the byte order belongs to no field.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { (index, lineStart) = (3, 3) }
    while index < bytes.count {
      let row = try row()
      if row.count > 1 || row.first.map({ !$0.text.isEmpty || $0.isQuoted }) == true {
        rows.append(row)
      }
    }
  }

  private mutating func row() throws(Failure) -> [Field] {
    var fields: [Field] = []
    while true {
      fields.append(try field())
      guard index < bytes.count else { return fields }
      if bytes[index] == separator {
        index += 1
        continue
      }
      takeLineEnd()
      return fields
    }
  }

  /// A line feed, a carriage return, or both.
  private mutating func takeLineEnd() {
    if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
    index += 1
    line += 1
    lineStart = index
  }

  private mutating func field() throws(Failure) -> Field {
    let (line, column) = (line, column(of: index))
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
      return Field(text: try quoted(line, column), isQuoted: true, line: line, column: column)
    }
    let start = index
    while index < bytes.count, bytes[index] != separator, !isLineEnd(bytes[index]) {
      if bytes[index] == UInt8(ascii: "\"") {
        throw Failure(
          line: line, column: self.column(of: index),
          message:
            "a quote stands inside a field; a field with quotes begins with one, and has its "
            + "own quotes twice")
      }
      index += 1
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    return Field(text: text, isQuoted: false, line: line, column: column)
  }

  private mutating func quoted(_ line: Int, _ column: Int) throws(Failure) -> String {
    var text: [UInt8] = []
    index += 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        if index + 1 < bytes.count, bytes[index + 1] == byte {
          text.append(byte)
          index += 2
          continue
        }
        index += 1
        guard index == bytes.count || bytes[index] == separator || isLineEnd(bytes[index]) else {
          throw Failure(
            line: self.line, column: self.column(of: index),
            message: "a separator or a line's end follows the quote that ends a field")
        }
        return String(decoding: text, as: UTF8.self)
      }
      if isLineEnd(byte) {
        text.append(0x0A)
        takeLineEnd()
      } else {
        text.append(byte)
        index += 1
      }
    }
    throw Failure(line: line, column: column, message: "this quote is never closed")
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private func column(of offset: Int) -> Int {
    1 + bytes[lineStart..<offset].count { $0 & 0xC0 != 0x80 }
  }
}

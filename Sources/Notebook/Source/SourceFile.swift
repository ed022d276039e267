import Bedrock

/// The text of a lab or of an included part, with the means to name a place in it.
public final class SourceFile: Sendable {
  /// The path as it is shown in diagnostics: relative, with `/`, as the user named it.
  public let path: String
  /// The file's bytes as they were read; valid UTF-8, line ends untouched.
  public let utf8: [UInt8]
  private let lineStarts: [Int]

  public init(path: String, utf8: [UInt8]) {
    self.path = path
    self.utf8 = utf8
    lineStarts = Self.lineStarts(utf8)
  }

  public convenience init(path: String, text: String) {
    self.init(path: path, utf8: Array(text.utf8))
  }

  /// Where lines begin; a line ends with a line feed, a carriage return, or both.
  private static func lineStarts(_ utf8: [UInt8]) -> [Int] {
    var starts = [0]
    var previous: UInt8 = 0
    for offset in utf8.indices {
      let byte = utf8[offset]
      if previous == ASCII.newline || (previous == ASCII.carriageReturn && byte != ASCII.newline) {
        starts.append(offset)
      }
      previous = byte
    }
    if previous.isLineEnd { starts.append(utf8.count) }
    return starts
  }

  /// The place of a line and a column (both from 1) up to the line's end; the file's end for what lies
  /// behind it.
  public func span(ofLine line: Int, column: Int) -> SourceSpan {
    guard lineStarts.indices.contains(line - 1) else {
      return SourceSpan(file: self, range: utf8.count..<utf8.count)
    }
    var offset = lineStarts[line - 1]
    var left = column - 1
    while left > 0, offset < utf8.count, !utf8[offset].isLineEnd {
      offset += 1
      if offset == utf8.count || utf8[offset] & 0xC0 != 0x80 { left -= 1 }
    }
    let end = utf8[offset...].firstIndex(where: \.isLineEnd) ?? utf8.count
    return SourceSpan(file: self, range: offset..<end)
  }

  /// The line (from 1) and column (Unicode scalars, from 1) of a byte offset.
  public func position(at offset: Int) -> SourcePosition {
    let line = lineIndex(of: offset)
    var column = 1
    for index in lineStarts[line]..<min(offset, utf8.count) where utf8[index] & 0xC0 != 0x80 {
      column += 1
    }
    return SourcePosition(line: line + 1, column: column)
  }

  /// The text of a line (from 1) without its line end; empty where there is no such line.
  public func line(_ number: Int) -> String {
    guard number >= 1, number <= lineStarts.count else { return "" }
    return text(in: lineRange(of: lineStarts[number - 1]))
  }

  /// The line in which an offset stands, without its line end.
  func lineRange(of offset: Int) -> Range<Int> {
    let index = lineIndex(of: offset)
    let start = lineStarts[index]
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] : utf8.count
    while end > start, utf8[end - 1].isLineEnd { end -= 1 }
    return start..<end
  }

  /// The text of a byte range.
  public func text(in range: Range<Int>) -> String {
    String(decoding: utf8[range], as: UTF8.self)
  }

  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}

/// A place in a file: line and column from 1, columns in Unicode scalars.
public struct SourcePosition: Sendable, Hashable {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// A stretch of a file: what a diagnostic underlines.
public struct SourceSpan: Sendable {
  public var file: SourceFile
  /// Byte offsets into the file.
  public var range: Range<Int>

  public init(file: SourceFile, range: Range<Int>) {
    self.file = file
    self.range = range
  }

  /// Where the span begins.
  public var position: SourcePosition { file.position(at: range.lowerBound) }
  /// The bytes of the span as text.
  public var text: String { file.text(in: range) }

  /// The smallest span that holds both; they belong to one file.
  public func union(_ other: SourceSpan) -> SourceSpan {
    let low = min(range.lowerBound, other.range.lowerBound)
    let high = max(range.upperBound, other.range.upperBound)
    return SourceSpan(file: file, range: low..<high)
  }
}

/// Text cut out of a file piece by piece, container prefixes taken off, that knows where it stood.
///
/// A block in a quote or list, or a code span over several lines, is no single range of its file.
/// Its pieces are put together here, and every offset into them leads back to the file.
public struct SourceText: Sendable {
  /// Where a piece begins, here and in the file.
  private struct Piece: Sendable {
    var offset: Int
    var fileOffset: Int
  }

  public let file: SourceFile
  public private(set) var bytes: [UInt8] = []
  private var pieces: [Piece] = []

  public init(file: SourceFile) { self.file = file }

  /// The text of one range of a file.
  public init(file: SourceFile, range: Range<Int>) {
    self.file = file
    append(range)
  }

  /// Appends a range of the file.
  public mutating func append(_ range: Range<Int>) {
    pieces.append(Piece(offset: bytes.count, fileOffset: range.lowerBound))
    bytes.append(contentsOf: file.utf8[range])
  }

  /// Appends bytes that the file does not hold in this form, such as a blank for half a tab; they
  /// are shown at a place of the file.
  public mutating func append(_ byte: UInt8, count: Int = 1, standingFor fileOffset: Int) {
    for _ in 0..<count {
      pieces.append(Piece(offset: bytes.count, fileOffset: fileOffset))
      bytes.append(byte)
    }
  }

  /// Where a byte of the text stands in the file; for the end of the text, behind its last byte.
  public func fileOffset(of offset: Int) -> Int {
    guard !pieces.isEmpty else { return 0 }
    var low = 0
    var high = pieces.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if pieces[middle].offset <= offset { low = middle } else { high = middle }
    }
    return min(pieces[low].fileOffset + offset - pieces[low].offset, file.utf8.count)
  }

  /// The place in the file of a stretch of the text.
  public func span(_ range: Range<Int>) -> SourceSpan {
    let start = fileOffset(of: range.lowerBound)
    let end = range.isEmpty ? start : fileOffset(of: range.upperBound - 1) + 1
    return SourceSpan(file: file, range: start..<max(start, end))
  }

  /// A stretch of the text as a string.
  public func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }
}

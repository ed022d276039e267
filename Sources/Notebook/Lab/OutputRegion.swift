import Bedrock
import Markdown

/// What an earlier `run --in-place` wrote behind a block: everything between two comments.
///
///     <!-- swiftlab:out LABEL sha=HASH -->
///
///     results
///
///     <!-- /swiftlab:out -->
///
/// It is no part of the author's text: a report leaves it out, and the next run in place puts the new
/// results there. The hash tells whether somebody changed them by hand.
public struct OutputRegion: Sendable {
  /// From the end of the block to the end of the closing comment's line.
  public var range: Range<Int>
  /// The opening comment.
  public var mark: SourceSpan
  /// Whether the results are as they were written.
  public var isIntact: Bool

  static let opening = "<!-- swiftlab:out "
  public static let closing = "<!-- /swiftlab:out -->"

  /// The opening comment for results, which are given without the prefix of quotes and list items.
  public static func opening(label: String?, results lines: [String]) -> String {
    let name = label.map { $0 + " " } ?? ""
    return "\(opening)\(name)sha=\(hash(lines)) -->"
  }

  static func hash(_ lines: [String]) -> String {
    String(Substring(SHA256.hash(lines.joined(separator: "\n")).hex.utf8.prefix(16)))
  }
}

/// Finds the results behind a block.
struct OutputRegionReader {
  enum Finding {
    case nothing
    case region(OutputRegion)
    /// The opening comment of results whose end is missing.
    case unclosed(SourceSpan)
  }

  private let file: SourceFile
  /// What stands before each line to keep it in the quotes and list items around.
  private let prefix: [UInt8]
  private let start: Int
  private var next: Int

  init(behind fence: MarkdownFence, in file: SourceFile) {
    self.file = file
    prefix = fence.prefix.rest
    start = fence.range.upperBound
    next = start
  }

  mutating func read() -> Finding {
    var line = nextLine()
    while let blank = line, blank.isEmpty { line = nextLine() }
    guard let mark = line, Self.isOpening(mark) else { return .nothing }
    let markSpan = SourceSpan(file: file, range: mark.startIndex..<mark.endIndex)
    var results: [String] = []
    while let line = nextLine() {
      if line.elementsEqual(OutputRegion.closing.utf8) {
        let stated = Self.statedHash(mark)
        return .region(
          OutputRegion(
            range: start..<next, mark: markSpan,
            isIntact: stated == OutputRegion.hash(Self.trimmed(results))))
      }
      results.append(String(decoding: line, as: UTF8.self))
    }
    return .unclosed(markSpan)
  }

  /// The next line behind the prefix, without its end and the blanks before that; `nil` where the
  /// file or the quote or item ends.
  private mutating func nextLine() -> ArraySlice<UInt8>? {
    let bytes = file.utf8
    guard next < bytes.count else { return nil }
    let end = bytes[next...].firstIndex(of: ASCII.newline) ?? bytes.count
    var line = bytes[next..<end]
    while let last = line.last, last.isWhitespace { line.removeLast() }
    if line.starts(with: prefix) {
      line = line.dropFirst(prefix.count)
    } else if !Self.isBlankPrefix(line, prefix) {
      return nil
    } else {
      line = line[line.endIndex...]
    }
    next = min(end + 1, bytes.count)
    return line
  }

  /// Whether a line is the prefix alone, whose last blanks an editor took off.
  private static func isBlankPrefix(_ line: ArraySlice<UInt8>, _ prefix: [UInt8]) -> Bool {
    prefix.starts(with: line) && prefix.dropFirst(line.count).allSatisfy { $0 == ASCII.space }
  }

  private static func isOpening(_ line: ArraySlice<UInt8>) -> Bool {
    line.starts(with: OutputRegion.opening.utf8) && line.suffix(3).elementsEqual("-->".utf8)
  }

  private static func statedHash(_ line: ArraySlice<UInt8>) -> String? {
    line.split(separator: ASCII.space)
      .first { $0.starts(with: "sha=".utf8) }
      .map { String(decoding: $0.dropFirst(4), as: UTF8.self) }
  }

  /// Without the empty lines at both ends.
  private static func trimmed(_ lines: [String]) -> [String] {
    var lines = lines[...]
    while lines.first?.isEmpty == true { lines.removeFirst() }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return Array(lines)
  }
}

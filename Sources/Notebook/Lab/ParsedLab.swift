import Markdown

/// A lab, or an included part, taken to pieces.
///
/// Law: printing a parsed lab gives the same bytes; the pieces tile the file in order, without gap or
/// overlap. Law: every piece knows its place.
public struct ParsedLab: Sendable {
  public let file: SourceFile
  public let frontMatter: FrontMatter
  public let pieces: [LabPiece]
  /// Where the prose leads, in order: links, images, reference definitions, `src` and `href`. No
  /// destination goes over the border of a piece; those of the front matter and of blocks are none.
  public let destinations: [Destination]
  /// What is wrong with front matter, blocks, options and syntax, in the order of the file.
  public let diagnostics: [Diagnostic]

  /// The blocks to be run or shown, in order.
  public var blocks: [Block] {
    pieces.compactMap { if case .block(let block) = $0 { block } else { nil } }
  }

  /// The file's bytes, put together from the pieces.
  public func printed() -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(file.utf8.count)
    for piece in pieces { out.append(contentsOf: file.utf8[piece.range]) }
    return out
  }
}

/// A stretch of a lab's file.
public enum LabPiece: Sendable {
  /// A byte order mark at the start, which reports leave out.
  case byteOrderMark(Range<Int>)
  case frontMatter(Range<Int>)
  case prose(Range<Int>)
  case block(Block)
  case inline(InlineExpression)
  /// Results of the block before it, which an earlier run in place wrote.
  case output(OutputRegion)

  public var range: Range<Int> {
    switch self {
    case .byteOrderMark(let range), .frontMatter(let range), .prose(let range): range
    case .block(let block): block.range
    case .inline(let inline): inline.range
    case .output(let region): region.range
    }
  }
}

import Figures
import Notebook

/// Writes a lab's results into the lab itself: behind each block, and in the place of each inline
/// expression.
///
/// Laws: writing twice is the same as writing once. What the author wrote stands byte for byte as it
/// stood; only what an earlier run put there is replaced.
struct InPlaceWriter {
  private let lab: ParsedLab
  private let style: FigureStyle
  private var bytes: [UInt8] = []
  /// What stands in the way of writing.
  private(set) var problems: [Diagnostic] = []

  /// The lab's new bytes; what is wrong with them stands in the diagnostics.
  static func bytes(
    of executed: ExecutedLab, style: FigureStyle
  ) -> (bytes: [UInt8], problems: [Diagnostic]) {
    var writer = InPlaceWriter(lab: executed.lab, style: style)
    writer.write(executed)
    return (writer.bytes, writer.problems)
  }

  private init(lab: ParsedLab, style: FigureStyle) {
    self.lab = lab
    self.style = style
  }

  private mutating func write(_ executed: ExecutedLab) {
    // Only prose, blocks and values were carried out; all else is copied or replaced.
    var results = executed.pieces[...]
    for (index, piece) in lab.pieces.enumerated() {
      switch piece {
      case .byteOrderMark(let range), .frontMatter(let range): bytes += lab.file.utf8[range]
      case .prose(let range):
        bytes += lab.file.utf8[range]
        results.removeFirst()
      case .inline(let inline):
        if case .value(_, let text)? = results.popFirst() { write(text, of: inline) }
      case .block(let block):
        bytes += lab.file.utf8[block.range]
        if let result = results.popFirst() { write(result, behind: block, at: index) }
      case .output: break
      }
    }
  }

  // MARK: Values

  private mutating func write(_ text: String?, of inline: InlineExpression) {
    let whole = lab.file.utf8[inline.range]
    guard let text else {
      bytes += whole
      return
    }
    let value = InlineValueText.text(
      text, atLineStart: ReportWriter.isAtLineStart(bytes), after: bytes.last ?? 0,
      before: UInt8(ascii: "<"))
    guard let comment = KeptValue.comment(inline.source, value: value) else {
      problems.append(
        .error("this expression cannot be kept in a comment: it holds '-->'", at: inline.span))
      bytes += whole
      return
    }
    bytes += value.utf8
    bytes += comment.utf8
  }

  // MARK: Blocks

  private mutating func write(_ result: ExecutedPiece, behind block: Block, at index: Int) {
    let lines = lines(of: result, block)
    let old = oldOutput(behind: index)
    if lines.isEmpty { return }
    guard block.isClosed else {
      problems.append(
        .error(
          "results cannot stand behind a fence that is never closed",
          at: block.infoSpan))
      return
    }
    guard !lines.contains(OutputRegion.closing) else {
      problems.append(
        .error(
          "a line of these results reads as their own end, '\(OutputRegion.closing)'",
          at: block.infoSpan))
      return
    }
    let end = lineEnd(of: block)
    if bytes.last != UInt8(ascii: "\n") { bytes += end }
    let label = block.options.label?.text
    let framed =
      ["", OutputRegion.opening(label: label, results: lines), ""] + lines
      + ["", OutputRegion.closing]
    for line in framed { append(line, block, end) }
    let next = old?.range.upperBound ?? block.range.upperBound
    if !ReportWriter.isBlank(lineAt: next, in: lab.file.utf8) { append("", block, end) }
  }

  private func oldOutput(behind index: Int) -> OutputRegion? {
    guard index + 1 < lab.pieces.count, case .output(let region) = lab.pieces[index + 1] else {
      return nil
    }
    return region
  }

  /// The results' lines, without prefix and blanks at their ends.
  private func lines(of result: ExecutedPiece, _ block: Block) -> [String] {
    let width = max(20, style.width - block.prefix.rest.count)
    let room = FigureStyle(charset: style.charset, width: width)
    var lines: [String]
    switch result {
    case .block(let executed):
      var renderer = BlockRenderer(style: room, showsErrors: false)
      let parts = renderer.partsInPlace(of: executed)
      lines = Array(parts.joined(separator: [""]))
    case .part(let part, _):
      var writer = ReportWriter(style: style)
      lines = writer.lines(of: part, in: block)
        .map { String(decoding: $0, as: UTF8.self) }
    case .prose, .value: lines = []
    }
    lines = lines.map(Self.withoutBlanksAtEnd)
    while lines.first?.isEmpty == true { lines.removeFirst() }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func withoutBlanksAtEnd(_ line: String) -> String {
    var bytes = Substring(line).utf8
    while let last = bytes.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") {
      bytes.removeLast()
    }
    return String(Substring(bytes))
  }

  /// The line end that the file has at the block.
  private func lineEnd(of block: Block) -> [UInt8] {
    let text = lab.file.utf8[block.range]
    guard let newline = text.firstIndex(of: UInt8(ascii: "\n")), newline > text.startIndex,
      text[newline - 1] == UInt8(ascii: "\r")
    else { return [UInt8(ascii: "\n")] }
    return [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
  }

  private mutating func append(_ line: String, _ block: Block, _ end: [UInt8]) {
    var prefix = block.prefix.rest[...]
    if line.isEmpty { while prefix.last == UInt8(ascii: " ") { prefix.removeLast() } }
    bytes += prefix
    bytes += line.utf8
    bytes += end
  }
}

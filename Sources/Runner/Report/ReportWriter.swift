import Figures
import Notebook

/// Writes a lab's report: its prose byte for byte, and in each block's place what the block came to.
///
/// Laws: line ends are LF. Prose changes only where a link must lead another way. Parsing a report
/// finds exactly the blocks that were written, whatever text came out of a lab.
struct ReportWriter {
  /// The page's style; a block inside a quote or list has the columns that are left.
  let style: FigureStyle
  /// Whether errors are shown in their place, as in a draft.
  var showsErrors = false
  /// Whether each figure's sentence is said even where a caption stands.
  var saysSentences = false
  /// Where pictures go; `nil` where figures are text.
  var folder: PictureFolder?

  /// The files that the report links.
  private(set) var pictures: [ReportPicture] = []
  private(set) var bytes: [UInt8] = []

  init(
    style: FigureStyle, showsErrors: Bool = false, saysSentences: Bool = false,
    folder: PictureFolder? = nil
  ) {
    self.style = style
    self.showsErrors = showsErrors
    self.saysSentences = saysSentences
    self.folder = folder
  }

  /// A whole report.
  ///
  /// - Parameter opening: the lines above the lab's own, the opening comment first.
  static func report(
    of executed: ExecutedLab, opening: [String], style: FigureStyle, showsErrors: Bool,
    saysSentences: Bool = false, folder: PictureFolder? = nil
  ) -> (bytes: [UInt8], pictures: [ReportPicture]) {
    var writer = ReportWriter(
      style: style, showsErrors: showsErrors, saysSentences: saysSentences, folder: folder)
    writer.write(executed)
    writer.writeEnd(ClaimCount(executed).sentence)
    let head = Array((opening.joined(separator: "\n") + "\n").utf8)
    let body = writer.bytes.drop { $0 == newline }
    return (body.isEmpty ? head : head + [newline] + body, writer.pictures)
  }

  mutating func write(_ executed: ExecutedLab) {
    bytes.reserveCapacity(bytes.count + 2 * executed.lab.file.utf8.count)
    for piece in executed.pieces {
      switch piece {
      case .prose(let range): writeProse(range, of: executed)
      case .value(let inline, let text): writeValue(text, of: inline, in: executed.lab.file)
      case .block(let block): write(block, in: executed.lab.file)
      case .part(let part, let block): write(part, in: block, of: executed.lab.file)
      }
    }
  }

  /// The line at the page's end, a paragraph of its own.
  private mutating func writeEnd(_ line: String?) {
    guard let line else { return }
    while let last = bytes.last, last == Self.newline || last == UInt8(ascii: " ") {
      bytes.removeLast()
    }
    if !bytes.isEmpty { bytes += [Self.newline, Self.newline] }
    bytes += Array(line.utf8) + [Self.newline]
  }

  // MARK: Prose

  /// Copies prose with LF line ends, links exchanged where they must be.
  private mutating func writeProse(_ range: Range<Int>, of executed: ExecutedLab) {
    var next = range.lowerBound
    for replacement in executed.replacements(in: range) {
      copy(next..<replacement.range.lowerBound, of: executed.lab.file)
      bytes += replacement.bytes
      next = replacement.range.upperBound
    }
    copy(next..<range.upperBound, of: executed.lab.file)
  }

  private mutating func copy(_ range: Range<Int>, of file: SourceFile) {
    let source = file.utf8
    guard let first = source[range].firstIndex(of: Self.carriageReturn) else {
      bytes += source[range]
      return
    }
    bytes += source[range.lowerBound..<first]
    for index in first..<range.upperBound {
      if source[index] != Self.carriageReturn {
        bytes.append(source[index])
      } else if index + 1 >= source.count || source[index + 1] != Self.newline {
        bytes.append(Self.newline)
      }
    }
  }

  // MARK: Values

  private mutating func writeValue(
    _ text: String?, of inline: InlineExpression, in file: SourceFile
  ) {
    guard let text else {
      bytes += showsErrors ? Array("(error)".utf8) : Array(file.utf8[inline.range])
      return
    }
    let following =
      inline.range.upperBound < file.utf8.count ? file.utf8[inline.range.upperBound] : 0
    bytes +=
      InlineValueText.text(
        text, atLineStart: isAtLineStart, after: bytes.last ?? 0, before: following
      ).utf8
  }

  /// Whether a list, heading or quote could begin here: nothing but marks stands before, or so much
  /// that it is not looked through.
  private var isAtLineStart: Bool { Self.isAtLineStart(bytes) }

  static func isAtLineStart(_ bytes: [UInt8]) -> Bool {
    for byte in bytes.suffix(256).reversed() {
      if byte == newline { return true }
      let isMark = byte < 0x41 && byte != UInt8(ascii: "<")
      if !isMark { return false }
    }
    return true
  }

  // MARK: Blocks

  private mutating func write(_ executed: ExecutedBlock, in file: SourceFile) {
    let prefix = executed.block.prefix
    let room = FigureStyle(charset: style.charset, width: max(20, style.width - prefix.rest.count))
    var renderer = BlockRenderer(
      style: room, showsErrors: showsErrors, saysSentences: saysSentences, folder: folder)
    let parts = renderer.parts(of: executed)
    pictures += renderer.pictures
    let options = executed.block.options
    let beginsWithSource = options.echo && options.label == nil && options.fold != .source
    let isSourceOnly = beginsWithSource && parts.count == 1
    let lines = Array(parts.joined(separator: [""]))
    place(
      lines.map { Array($0.utf8) }, in: executed.block, of: file, blankBefore: !beginsWithSource,
      blankAfter: !isSourceOnly)
  }

  private mutating func write(_ part: ExecutedLab, in block: Block, of file: SourceFile) {
    let lines = lines(of: part, in: block)
    place(lines, in: block, of: file, blankBefore: true, blankAfter: true)
  }

  /// The lines of an included part, without the prefix of the block that includes it.
  mutating func lines(of part: ExecutedLab, in block: Block) -> [[UInt8]] {
    let width = max(20, style.width - block.prefix.rest.count)
    var inner = ReportWriter(
      style: FigureStyle(charset: style.charset, width: width), showsErrors: showsErrors,
      saysSentences: saysSentences, folder: folder)
    if let label = block.options.label {
      inner.bytes += Array("<a id=\"\(label.text)\"></a>\n\n".utf8)
    }
    inner.write(part)
    pictures += inner.pictures
    var lines = inner.bytes.split(separator: Self.newline, omittingEmptySubsequences: false)
      .map(Array.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return Array(lines.drop(while: \.isEmpty))
  }

  /// Puts lines in a block's place, each behind what keeps it in the quotes and list items around.
  private mutating func place(
    _ lines: [[UInt8]], in block: Block, of file: SourceFile, blankBefore: Bool, blankAfter: Bool
  ) {
    let prefix = block.prefix
    let hasMarker = prefix.first != prefix.rest
    let before = !hasMarker && !isBehindBlankLine
    let after = !Self.isBlank(lineAt: block.range.upperBound, in: file.utf8)
    if lines.isEmpty {
      // The item that began here goes on; what stood around the block stays apart.
      if hasMarker {
        appendLine(prefix.first, [])
      } else if before, after {
        appendLine(prefix.rest, [])
      }
      return
    }
    if blankBefore, before { appendLine(prefix.rest, []) }
    for (index, line) in lines.enumerated() {
      appendLine(index == 0 ? prefix.first : prefix.rest, line)
    }
    if blankAfter, after { appendLine(prefix.rest, []) }
  }

  private mutating func appendLine(_ prefix: [UInt8], _ line: [UInt8]) {
    var prefix = prefix[...]
    if line.isEmpty { while prefix.last == UInt8(ascii: " ") { prefix.removeLast() } }
    bytes += prefix
    bytes += line
    bytes.append(Self.newline)
  }

  /// Whether the line above is empty but for the marks of quotes, or there is none.
  private var isBehindBlankLine: Bool {
    guard bytes.last == Self.newline else { return bytes.isEmpty }
    for byte in bytes.dropLast().reversed() {
      if byte == Self.newline { return true }
      if !Self.isBlankMark(byte) { return false }
    }
    return true
  }

  /// Whether the line at an offset is empty but for the marks of quotes, or there is none.
  static func isBlank(lineAt start: Int, in bytes: [UInt8]) -> Bool {
    var index = start
    while index < bytes.count, bytes[index] != newline, bytes[index] != carriageReturn {
      if !isBlankMark(bytes[index]) { return false }
      index += 1
    }
    return true
  }

  private static func isBlankMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: ">")
  }

  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
}

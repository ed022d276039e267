import Bedrock
import Markdown

extension ParsedLab {
  /// Takes a lab to pieces; whatever is wrong with it stands in its diagnostics.
  ///
  /// - Parameter defaults: the block options of a part that is included, where its blocks do not say
  ///   otherwise; a lab's own come from its front matter.
  public init(parsing file: SourceFile, defaults: BlockOptions? = nil) {
    var parser = LabParser(file, defaults: defaults)
    parser.parse()
    self.file = file
    frontMatter = parser.frontMatter
    pieces = parser.pieces
    destinations = parser.destinations
    diagnostics = parser.sortedDiagnostics()
  }
}

/// Puts a lab's pieces together from what the Markdown scanner finds.
private struct LabParser {
  let file: SourceFile
  var frontMatter = FrontMatter()
  var pieces: [LabPiece] = []
  var destinations: [Destination] = []
  private var diagnostics: [Diagnostic] = []
  /// Where the prose begins that is in no piece yet.
  private var proseStart = 0
  private var labels: [String: SourceSpan] = [:]

  private let givenDefaults: BlockOptions?

  init(_ file: SourceFile, defaults: BlockOptions?) {
    self.file = file
    givenDefaults = defaults
  }

  mutating func parse() {
    if let offset = UTF8Text.firstInvalidOffset(in: file.utf8) {
      diagnostics.append(
        .error("this is not valid UTF-8", at: SourceSpan(file: file, range: offset..<offset + 1)))
    }
    if file.utf8.starts(with: [0xEF, 0xBB, 0xBF]) {
      pieces.append(.byteOrderMark(0..<3))
      proseStart = 3
    }
    var reader = FrontMatterParser(file)
    if let range = reader.parse(at: proseStart) {
      pieces.append(.frontMatter(range))
      proseStart = range.upperBound
    }
    frontMatter = reader.matter
    diagnostics += reader.diagnostics
    let structure = MarkdownStructure(file.utf8, from: proseStart)
    readPieces(of: structure)
    flushProse(to: file.utf8.count)
    let outputs = pieces.compactMap {
      if case .output(let region) = $0 { region.range } else { nil }
    }
    destinations = structure.destinations.filter { !Self.lies(in: outputs, $0.range.lowerBound) }
    diagnostics += structure.strayFences.filter { !Self.lies(in: outputs, $0.range.lowerBound) }
      .compactMap(diagnostic)
  }

  /// Whether an offset lies in one of some ranges, which are in order.
  private static func lies(in ranges: [Range<Int>], _ offset: Int) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(offset)
  }

  private static func trimmed(_ bytes: [UInt8]) -> String {
    var bytes = bytes[...]
    while bytes.first?.isWhitespace == true { bytes.removeFirst() }
    while bytes.last?.isWhitespace == true { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  func sortedDiagnostics() -> [Diagnostic] {
    let order = diagnostics.indices.sorted { first, second in
      let starts = (
        diagnostics[first].span.range.lowerBound, diagnostics[second].span.range.lowerBound
      )
      return starts.0 != starts.1 ? starts.0 < starts.1 : first < second
    }
    return order.map { diagnostics[$0] }
  }

  /// Goes through fences and code spans in the order of the file.
  private mutating func readPieces(of structure: MarkdownStructure) {
    var events = structure.fences.map { (start: $0.range.lowerBound, event: Event.fence($0)) }
    events += structure.codeSpans.map { ($0.range.lowerBound, .span($0)) }
    events += structure.inlineHTML.filter { file.utf8[$0].starts(with: KeptValue.opening) }
      .map { ($0.lowerBound, .comment($0)) }
    events.sort { $0.start < $1.start }
    for (start, event) in events where start >= proseStart {
      switch event {
      case .fence(let fence): readFence(fence)
      case .span(let span): readSpan(span)
      case .comment(let range): readComment(range)
      }
    }
  }

  /// What a lab's pieces are made of.
  private enum Event {
    case fence(MarkdownFence)
    case span(CodeSpan)
    case comment(Range<Int>)
  }

  private mutating func flushProse(to end: Int) {
    if end > proseStart { pieces.append(.prose(proseStart..<end)) }
  }

  private mutating func append(_ piece: LabPiece) {
    flushProse(to: piece.range.lowerBound)
    pieces.append(piece)
    proseStart = piece.range.upperBound
  }

  private func span(_ range: Range<Int>) -> SourceSpan { SourceSpan(file: file, range: range) }

  // MARK: Fences

  private mutating func readFence(_ fence: MarkdownFence) {
    if !fence.isClosed {
      diagnostics.append(
        Diagnostic(
          .warning, "this fence is never closed: it runs to the end of what it stands in",
          at: span(fence.opening)))
    }
    switch BlockInfo.language(file.utf8, fence.info) {
    case .other: return
    case .nearMiss(let range, let word):
      diagnostics.append(
        .error(
          "'\(word)' is not 'swiftlab', so this block would not be run", at: span(range),
          suggestion: "swiftlab"))
    case .swiftlab:
      append(.block(block(of: fence)))
      readOutput(behind: fence)
    }
  }

  /// Takes in the results that an earlier run in place wrote behind a block.
  private mutating func readOutput(behind fence: MarkdownFence) {
    guard fence.isClosed else { return }
    var reader = OutputRegionReader(behind: fence, in: file)
    switch reader.read() {
    case .nothing: break
    case .region(let region): append(.output(region))
    case .unclosed(let span):
      diagnostics.append(
        .error("these results have no end: '\(OutputRegion.closing)' is missing", at: span))
    }
  }

  private mutating func block(of fence: MarkdownFence) -> Block {
    let options = readOptions(fence.info)
    let text = content(of: fence)
    var parser = Parser(text)
    let statements = parser.statements()
    if options.expectError == nil { diagnostics += parser.diagnostics }
    return Block(
      range: fence.range, prefix: fence.prefix, fenceCharacter: fence.character,
      fenceLength: fence.length, isClosed: fence.isClosed, infoSpan: span(fence.info),
      options: options, lines: fence.lines, source: fence.lines.map(string),
      statements: statements, diagnostics: parser.diagnostics, failedNames: parser.failedNames)
  }

  private mutating func readOptions(_ info: Range<Int>) -> BlockOptions {
    var start = info.lowerBound
    while start < info.upperBound, !file.utf8[start].isWhitespace { start += 1 }
    let defaults = givenDefaults ?? frontMatter.blockDefaults
    guard start < info.upperBound else { return defaults }
    let text = SourceText(file: file, range: start..<info.upperBound)
    let (options, errors) = BlockInfo.options(in: text, defaults: defaults)
    diagnostics += errors
    if let label = options.label { checkUnique(label) }
    return options
  }

  private mutating func checkUnique(_ label: Name) {
    guard let first = labels.updateValue(label.span, forKey: label.text) else { return }
    labels[label.text] = first
    diagnostics.append(
      .error(
        "the label '\(label.text)' is given twice", at: label.span,
        notes: [.init("first here", at: first)]))
  }

  private func content(of fence: MarkdownFence) -> SourceText {
    var text = SourceText(file: file)
    for line in fence.lines {
      text.append(ASCII.space, count: line.spaces, standingFor: line.range.lowerBound)
      text.append(line.range)
      text.append(ASCII.newline, standingFor: line.range.upperBound)
    }
    return text
  }

  private func string(_ line: ContentLine) -> String {
    String(repeating: " ", count: line.spaces) + file.text(in: line.range)
  }

  /// A line that was likely meant to begin a block of ours.
  private func diagnostic(_ stray: StrayFence) -> Diagnostic? {
    var word = stray.range.lowerBound + stray.length
    while word < stray.range.upperBound, file.utf8[word].isBlank { word += 1 }
    guard file.utf8[word..<stray.range.upperBound].starts(with: "swiftlab".utf8) else { return nil }
    let reason =
      switch stray.reason {
      case .insideHTML: "it stands inside HTML, and a blank line before it is missing"
      case .insideFence: "it stands inside a fence above that is not closed before it"
      case .backtick: "a fence of backticks has no backtick in its options; write ~~~ or \\u{60}"
      }
    return .error("this block would not be run: \(reason)", at: span(stray.range))
  }

  // MARK: Code spans

  private mutating func readSpan(_ codeSpan: CodeSpan) {
    guard codeSpan.length == 1, let first = codeSpan.content.first else { return }
    switch InlineOpening(file.utf8[first], isOneLine: codeSpan.content.count == 1) {
    case .none: return
    case .nearMiss(let word, let length):
      diagnostics.append(
        .error(
          "'\(word)' is not '{swiftlab} ', so this expression would not be evaluated",
          at: span(first.lowerBound..<first.lowerBound + length), suggestion: "{swiftlab} "))
    case .expression(let offset):
      append(.inline(inline(of: codeSpan, from: first.lowerBound + offset)))
    }
  }

  private mutating func inline(of codeSpan: CodeSpan, from start: Int) -> InlineExpression {
    var text = SourceText(file: file)
    for (index, line) in codeSpan.content.enumerated() {
      if index > 0 { text.append(ASCII.space, standingFor: line.lowerBound) }
      text.append(index == 0 ? start..<line.upperBound : line)
    }
    return inline(text, range: codeSpan.range)
  }

  /// A value with its expression in a comment.
  private mutating func readComment(_ range: Range<Int>) {
    guard let comment = KeptValue.Comment(file.utf8, range, from: proseStart) else { return }
    var text = SourceText(file: file)
    text.append(comment.expression)
    var inline = inline(text, range: comment.kept.range.lowerBound..<range.upperBound)
    inline.span = span(range)
    inline.kept = comment.kept
    append(.inline(inline))
  }

  private mutating func inline(_ text: SourceText, range: Range<Int>) -> InlineExpression {
    var parser = Parser(text)
    var inline = InlineExpression(range: range, span: span(range))
    inline.source = Self.trimmed(text.bytes)
    do throws(SyntaxError) {
      let (expression, format) = try parser.formatted()
      try parser.expectEnd()
      inline.expression = expression
      inline.format = format
    } catch {
      diagnostics.append(parser.diagnostic(error))
    }
    return inline
  }
}

/// What a code span of one backtick begins with.
enum InlineOpening {
  case none
  /// An expression begins so many bytes on.
  case expression(Int)
  /// A word in braces that was likely meant as `{swiftlab} `.
  case nearMiss(word: String, length: Int)

  /// - Parameter isOneLine: whether the span ends with this line; a line end counts as a blank.
  init(_ line: ArraySlice<UInt8>, isOneLine: Bool) {
    self = .none
    let content = line.first == ASCII.space ? line.dropFirst() : line
    guard content.first == UInt8(ascii: "{"),
      let brace = content.firstIndex(of: UInt8(ascii: "}")), brace - content.startIndex <= 20
    else { return }
    let word = String(decoding: content[content.startIndex + 1..<brace], as: UTF8.self)
    let behind = brace + 1
    let length = behind - line.startIndex
    if word == "swiftlab" {
      // The marker by itself, as in a sentence about it, is no expression.
      if behind == line.endIndex, isOneLine { return }
      let endsWell = behind == line.endIndex || line[behind].isBlank
      self =
        endsWell ? .expression(length) : .nearMiss(word: "{swiftlab}", length: length)
    } else if BlockInfo.isNearMiss(word) {
      self = .nearMiss(word: "{\(word)}", length: length)
    }
  }
}

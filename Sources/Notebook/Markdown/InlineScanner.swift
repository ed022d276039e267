/// Finds the code spans and destinations in one paragraph or heading, in linear time.
///
/// Code spans, autolinks and HTML tags bind tighter than brackets, and the one that begins first
/// wins: CommonMark 0.31, section 6.
struct InlineScanner {
  /// A `[` or `![` that may begin a link or an image.
  private struct Bracket {
    var offset: Int
    var isImage: Bool
    /// Whether another bracket was opened behind it: then its text is no reference by itself.
    var holdsBracket = false
  }

  private let text: FlatText
  private let bytes: [UInt8]
  private let definitions: ReferenceDefinitions
  private var index = 0
  private var brackets: [Bracket] = []
  /// Brackets of links before this one are inactive: a link holds no link.
  private var inactiveCount = 0
  private var backticks: BacktickRuns
  private var html = RawHTML()

  private(set) var codeSpans: [CodeSpan] = []
  private(set) var valueComments: [Range<Int>] = []
  private(set) var destinations: [Destination] = []

  init(_ text: FlatText, definitions: ReferenceDefinitions) {
    self.text = text
    bytes = text.bytes
    self.definitions = definitions
    backticks = BacktickRuns(text.bytes)
  }

  mutating func scan() {
    while index < bytes.count {
      switch bytes[index] {
      case ASCII.backslash: index += 2
      case ASCII.backtick: takeBackticks()
      case ASCII.less: takeAngle()
      case ASCII.exclamation:
        index += 1
        if index < bytes.count, bytes[index] == ASCII.leftBracket { open(isImage: true) }
      case ASCII.leftBracket: open(isImage: false)
      case ASCII.rightBracket: close()
      default: index += 1
      }
    }
  }

  private mutating func takeBackticks() {
    let end = BlockStart.runEnd(bytes, at: index, end: bytes.count)
    let length = end - index
    guard let closing = backticks.next(length: length, after: end) else {
      index = end
      return
    }
    let lines = text.documentRanges(of: end..<closing)
    let start = text.documentOffset(of: index)
    let last = text.documentOffset(of: closing + length - 1) + 1
    codeSpans.append(CodeSpan(range: start..<last, length: length, content: lines))
    index = closing + length
  }

  private mutating func takeAngle() {
    guard let end = html.end(bytes, at: index) else {
      index += 1
      return
    }
    if let tag = html.tag {
      destinations += tag.destinations(bytes, text)
    } else if bytes[index..<end].starts(with: KeptValue.opening),
      let range = text.documentRange(of: index..<end)
    {
      valueComments.append(range)
    }
    index = end
  }

  // MARK: Links

  private mutating func open(isImage: Bool) {
    if !brackets.isEmpty { brackets[brackets.count - 1].holdsBracket = true }
    brackets.append(Bracket(offset: index, isImage: isImage))
    index += 1
  }

  private mutating func close() {
    let end = index
    index += 1
    guard let bracket = brackets.popLast() else { return }
    let isActive = bracket.isImage || brackets.count >= inactiveCount
    inactiveCount = min(inactiveCount, brackets.count)
    guard isActive, let behind = linkTail(bracket, textEnd: end) else { return }
    if !bracket.isImage { inactiveCount = brackets.count }
    index = behind
  }

  /// What makes a link of the bracketed text: `(destination "title")` or a label that is defined.
  private mutating func linkTail(_ bracket: Bracket, textEnd: Int) -> Int? {
    if index < bytes.count, bytes[index] == ASCII.leftParenthesis,
      let end = inlineTail(isImage: bracket.isImage)
    {
      return end
    }
    guard !definitions.labels.isEmpty else { return nil }
    var end = index
    var label: ArraySlice<UInt8>?
    if let labelEnd = LinkReader.labelEnd(bytes, at: index) {
      end = labelEnd
      if labelEnd > index + 2 { label = bytes[index + 1..<labelEnd - 1] }
    }
    if label == nil, !bracket.holdsBracket, textEnd - bracket.offset <= 4000 {
      label = bytes[bracket.offset + 1..<textEnd]
    }
    guard let label, definitions.labels.contains(LinkReader.normalizedLabel(label)) else {
      return nil
    }
    return end
  }

  private mutating func inlineTail(isImage: Bool) -> Int? {
    let start = LinkReader.skipSpace(bytes, at: index + 1)
    guard let target = LinkReader.destination(bytes, at: start) else { return nil }
    var end = LinkReader.skipSpace(bytes, at: target.end)
    if end > target.end, let title = LinkReader.titleEnd(bytes, at: end) {
      end = LinkReader.skipSpace(bytes, at: title)
    }
    guard end < bytes.count, bytes[end] == ASCII.rightParenthesis else { return nil }
    if let range = text.documentRange(of: target.range) {
      destinations.append(
        Destination(
          range: range, kind: isImage ? .image : .link, form: target.form,
          text: MarkdownText.unescaped(bytes[target.range])))
    }
    return end + 1
  }
}

/// The runs of backticks of a text by their length, so that each closing run is found at once.
struct BacktickRuns {
  private var starts: [Int: [Int]] = [:]
  private var passed: [Int: Int] = [:]

  init(_ bytes: [UInt8]) {
    var index = 0
    while index < bytes.count {
      guard bytes[index] == ASCII.backtick else {
        index += 1
        continue
      }
      let end = BlockStart.runEnd(bytes, at: index, end: bytes.count)
      starts[end - index, default: []].append(index)
      index = end
    }
  }

  /// The next run of a length from an offset on; offsets are asked for in ascending order.
  mutating func next(length: Int, after offset: Int) -> Int? {
    guard let runs = starts[length] else { return nil }
    var position = passed[length] ?? 0
    while position < runs.count, runs[position] < offset { position += 1 }
    passed[length] = position
    return position < runs.count ? runs[position] : nil
  }
}

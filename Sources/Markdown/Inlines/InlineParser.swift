import Bedrock

/// Takes the text of one paragraph, heading or cell to pieces, in linear time.
///
/// Code spans, math, autolinks and HTML tags bind tighter than brackets, brackets tighter than
/// emphasis, and of two that overlap the one that begins first wins: CommonMark 0.31, section 6.
struct InlineParser {
  /// A `[` or `![` that may begin a link or an image.
  struct Bracket {
    var token: Int
    var offset: Int
    var isImage: Bool
    /// How many runs of emphasis before it may still pair.
    var runs: Int
    /// Whether another bracket was opened behind it: then its text is no reference by itself.
    var holdsBracket = false
  }

  let text: FlatText
  let bytes: [UInt8]
  /// The text's length without the blanks at its end.
  let end: Int
  let references: ReferenceUse
  let extensions: MarkdownExtensions

  var index = 0
  /// Where the text begins that is in no token yet.
  var textStart = 0
  var tokens: [InlineToken] = []
  var runs: [DelimiterRun] = []
  /// The runs that may still pair: not those inside of a link that is complete.
  var liveRuns: [Int] = []
  var brackets: [Bracket] = []
  /// Brackets of links before this one are inactive: a link holds no link.
  var inactiveCount = 0
  var backticks: BacktickRuns
  var dollars: DollarSigns
  var rawHTML = RawHTML()

  init(_ text: FlatText, _ references: ReferenceUse, _ extensions: MarkdownExtensions) {
    self.text = text
    bytes = text.bytes
    self.references = references
    self.extensions = extensions
    var end = bytes.count
    while end > 0, bytes[end - 1].isWhitespace { end -= 1 }
    self.end = end
    backticks = BacktickRuns(bytes)
    dollars = DollarSigns(bytes, isOn: extensions.contains(.math))
  }

  mutating func parse() {
    while index < end { step() }
    flushText(to: end)
    EmphasisPairs.pair(&runs, liveRuns[...])
  }

  private mutating func step() {
    let byte = bytes[index]
    switch byte {
    case ASCII.newline: takeLineEnd()
    case ASCII.backslash: takeBackslash()
    case ASCII.backtick: takeBackticks()
    case ASCII.less: takeAngle()
    case ASCII.ampersand: takeReference()
    case ASCII.star, ASCII.underscore: takeRun()
    case ASCII.tilde where extensions.contains(.strikethrough): takeTildes()
    case ASCII.exclamation where index + 1 < end && bytes[index + 1] == ASCII.leftBracket:
      open(isImage: true)
    case ASCII.leftBracket: open(isImage: false)
    case ASCII.rightBracket: close()
    case ASCII.dollar: takeDollar()
    case ASCII.colon, UInt8(ascii: "w"): takeBareLink()
    default: index += 1
    }
  }

  // MARK: Tokens

  /// Makes a token of the plain text up to an offset.
  mutating func flushText(to offset: Int) {
    if textStart < offset {
      tokens.append(InlineToken(kind: .text, range: textStart..<offset))
    }
    textStart = offset
  }

  /// Makes a token of what stands between the text before and an offset, and goes on there.
  mutating func append(_ kind: InlineToken.Kind, to offset: Int) {
    flushText(to: index)
    tokens.append(InlineToken(kind: kind, range: index..<offset))
    index = offset
    textStart = offset
  }

  // MARK: Breaks, escapes, code, HTML

  private mutating func takeLineEnd() {
    var start = index
    while start > textStart, bytes[start - 1].isWhitespace { start -= 1 }
    let isHard =
      index >= textStart + 2 && bytes[index - 1] == ASCII.space && bytes[index - 2] == ASCII.space
    flushText(to: start)
    var next = index + 1
    while next < end, bytes[next].isBlank { next += 1 }
    let range = start..<index + 1
    tokens.append(InlineToken(kind: isHard ? .hardBreak : .softBreak, range: range))
    index = next
    textStart = next
  }

  private mutating func takeBackslash() {
    let next = index + 1 < end ? bytes[index + 1] : 0
    if next == ASCII.newline {
      append(.hardBreak, to: index + 2)
      while index < end, bytes[index].isBlank { index += 1 }
      textStart = index
    } else if next.isPunctuation {
      append(.resolved(String(Unicode.Scalar(next))), to: index + 2)
    } else {
      index += 1
    }
  }

  private mutating func takeReference() {
    guard let reference = CharacterReference(bytes[..<end], at: index) else {
      index += 1
      return
    }
    append(.resolved(reference.text), to: reference.end)
  }

  private mutating func takeBackticks() {
    let run = BlockStart.runEnd(bytes, at: index, end: end)
    let length = run - index
    guard let closing = backticks.next(length: length, after: run) else {
      index = run
      return
    }
    append(.code(run..<closing), to: closing + length)
  }

  private mutating func takeAngle() {
    guard let close = rawHTML.end(bytes, at: index), close <= end else {
      index += 1
      return
    }
    switch rawHTML.kind {
    case .markup: append(.html, to: close)
    case .address:
      let name = MarkdownText.plain(bytes[index + 1..<close - 1])
      append(.autolink(destination: "mailto:" + name), to: close)
    case .uri:
      let uri = MarkdownText.withoutReferences(bytes[index + 1..<close - 1])
      append(.autolink(destination: uri), to: close)
    }
  }

  // MARK: Emphasis

  private mutating func takeRun() {
    let run = index..<BlockStart.runEnd(bytes, at: index, end: end)
    let skipped = extensions.contains(.strikethrough) ? ASCII.tilde : 0
    let flanking = Flanking(bytes, run, limit: end, skipped: skipped)
    if bytes[index] == ASCII.star {
      appendRun(run, opens: flanking.isLeft, closes: flanking.isRight)
    } else {
      appendRun(
        run, opens: flanking.isLeft && (!flanking.isRight || flanking.isBehindPunctuation),
        closes: flanking.isRight && (!flanking.isLeft || flanking.isBeforePunctuation))
    }
  }

  private mutating func takeTildes() {
    let run = index..<BlockStart.runEnd(bytes, at: index, end: end)
    guard run.count <= 2 else {
      index = run.upperBound
      return
    }
    let flanking = Flanking(bytes, run, limit: end, skipped: 0)
    appendRun(run, opens: flanking.isLeft, closes: flanking.isRight)
  }

  private mutating func appendRun(_ range: Range<Int>, opens: Bool, closes: Bool) {
    guard opens || closes else {
      index = range.upperBound
      return
    }
    runs.append(
      DelimiterRun(
        character: bytes[index], length: range.count, count: range.count, opens: opens,
        closes: closes))
    liveRuns.append(runs.count - 1)
    append(.run(runs.count - 1), to: range.upperBound)
  }
}

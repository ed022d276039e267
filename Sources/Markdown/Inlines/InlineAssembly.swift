import Bedrock

/// Makes nodes of the tokens of a paragraph's text.
struct InlineAssembly {
  /// Text that is in no node yet.
  private struct Piece {
    var range: Range<Int>
    /// What it stands for, if that is not what is written.
    var resolved: String?
  }

  private let parser: InlineParser
  private var open: [Int] = []
  private var linkDepth = 0
  private var pending: [Piece] = []
  private(set) var codeSpans: [CodeSpan] = []

  init(_ parser: InlineParser) { self.parser = parser }

  /// Appends the nodes in order.
  ///
  /// - Parameter footnote: the reference that a label stands for, if its footnote is defined.
  mutating func append(
    to nodes: inout [MarkdownNode], footnote: (String) -> MarkdownInline.FootnoteReference?
  ) {
    for token in parser.tokens {
      switch token.kind {
      case .text: pending.append(Piece(range: token.range))
      case .resolved(let text): pending.append(Piece(range: token.range, resolved: text))
      case .softBreak: leaf(.softBreak, token.range, &nodes)
      case .hardBreak: leaf(.hardBreak, token.range, &nodes)
      case .code(let content):
        leaf(.code(code(content)), token.range, &nodes)
        noteSpan(token.range, content)
      case .html:
        leaf(.html(MarkdownText.plain(parser.bytes[token.range])), token.range, &nodes)
      case .autolink(let destination): autolink(destination, token.range, &nodes)
      case .math(let content, let isDisplay, let isCode):
        let source = MarkdownText.plain(parser.bytes[content])
        let math = MarkdownInline.Math(source: source, isDisplay: isDisplay, isCode: isCode)
        leaf(.math(math), token.range, &nodes)
        if isCode {
          noteSpan(token.range.lowerBound + 1..<token.range.upperBound - 1, content)
        }
      case .run(let index): run(parser.runs[index], at: token.range.lowerBound, &nodes)
      case .openLink(let link):
        begin(.link(link), token.range, &nodes)
        linkDepth += 1
      case .openImage(let link): begin(.image(link), token.range, &nodes)
      case .closeLink: end(token.range, &nodes)
      case .footnote(let label):
        if let reference = footnote(label) {
          leaf(.footnoteReference(reference), token.range, &nodes)
        } else {
          pending.append(Piece(range: token.range))
        }
      }
    }
    flush(&nodes)
  }

  // MARK: Nodes

  private mutating func begin(
    _ inline: MarkdownInline, _ range: Range<Int>, _ nodes: inout [MarkdownNode]
  ) {
    flush(&nodes)
    open.append(nodes.count)
    nodes.append(MarkdownNode(content: .inline(inline), range: parser.text.span(of: range), end: 0))
  }

  private mutating func end(_ range: Range<Int>, _ nodes: inout [MarkdownNode]) {
    flush(&nodes)
    guard let index = open.popLast() else { return }
    nodes[index].end = nodes.count
    let start = nodes[index].range.lowerBound
    nodes[index].range = start..<max(start, parser.text.span(of: range).upperBound)
    if case .link = nodes[index].inline { linkDepth -= 1 }
  }

  private mutating func leaf(
    _ inline: MarkdownInline, _ range: Range<Int>, _ nodes: inout [MarkdownNode]
  ) {
    flush(&nodes)
    append(inline, range, &nodes)
  }

  private func append(_ inline: MarkdownInline, _ range: Range<Int>, _ nodes: inout [MarkdownNode])
  {
    nodes.append(
      MarkdownNode(
        content: .inline(inline), range: parser.text.span(of: range), end: nodes.count + 1))
  }

  /// A link in angle brackets, or a bare one.
  private mutating func autolink(
    _ destination: String, _ range: Range<Int>, _ nodes: inout [MarkdownNode]
  ) {
    begin(.autolink(destination: destination), range, &nodes)
    let isBare = parser.bytes[range.lowerBound] != ASCII.less
    let text = isBare ? range : range.lowerBound + 1..<range.upperBound - 1
    let shown =
      isBare
      ? MarkdownText.plain(parser.bytes[text])
      : MarkdownText.withoutReferences(parser.bytes[text])
    append(.text(shown), text, &nodes)
    end(range, &nodes)
  }

  /// The spans that a run of marks ends, what is left of it, and the spans that it begins.
  private mutating func run(_ run: DelimiterRun, at start: Int, _ nodes: inout [MarkdownNode]) {
    var offset = start
    for width in run.closing {
      end(offset..<offset + width, &nodes)
      offset += width
    }
    if run.count > 0 { pending.append(Piece(range: offset..<offset + run.count)) }
    offset += run.count
    for width in run.opening.reversed() {
      let isStruck = run.character == ASCII.tilde
      begin(
        isStruck ? .strikethrough : width == 2 ? .strong : .emphasis, offset..<offset + width,
        &nodes)
      offset += width
    }
  }

  private mutating func noteSpan(_ range: Range<Int>, _ content: Range<Int>) {
    codeSpans.append(
      CodeSpan(
        range: parser.text.span(of: range), length: content.lowerBound - range.lowerBound,
        content: parser.text.documentRanges(of: content)))
  }

  /// The content of a code span: line ends are blanks, and one blank on either side goes.
  private func code(_ content: Range<Int>) -> String {
    let bytes = parser.bytes[content].map { $0 == ASCII.newline ? ASCII.space : $0 }
    guard bytes.count > 1, bytes.first == ASCII.space, bytes.last == ASCII.space,
      bytes.contains(where: { $0 != ASCII.space })
    else { return MarkdownText.plain(bytes[...]) }
    return MarkdownText.plain(bytes[1..<bytes.count - 1])
  }

  // MARK: Text

  /// Makes nodes of the text that was gathered: one, or several with mail addresses between them.
  private mutating func flush(_ nodes: inout [MarkdownNode]) {
    guard let first = pending.first, let last = pending.last else { return }
    var text: [UInt8] = []
    for piece in pending {
      if let resolved = piece.resolved {
        text += resolved.utf8
      } else {
        text += parser.bytes[piece.range]
      }
    }
    let mayHoldMail =
      parser.extensions.contains(.autolinks) && linkDepth == 0 && text.contains(ASCII.at)
    let addresses = mayHoldMail ? MailAddress.all(in: text) : []
    if addresses.isEmpty {
      append(
        .text(MarkdownText.plain(text[...])), first.range.lowerBound..<last.range.upperBound, &nodes
      )
    } else {
      split(text, addresses, &nodes)
    }
    pending.removeAll(keepingCapacity: true)
  }

  private func split(
    _ text: [UInt8], _ addresses: [MailAddress], _ nodes: inout [MarkdownNode]
  ) {
    var places = PieceCursor(pending.map { ($0.range, $0.resolved?.utf8.count) })
    var start = 0
    func appendText(_ range: Range<Int>, _ nodes: inout [MarkdownNode]) {
      guard !range.isEmpty else { return }
      append(.text(MarkdownText.plain(text[range])), places.place(of: range), &nodes)
    }
    for address in addresses {
      appendText(start..<address.range.lowerBound, &nodes)
      let name = MarkdownText.plain(text[address.range])
      let destination = (address.hasScheme ? "" : "mailto:") + name
      let place = places.place(of: address.range)
      append(.autolink(destination: destination), place, &nodes)
      append(.text(name), place, &nodes)
      nodes[nodes.count - 2].end = nodes.count
      start = address.range.upperBound
    }
    appendText(start..<text.count, &nodes)
  }
}

/// Finds where parts of a text stand that was put together from pieces; asked for in order.
private struct PieceCursor {
  private let pieces: [(range: Range<Int>, resolvedCount: Int?)]
  private var index = 0
  /// Where the piece begins in the text.
  private var start = 0

  init(_ pieces: [(Range<Int>, Int?)]) { self.pieces = pieces.map { ($0.0, $0.1) } }

  mutating func place(of range: Range<Int>) -> Range<Int> {
    let lower = place(of: range.lowerBound, isEnd: false)
    let upper = place(of: range.upperBound - 1, isEnd: true)
    return lower..<max(lower, upper)
  }

  private mutating func place(of offset: Int, isEnd: Bool) -> Int {
    while index + 1 < pieces.count, offset >= start + count(index) {
      start += count(index)
      index += 1
    }
    let piece = pieces[index]
    if piece.resolvedCount != nil { return isEnd ? piece.range.upperBound : piece.range.lowerBound }
    return piece.range.lowerBound + offset - start + (isEnd ? 1 : 0)
  }

  private func count(_ index: Int) -> Int {
    pieces[index].resolvedCount ?? pieces[index].range.count
  }
}

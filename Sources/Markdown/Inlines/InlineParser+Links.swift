import Bedrock

extension InlineParser {
  mutating func open(isImage: Bool) {
    if !brackets.isEmpty { brackets[brackets.count - 1].holdsBracket = true }
    let behind = index + (isImage ? 2 : 1)
    append(.text, to: behind)
    brackets.append(
      Bracket(token: tokens.count - 1, offset: behind, isImage: isImage, runs: liveRuns.count))
  }

  mutating func close() {
    let textEnd = index
    guard let bracket = brackets.popLast() else {
      index += 1
      return
    }
    let isActive = bracket.isImage || brackets.count >= inactiveCount
    inactiveCount = min(inactiveCount, brackets.count)
    guard isActive else {
      index += 1
      return
    }
    if let (link, behind) = linkTail(bracket, textEnd: textEnd) {
      append(.closeLink, to: behind)
      finish(bracket, bracket.isImage ? .openImage(link) : .openLink(link))
      if !bracket.isImage { inactiveCount = brackets.count }
    } else if let label = footnoteLabel(bracket, textEnd: textEnd) {
      takeFootnote(bracket, label)
    } else {
      index += 1
    }
  }

  private mutating func finish(_ bracket: Bracket, _ kind: InlineToken.Kind) {
    tokens[bracket.token].kind = kind
    EmphasisPairs.pair(&runs, liveRuns[bracket.runs...])
    liveRuns.removeSubrange(bracket.runs...)
  }

  /// What makes a link of the bracketed text: `(destination "title")` or a label that is defined.
  private mutating func linkTail(_ bracket: Bracket, textEnd: Int) -> (MarkdownLink, end: Int)? {
    let behind = textEnd + 1
    if behind < end, bytes[behind] == ASCII.leftParenthesis,
      let tail = inlineTail(at: behind)
    {
      return tail
    }
    guard references.hasDefinitions else { return nil }
    var tailEnd = behind
    var label: ArraySlice<UInt8>?
    if let labelEnd = LinkReader.labelEnd(bytes, at: behind), labelEnd <= end {
      tailEnd = labelEnd
      if labelEnd > behind + 2 { label = bytes[behind + 1..<labelEnd - 1] }
    }
    if label == nil, !bracket.holdsBracket, textEnd - bracket.offset <= 4000 {
      label = bytes[bracket.offset..<textEnd]
    }
    guard let label, let link = references.link(for: LinkLabel.normalized(label)) else {
      return nil
    }
    return (link, tailEnd)
  }

  private func inlineTail(at parenthesis: Int) -> (MarkdownLink, end: Int)? {
    let start = LinkReader.skipSpace(bytes, at: parenthesis + 1)
    guard let target = LinkReader.destination(bytes, at: start) else { return nil }
    var tail = LinkReader.skipSpace(bytes, at: target.end)
    var title: String?
    if tail > target.end, let titleEnd = LinkReader.titleEnd(bytes, at: tail) {
      title = MarkdownText.unescaped(bytes[tail + 1..<titleEnd - 1])
      tail = LinkReader.skipSpace(bytes, at: titleEnd)
    }
    guard tail < end, bytes[tail] == ASCII.rightParenthesis else { return nil }
    let place = text.documentRange(of: target.range).map {
      MarkdownLink.Place(range: $0, form: target.form)
    }
    let link = MarkdownLink(
      destination: MarkdownText.unescaped(bytes[target.range]), title: title, place: place)
    return (link, tail + 1)
  }

  // MARK: Footnotes

  /// The label of the footnote that brackets refer to, if they do: they begin with `^`.
  private func footnoteLabel(_ bracket: Bracket, textEnd: Int) -> Range<Int>? {
    guard extensions.contains(.footnotes), bracket.offset + 1 < textEnd,
      bytes[bracket.offset] == ASCII.caret, textEnd - bracket.offset <= 1000
    else { return nil }
    let label = bracket.offset + 1..<textEnd
    if references.definesFootnote(bytes[label]) { return label }
    // A value that a lab computes is shown, also where it stands in what is no footnote.
    let holdsCode = tokens[bracket.token...].contains {
      if case .code = $0.kind { true } else { false }
    }
    return holdsCode ? nil : label
  }

  /// Whatever the label holds, it shows as it is written, also where no such footnote is.
  private mutating func takeFootnote(_ bracket: Bracket, _ label: Range<Int>) {
    flushText(to: index)
    index += 1
    textStart = index
    tokens.removeSubrange(bracket.token...)
    if bracket.isImage {
      tokens.append(InlineToken(kind: .text, range: bracket.offset - 2..<bracket.offset - 1))
    }
    let range = bracket.offset - 1..<index
    tokens.append(
      InlineToken(kind: .footnote(label: MarkdownText.plain(bytes[label])), range: range))
    liveRuns.removeSubrange(bracket.runs...)
  }
}

/// The definitions that links may refer to, with a limit on how much text their use may bring in.
///
/// A document of many references to one long definition would otherwise grow with the square of its
/// length. cmark has the same limit: the document's length, or 100 kB if that is less.
final class ReferenceUse {
  private let definitions: ReferenceDefinitions
  private let footnotes: Set<String>
  private var budget: Int

  /// - Parameter footnotes: the labels of the footnotes that are defined, as labels are compared.
  init(_ definitions: ReferenceDefinitions, footnotes: Set<String>, length: Int) {
    self.definitions = definitions
    self.footnotes = footnotes
    budget = max(length, 100_000)
  }

  var hasDefinitions: Bool { !definitions.links.isEmpty }

  func definesFootnote(_ label: ArraySlice<UInt8>) -> Bool {
    !footnotes.isEmpty && footnotes.contains(LinkLabel.normalized(label))
  }

  func link(for label: String) -> MarkdownLink? {
    guard let link = definitions.links[label] else { return nil }
    let size = link.destination.utf8.count + (link.title?.utf8.count ?? 0)
    guard size <= budget else { return nil }
    budget -= size
    return link
  }
}

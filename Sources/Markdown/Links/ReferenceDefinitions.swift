import Bedrock

/// The link reference definitions of a document: CommonMark 0.31, section 4.7.
struct ReferenceDefinitions {
  /// Where each label leads, by the label as labels are compared; the first definition counts.
  private(set) var links: [String: MarkdownLink] = [:]

  /// Takes the definitions off the beginning of a paragraph: where the rest begins, and each
  /// definition with its place in the document.
  mutating func take(
    from paragraph: FlatText
  ) -> (end: Int, definitions: [(range: Range<Int>, link: MarkdownLink)]) {
    var start = 0
    var found: [(Range<Int>, MarkdownLink)] = []
    while let (end, link) = takeOne(paragraph, at: start) {
      found.append((paragraph.span(of: start..<end - 1), link))
      start = end
    }
    return (start, found)
  }

  private mutating func takeOne(_ paragraph: FlatText, at start: Int) -> (end: Int, MarkdownLink)? {
    let bytes = paragraph.bytes
    let open = LinkReader.skipBlanks(bytes, at: start)
    guard let labelEnd = LinkReader.labelEnd(bytes, at: open), labelEnd < bytes.count,
      bytes[labelEnd] == ASCII.colon
    else { return nil }
    let label = LinkLabel.normalized(bytes[open + 1..<labelEnd - 1])
    let targetStart = LinkReader.skipSpace(bytes, at: labelEnd + 1)
    guard !label.isEmpty, let target = LinkReader.destination(bytes, at: targetStart),
      target.end > targetStart, let (end, title) = rest(bytes, after: target.end)
    else { return nil }
    let link = MarkdownLink(
      destination: MarkdownText.unescaped(bytes[target.range]), title: title,
      place: paragraph.documentRange(of: target.range).map { .init(range: $0, form: target.form) })
    if links[label] == nil {
      links[label] = MarkdownLink(destination: link.destination, title: title, place: nil)
    }
    return (end, link)
  }

  /// The title, if one follows, and where the line ends that it, or else the destination, stands on.
  private func rest(_ bytes: [UInt8], after target: Int) -> (end: Int, title: String?)? {
    let start = LinkReader.skipSpace(bytes, at: target)
    if start > target, let titleEnd = LinkReader.titleEnd(bytes, at: start),
      let end = lineEnd(bytes, at: titleEnd)
    {
      return (end, MarkdownText.unescaped(bytes[start + 1..<titleEnd - 1]))
    }
    return lineEnd(bytes, at: target).map { ($0, nil) }
  }

  private func lineEnd(_ bytes: [UInt8], at start: Int) -> Int? {
    let index = LinkReader.skipBlanks(bytes, at: start)
    guard index < bytes.count, bytes[index] == ASCII.newline else { return nil }
    return index + 1
  }
}

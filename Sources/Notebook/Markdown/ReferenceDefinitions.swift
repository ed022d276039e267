/// The link reference definitions of a document: CommonMark 0.31, section 4.7.
struct ReferenceDefinitions {
  /// Which labels are defined.
  private(set) var labels: Set<String> = []
  private(set) var destinations: [Destination] = []

  /// Takes the definitions off the beginning of a paragraph; the result is where the rest begins.
  mutating func take(from paragraph: FlatText) -> Int {
    var start = 0
    while let end = takeOne(paragraph, at: start) { start = end }
    return start
  }

  private mutating func takeOne(_ paragraph: FlatText, at start: Int) -> Int? {
    let bytes = paragraph.bytes
    let open = LinkReader.skipBlanks(bytes, at: start)
    guard let labelEnd = LinkReader.labelEnd(bytes, at: open), labelEnd < bytes.count,
      bytes[labelEnd] == ASCII.colon
    else { return nil }
    let label = LinkReader.normalizedLabel(bytes[open + 1..<labelEnd - 1])
    let targetStart = LinkReader.skipSpace(bytes, at: labelEnd + 1)
    guard !label.isEmpty, let target = LinkReader.destination(bytes, at: targetStart),
      target.end > targetStart, let end = definitionEnd(bytes, after: target.end)
    else { return nil }
    labels.insert(label)
    // A footnote of GitHub's has the same form; what stands behind it is text and no destination.
    if !label.utf8.starts(with: "^".utf8), let range = paragraph.documentRange(of: target.range) {
      destinations.append(
        Destination(
          range: range, kind: .definition, form: target.form,
          text: MarkdownText.unescaped(bytes[target.range])))
    }
    return end
  }

  /// Where the line ends that a title, or else the destination, stands on.
  private func definitionEnd(_ bytes: [UInt8], after target: Int) -> Int? {
    let titleStart = LinkReader.skipSpace(bytes, at: target)
    if titleStart > target, let title = LinkReader.titleEnd(bytes, at: titleStart),
      let end = lineEnd(bytes, at: title)
    {
      return end
    }
    return lineEnd(bytes, at: target)
  }

  private func lineEnd(_ bytes: [UInt8], at start: Int) -> Int? {
    let index = LinkReader.skipBlanks(bytes, at: start)
    guard index < bytes.count, bytes[index] == ASCII.newline else { return nil }
    return index + 1
  }
}

import Bedrock

/// Puts the tree together: blocks as the block parser found them, with their inlines.
struct DocumentAssembly {
  let blocks: BlockParser
  let extensions: MarkdownExtensions
  private var records: [BlockRecord]
  private let references: ReferenceUse
  /// The records of the footnotes' definitions, by their labels as labels are compared.
  private let definitions: [String: Int]
  /// Which of the footnotes each of those is.
  private var numbers: [String: Int] = [:]

  private(set) var nodes: [MarkdownNode] = []
  private(set) var footnotes: [Footnote] = []
  private(set) var codeSpans: [CodeSpan] = []

  init(_ blocks: BlockParser, _ extensions: MarkdownExtensions) {
    self.blocks = blocks
    self.extensions = extensions
    records = blocks.records
    var definitions: [String: Int] = [:]
    // Of several with one label the one that ends first counts, as in cmark-gfm.
    let ends = blocks.records.indices.filter { blocks.records[$0].block.isFootnote }
      .sorted { (blocks.records[$0].end, $1) < (blocks.records[$1].end, $0) }
    for index in ends {
      guard case .footnote(let label) = blocks.records[index].block else { continue }
      let normalized = LinkLabel.normalized(Array(label.utf8)[...])
      if definitions[normalized] == nil { definitions[normalized] = index }
    }
    self.definitions = definitions
    references = ReferenceUse(
      blocks.definitions, footnotes: Set(definitions.keys), length: blocks.bytes.count)
  }

  mutating func assemble() {
    if extensions.contains(.alerts) { findAlerts() }
    var places: [Int] = []
    places.reserveCapacity(records.count + 1)
    for index in records.indices {
      places.append(nodes.count)
      append(index)
    }
    places.append(nodes.count)
    // The blocks' ends were counted in records.
    for (index, record) in records.enumerated() where places[index] < places[index + 1] {
      nodes[places[index]].end = places[record.end]
    }
    for index in footnotes.indices { footnotes[index].node = places[footnotes[index].node] }
  }

  private mutating func append(_ index: Int) {
    var record = records[index]
    if case .paragraph = record.block, record.text.isEmpty { return }
    if case .list(var list) = record.block {
      list.isTight = isTight(index)
      record.block = .list(list)
    }
    nodes.append(MarkdownNode(content: .block(record.block), range: record.range, end: 0))
    guard !record.text.isEmpty else { return }
    let text = FlatText(blocks.bytes, blocks.segments[record.text])
    var parser = InlineParser(text, references, extensions)
    parser.parse()
    var inlines = InlineAssembly(parser)
    var tree = nodes
    nodes = []
    inlines.append(to: &tree, footnote: { reference(to: $0) })
    nodes = tree
    codeSpans += inlines.codeSpans
  }

  /// A reference to a footnote; `nil` if no such footnote is defined.
  private mutating func reference(to label: String) -> MarkdownInline.FootnoteReference? {
    let normalized = LinkLabel.normalized(Array(label.utf8)[...])
    guard let record = definitions[normalized],
      case .footnote(let written) = records[record].block
    else { return nil }
    let number = numbers[normalized] ?? footnotes.count
    if number == footnotes.count {
      numbers[normalized] = number
      footnotes.append(Footnote(label: written, node: record))
    }
    footnotes[number].references += 1
    return .init(footnote: number, number: footnotes[number].references)
  }

  // MARK: Lists

  /// Whether no blank line parts the items of a list, or the blocks in one of them: CommonMark 0.31,
  /// section 5.3.
  private func isTight(_ list: Int) -> Bool {
    var item = list + 1
    let end = records[list].end
    while item < end {
      let next = records[item].end
      if item > list + 1, records[item].isBehindBlank { return false }
      if isLoose(item, hasNext: next < end) { return false }
      item = next
    }
    return true
  }

  /// Whether a blank line stands between two blocks of an item, or behind one before a definition.
  private func isLoose(_ item: Int, hasNext: Bool) -> Bool {
    var child = item + 1
    var hasBlock = false
    var hasBlank = false
    while child < records[item].end {
      if records[child].isBehindBlank, hasBlock { hasBlank = true }
      if case .definition = records[child].block {
      } else {
        if hasBlank { return true }
        hasBlock = true
      }
      child = records[child].end
    }
    return hasBlank && hasNext
  }

  // MARK: Alerts

  /// Quotes whose first line is `[!NOTE]` or the like become alerts, if they hold anything else.
  private mutating func findAlerts() {
    for index in records.indices {
      guard case .quote = records[index].block, index + 1 < records[index].end,
        case .paragraph = records[index + 1].block, let first = records[index + 1].text.first,
        let alert = alert(in: blocks.segments[first].range),
        records[index + 1].text.count > 1 || records[index + 1].end < records[index].end
      else { continue }
      records[index].block = .quote(alert)
      records[index + 1].text.removeFirst()
      if let next = records[index + 1].text.first {
        let start = blocks.segments[next].range.lowerBound
        records[index + 1].range = start..<max(start, records[index + 1].range.upperBound)
      }
    }
  }

  private func alert(in range: Range<Int>) -> MarkdownBlock.Alert? {
    let text = blocks.bytes[BlockStart.trimmed(blocks.bytes, range)]
    guard text.count <= 12, text.starts(with: "[!".utf8), text.last == ASCII.rightBracket else {
      return nil
    }
    let name = text.dropFirst(2).dropLast().map(\.lowercased)
    return MarkdownBlock.Alert(rawValue: String(decoding: name, as: UTF8.self))
  }
}

import Bedrock

/// Writes a document as HTML, in linear time and without recursion.
///
/// Law: with `PlainHTML` the bytes are those of cmark for CommonMark, and those of cmark-gfm for tables,
/// task lists, strikethrough, autolinks and footnotes.
public struct HTMLWriter<Layer: HTMLLayer> {
  let document: MarkdownDocument
  let layer: Layer
  var out: [UInt8] = []
  /// The nodes around the one that is written.
  var open: [Int] = []
  /// The lists around, and whether they are tight.
  var tightness: [Bool] = []
  /// The footnote whose text is written, and whether its way back stands already.
  var footnote: Int?
  var hasWayBack = false
  /// Whether the table at hand has a row that is not its head.
  var hasTableBody = false
  var isInTableHead = false

  init(_ document: MarkdownDocument, _ layer: Layer) {
    self.document = document
    self.layer = layer
  }

  /// The document as HTML, without a page around it.
  public static func html(_ document: MarkdownDocument, _ layer: Layer) -> String {
    var writer = Self(document, layer)
    writer.out.reserveCapacity(2 * document.bytes.count)
    writer.write(from: 0)
    writer.writeFootnotes()
    return String(decoding: writer.out, as: UTF8.self)
  }

  /// Writes a node and all below it.
  mutating func write(from start: Int) {
    let end = document.nodes[start].end
    var index = start
    while true {
      while let last = open.last, last >= start, document.nodes[last].end <= index {
        open.removeLast()
        leave(last)
      }
      guard index < end else { return }
      if case .footnote = document.nodes[index].block, index > start {
        index = document.nodes[index].end
        continue
      }
      index = enter(index)
    }
  }

  /// Writes the beginning of a node; the result is where to go on.
  private mutating func enter(_ index: Int) -> Int {
    let node = document.nodes[index]
    switch node.content {
    case .block(let block):
      enter(block, index)
    case .inline(.image(let link)):
      writeImage(link, index)
      return node.end
    case .inline(let inline):
      enter(inline, index)
    }
    open.append(index)
    return index + 1
  }

  private mutating func leave(_ index: Int) {
    switch document.nodes[index].content {
    case .block(let block): leave(block, index)
    case .inline(let inline): leave(inline)
    }
  }

  // MARK: Text

  mutating func put(_ text: String) { out += text.utf8 }

  mutating func escape(_ text: String) { HTMLText.append(text.utf8, to: &out) }

  /// Begins a line, unless one begins already.
  mutating func beginLine() {
    if let last = out.last, last != ASCII.newline { out.append(ASCII.newline) }
  }

  /// The text of lines of code or HTML.
  func text(of lines: some Sequence<ContentLine>) -> String {
    var text: [UInt8] = []
    for line in lines {
      text.append(contentsOf: repeatElement(ASCII.space, count: line.spaces))
      text += document.bytes[line.range]
      text.append(ASCII.newline)
    }
    return MarkdownText.plain(text[...])
  }
}

import Bedrock
import Markdown
import Testing

@Suite("The Markdown tree")
struct TreeTests {
  /// What a node is, and the text that it covers.
  private func outline(_ text: String) -> [String] {
    let document = MarkdownDocument(text)
    return document.nodes.map { node in
      let name: String
      switch node.content {
      case .block(let block): name = "\(block)"
      case .inline(let inline): name = "\(inline)"
      }
      let kind = String(name.prefix { $0 != "(" })
      let text = String(decoding: document.bytes[node.range], as: UTF8.self)
      return "\(kind): \(text.replacing("\n", with: "|"))"
    }
  }

  @Test("nodes know the text that they cover")
  func ranges() {
    #expect(
      outline("# A *b*\n\n- [c](d)\n  `e`\n") == [
        "document: # A *b*||- [c](d)|  `e`|", "heading: # A *b*", "text: A ", "emphasis: *b*",
        "text: b", "list: - [c](d)|  `e`", "item: - [c](d)|  `e`", "paragraph: [c](d)|  `e`",
        "link: [c](d)", "text: c", "softBreak: |", "code: `e`",
      ])
    #expect(
      outline("> ~a~\n> - [x] b\\*c\n") == [
        "document: > ~a~|> - [x] b\\*c|", "quote: > ~a~|> - [x] b\\*c", "paragraph: ~a~",
        "strikethrough: ~a~", "text: a", "list: - [x] b\\*c", "item: - [x] b\\*c",
        "paragraph: [x] b\\*c", "text: [x] b\\*c",
      ])
  }

  @Test("positions count scalars from 1, whatever ends a line")
  func positions() {
    let text = "a\nbé*c*\r\n\r*d*"
    let document = MarkdownDocument(text)
    let lines = LineStarts(document.bytes)
    let places = document.nodes.filter { if case .emphasis = $0.inline { true } else { false } }
      .map { lines.position(of: $0.range.lowerBound) }
    #expect(places == [SourcePosition(line: 2, column: 3), SourcePosition(line: 4, column: 1)])
  }

  @Test("children lie inside of their parents, one behind the other, in any text")
  func nesting() {
    let pieces = [
      "a", "*", "**", "_", "`", "[", "](u)", "[^1]", "[^1]: x", "\n", "\n\n", "> ", "- ", "1. ",
      "    ",
      "```\n", "| a |\n|---|\n", "~~", "www.a.b", "a@b.c", "$x$", "\\|", "&amp;", "<b>", "# ",
      "===\n",
      "[a]: b\n", "![", "> [!TIP]\n", "- [x] ", "é", "\r\n", "\t",
    ]
    var stream = RandomStream(seed: 7, name: "markdown")
    for _ in 0..<2000 {
      var text = ""
      for _ in 0..<Int(stream.next() % 24) {
        text += pieces[Int(stream.next() % UInt64(pieces.count))]
      }
      let document = MarkdownDocument(text)
      for (index, node) in document.nodes.enumerated() {
        var last = node.range.lowerBound
        var next = index + 1
        for child in document.children(of: index) {
          #expect(child == next, "\(text.debugDescription)")
          let range = document.nodes[child].range
          #expect(
            range.lowerBound >= last && range.upperBound <= node.range.upperBound,
            "\(text.debugDescription): \(child) \(range) in \(node.range)")
          last = range.upperBound
          next = document.nodes[child].end
        }
        #expect(next == node.end, "\(text.debugDescription)")
      }
    }
  }
}

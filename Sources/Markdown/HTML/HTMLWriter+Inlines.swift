import Bedrock

extension HTMLWriter {
  mutating func enter(_ inline: MarkdownInline, _ index: Int) {
    switch inline {
    case .text(let text): escape(text)
    case .softBreak: put("\n")
    case .hardBreak: put("<br />\n")
    case .code(let code):
      put("<code>")
      escape(code)
      put("</code>")
    case .emphasis: put("<em>")
    case .strong: put("<strong>")
    case .strikethrough: put("<del>")
    case .link(let link): openLink(link.destination, title: link.title)
    case .autolink(let destination): openLink(destination, title: nil)
    case .html(let html): put(layer.rawHTML(html))
    case .math(let math): put(layer.math(math, node: index, in: document))
    case .footnoteReference(let reference): writeReference(reference)
    case .image: break
    }
  }

  mutating func leave(_ inline: MarkdownInline) {
    switch inline {
    case .emphasis: put("</em>")
    case .strong: put("</strong>")
    case .strikethrough: put("</del>")
    case .link(let link): closeLink(link.destination)
    case .autolink(let destination): closeLink(destination)
    default: break
    }
  }

  private mutating func openLink(_ destination: String, title: String?) {
    guard let destination = layer.destination(destination, isImage: false) else { return }
    put("<a href=\"")
    HTMLText.appendDestination(destination, to: &out)
    putTitle(title)
    put("\">")
  }

  private mutating func closeLink(_ destination: String) {
    if layer.destination(destination, isImage: false) != nil { put("</a>") }
  }

  private mutating func putTitle(_ title: String?) {
    guard let title, !title.isEmpty else { return }
    put("\" title=\"")
    escape(title)
  }

  mutating func writeImage(_ link: MarkdownLink, _ index: Int) {
    let text = document.plainText(of: index)
    guard let destination = layer.destination(link.destination, isImage: true) else {
      return escape(text)
    }
    put("<img src=\"")
    HTMLText.appendDestination(destination, to: &out)
    put("\" alt=\"")
    escape(text)
    putTitle(link.title)
    put("\" />")
  }

  // MARK: Footnotes

  private mutating func writeReference(_ reference: MarkdownInline.FootnoteReference) {
    let label = document.footnotes[reference.footnote].label
    put("<sup class=\"footnote-ref\"><a href=\"#fn-")
    HTMLText.appendDestination(label, to: &out)
    put("\" id=\"fnref-")
    HTMLText.appendDestination(label, to: &out)
    if reference.number > 1 { put("-\(reference.number)") }
    put("\" data-footnote-ref>\(reference.footnote + 1)</a></sup>")
  }

  /// Writes the footnotes' texts at the document's end, in the order of their numbers.
  mutating func writeFootnotes() {
    guard !document.footnotes.isEmpty else { return }
    beginLine()
    put("<section class=\"footnotes\" data-footnotes>\n<ol>\n")
    for (number, note) in document.footnotes.enumerated() {
      footnote = number
      hasWayBack = false
      put("<li id=\"fn-")
      HTMLText.appendDestination(note.label, to: &out)
      put("\">\n")
      write(from: note.node)
      if !hasWayBack {
        writeWayBack(number)
        put("\n")
      }
      put("</li>\n")
    }
    put("</ol>\n</section>\n")
  }

  /// Links from a footnote back to where it is referred to.
  mutating func writeWayBack(_ number: Int) {
    hasWayBack = true
    let note = document.footnotes[number]
    for reference in 1...max(1, note.references) {
      put(reference == 1 ? "<a href=\"#fnref-" : " <a href=\"#fnref-")
      HTMLText.appendDestination(note.label, to: &out)
      if reference > 1 { put("-\(reference)") }
      put("\" class=\"footnote-backref\" data-footnote-backref aria-label=\"Back to content\">↩")
      if reference > 1 { put("<sup class=\"footnote-ref\">\(reference)</sup>") }
      put("</a>")
    }
  }
}

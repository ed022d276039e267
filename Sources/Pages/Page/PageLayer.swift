import Markdown

/// What the HTML of a page has besides what CommonMark says: anchors on headings, links to other
/// reports' pages, formulas, code in colour, tables that scroll in a box of their own.
struct PageLayer: HTMLLayer {
  let anchors: Anchors
  /// Whether the author's HTML and links are limited to what can do no harm.
  var isSafe = false
  /// Where a link leads on the page, for where it led in the report.
  let destination: (String) -> String?

  let table = (open: "<div class=\"table\"><table>", close: "</table></div>")

  func destination(_ text: String, isImage: Bool) -> String? {
    guard !isSafe else { return SafeHTML.destination(text, isImage: isImage).flatMap(destination) }
    return destination(text)
  }

  func rawHTML(_ html: String) -> String {
    HTMLLinks.rewritten(isSafe ? SafeHTML.filtered(html) : html) { destination($0, isImage: $1) }
  }

  func headingAttributes(_ node: Int, in document: MarkdownDocument) -> String {
    guard let anchor = anchors.headings[node], !anchor.isEmpty else { return "" }
    return " id=\"\(HTMLText.escaped(anchor))\""
  }

  func headingEnd(_ node: Int, in document: MarkdownDocument) -> String {
    guard let anchor = anchors.headings[node], !anchor.isEmpty else { return "" }
    let name = HTMLText.escaped(document.plainText(of: node))
    return
      " <a class=\"anchor\" href=\"#\(HTMLText.escaped(anchor))\" aria-label=\"Link to “\(name)”\">#</a>"
  }

  func code(_ lines: String, info: String, node: Int, in document: MarkdownDocument) -> String? {
    let language = String(Substring(info.utf8.prefix { $0 != 0x20 && $0 != 0x09 }))
    switch language {
    case "swiftlab":
      return
        "<pre tabindex=\"0\"><code class=\"language-swiftlab\">\(CodeColours.html(lines))</code></pre>"
    case "math":
      let math = MarkdownInline.Math(source: lines, isDisplay: true, isCode: false)
      return "<p>\(self.math(math, node: node, in: document))</p>"
    default:
      let name = language.isEmpty ? "" : " class=\"language-\(HTMLText.escaped(language))\""
      return "<pre tabindex=\"0\"><code\(name)>\(HTMLText.escaped(lines))</code></pre>"
    }
  }

  func math(_ math: MarkdownInline.Math, node: Int, in document: MarkdownDocument) -> String {
    do throws(MathError) {
      return try MathML.html(math.source, isDisplay: math.isDisplay)
    } catch {
      let why = HTMLText.escaped(error.message)
      return
        "<code class=\"math\">\(HTMLText.escaped(math.source))</code>"
        + " <span class=\"warning\" role=\"note\">(shown as LaTeX: \(why))</span>"
    }
  }
}

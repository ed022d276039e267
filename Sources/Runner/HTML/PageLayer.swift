import Markdown

/// What the HTML of a page has besides what CommonMark says: anchors on headings, and links to other
/// reports' pages.
struct PageLayer: HTMLLayer {
  let anchors: Anchors
  /// Where a link leads on the page, for where it led in the report.
  let destination: (String) -> String

  func destination(_ text: String, isImage: Bool) -> String? { destination(text) }

  func headingAttributes(_ node: Int, in document: MarkdownDocument) -> String {
    guard let anchor = anchors.headings[node], !anchor.isEmpty else { return "" }
    return " id=\"\(HTMLText.escaped(anchor))\""
  }
}

/// What a page's HTML has besides what CommonMark says: where links lead, anchors, code in colour.
///
/// Every requirement has a default, with which the HTML is that of cmark and cmark-gfm.
public protocol HTMLLayer {
  /// Where a link or an image leads; `nil` takes the link away and leaves its text.
  func destination(_ text: String, isImage: Bool) -> String?
  /// HTML as the author wrote it.
  func rawHTML(_ html: String) -> String
  /// The attributes of a heading, with a blank before each.
  func headingAttributes(_ node: Int, in document: MarkdownDocument) -> String
  /// What stands in a heading behind its text.
  func headingEnd(_ node: Int, in document: MarkdownDocument) -> String
  /// A code block; `nil` for one as cmark writes it.
  func code(_ lines: String, info: String, node: Int, in document: MarkdownDocument) -> String?
  func math(_ math: MarkdownInline.Math, node: Int, in document: MarkdownDocument) -> String
  /// What opens and closes a table.
  var table: (open: String, close: String) { get }
}

extension HTMLLayer {
  public func destination(_ text: String, isImage: Bool) -> String? { text }
  public func rawHTML(_ html: String) -> String { html }
  public func headingAttributes(_ node: Int, in document: MarkdownDocument) -> String { "" }
  public func headingEnd(_ node: Int, in document: MarkdownDocument) -> String { "" }
  public func code(
    _ lines: String, info: String, node: Int, in document: MarkdownDocument
  ) -> String? { nil }
  public func math(_ math: MarkdownInline.Math, node: Int, in document: MarkdownDocument) -> String
  {
    let name = math.isDisplay ? "math display" : "math inline"
    return "<code class=\"\(name)\">\(HTMLText.escaped(math.source))</code>"
  }
  public var table: (open: String, close: String) { ("<table>", "</table>") }
}

/// HTML as cmark and cmark-gfm write it.
public struct PlainHTML: HTMLLayer {
  public init() {}
}

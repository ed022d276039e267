import Bedrock

/// What a page of HTML is made of; the executable puts in who makes one, `Product.page`.
public struct PageSource: Sendable {
  /// The report as Markdown, its opening comment first.
  public var markdown: [UInt8]
  public var title: String
  /// Whether the author's HTML and links are limited to what can do no harm.
  public var isSafe = false
  /// Whether the report of a lab stands at a path seen from this page; then its page does, too.
  public var isReport: @Sendable (String) -> Bool

  public init(
    markdown: [UInt8], title: String,
    isReport: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.markdown = markdown
    self.title = title
    self.isReport = isReport
  }

  /// The path of a report's page: `a/b.html` for `a/b.md`, `index.html` for the index.
  public static func pagePath(of pathInOutput: String) -> String {
    if PathText.name(of: pathInOutput) == Workspace.indexName {
      return PathText.join(PathText.parent(of: pathInOutput), "index.html")
    }
    guard PathText.isMarkdown(pathInOutput) else { return pathInOutput + ".html" }
    return String(Substring(pathInOutput.utf8.dropLast(3))) + ".html"
  }
}

import Bedrock
import Markdown

/// A report that becomes a page of the site.
struct CoursePage: Sendable {
  /// The report's path below the reports' folder: `reference/embed.md`.
  var report: String
  var title: String
  var summary: String?
  /// The report, its opening comment first.
  var markdown: [UInt8]
  let document: MarkdownDocument
  let anchors: Anchors

  init(report: String, title: String, summary: String?, markdown: [UInt8]) {
    self.report = report
    self.title = title
    self.summary = summary
    self.markdown = markdown
    let end = markdown.firstIndex(of: UInt8(ascii: "\n")) ?? markdown.count
    document = MarkdownDocument(Array(markdown[end...]))
    anchors = Anchors(document)
  }

  /// The page's path below the site's folder.
  var path: String { Self.path(of: report) }

  static func path(of report: String) -> String {
    if PathText.name(of: report) == "README.md" {
      return PathText.join(PathText.parent(of: report), "index.html")
    }
    return PathText.join(PathText.parent(of: report), PathText.stem(of: report) + ".html")
  }

  /// What leads from the page to the site's folder: `../` for each folder that it stands in.
  var root: String { String(repeating: "../", count: PathText.components(path).count - 1) }

  /// The headings below the title, with their levels and anchors.
  var contents: [(level: Int, title: String, anchor: String)] {
    document.nodes.indices.compactMap { index in
      guard case .heading(let level) = document.nodes[index].block, level == 2 || level == 3,
        let anchor = anchors.headings[index], !anchor.isEmpty
      else { return nil }
      return (level, document.plainText(of: index), anchor)
    }
  }
}

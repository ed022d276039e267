import Bedrock
import Markdown

/// The page that lists all reports in the labs' order: `output/README.md`.
package struct IndexPage: Sendable {
  /// What the page says of a lab.
  package struct Entry: Sendable, Equatable {
    /// The report's path below the output folder.
    var path: String
    /// The title in the lab's front matter.
    var title: String?
    var summary: String?

    package init(path: String, title: String?, summary: String?) {
      self.path = path
      self.title = title
      self.summary = summary
    }
  }

  /// The page's bytes.
  ///
  /// Labs directly under `Labs/` come first, then those of each folder under its name, each in order
  /// of their paths' UTF-8 bytes.
  package static func bytes(of entries: [Entry]) -> [UInt8] {
    var lines = [OpeningComment.text(source: Workspace.labsFolder), "", "# Labs", ""]
    var folders: [String] = []
    var byFolder: [String: [Entry]] = [:]
    for entry in entries {
      let folder = PathText.parent(of: entry.path)
      if byFolder[folder] == nil { folders.append(folder) }
      byFolder[folder, default: []].append(entry)
    }
    for folder in folders.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      if !folder.isEmpty { lines += ["## \(MarkdownEscape.inline(heading(of: folder)))", ""] }
      lines +=
        (byFolder[folder] ?? []).flatMap { ProseWrap.lines(line(for: $0), columns: 80, indent: 2) }
        + [""]
    }
    while lines.last == "" { lines.removeLast() }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// A folder's name with a capital letter: `reference` becomes `Reference`.
  private static func heading(of folder: String) -> String {
    var bytes = Array(folder.utf8)
    if let first = bytes.first, (0x61...0x7A).contains(first) { bytes[0] = first - 0x20 }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func line(for entry: Entry) -> String {
    let title = entry.title ?? PathText.stem(of: entry.path)
    let link = "[\(MarkdownEscape.inline(title))](\(PercentEncoding.encoded(path: entry.path)))"
    guard let summary = entry.summary, !summary.isEmpty else { return "- \(link)" }
    return "- \(link): \(MarkdownEscape.inline(summary))"
  }
}

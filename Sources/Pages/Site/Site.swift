import Bedrock
import Markdown

/// All reports of a course as one web site.
///
/// Law: its files are a function of the reports and of the files that these link to.
struct Site {
  /// The largest file that is copied, in bytes.
  static let copyLimit = 20 << 20

  /// The pages in the course's order; the index is not among them.
  let pages: [CoursePage]
  let index: CoursePage
  var isSafe = false
  var language = "en"
  /// The bytes of a file that a page links to, by its path from the working folder; `nil` for what may
  /// not be read.
  var file: (String) -> [UInt8]? = { _ in nil }
  /// The reports' folder, from the working folder.
  var reports = "output"

  init(pages: [CoursePage], index: CoursePage) {
    self.pages = pages
    self.index = index
  }

  /// The course's title: the index page's.
  var title: String { index.title }

  /// What a folder of reports is called: `reference` is `Reference`.
  func heading(of folder: String) -> String {
    var bytes = Array(folder.utf8)
    if let first = bytes.first, (0x61...0x7A).contains(first) { bytes[0] = first - 0x20 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The site's files by their paths, and what is to be said of links that lead out of it.
  func files() -> (files: [(path: String, bytes: [UInt8])], notes: [String]) {
    var files: [String: [UInt8]] = [
      "style.css": Array((PageStyle.css + "\n" + SiteStyle.css + "\n").utf8),
      "search.js": Array(SiteSearch.script.utf8),
      "search-index.js": Array(SiteSearch.index(of: [index] + pages).utf8),
    ]
    var notes: [String] = []
    for page in [index] + pages {
      var found: [String: Bool] = [:]
      for path in linkedFiles(of: page) where found[path] == nil {
        let bytes = file(path)
        found[path] = bytes != nil
        if let bytes {
          files["files/" + path] = bytes
        } else {
          notes.append(
            "\(page.report): note: '\(path)' is not part of the site: its link is left out")
        }
      }
      let html = SitePage(page: page, site: self) { destination(of: $0, on: page, found) }.html
      files[page.path] = Array(html.utf8)
    }
    let sorted = files.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return (sorted.map { ($0.key, $0.value) }, notes)
  }

  /// The files that a page links to and that are no reports.
  private func linkedFiles(of page: CoursePage) -> [String] {
    MarkdownStructure(page.document).destinations.map(\.text).compactMap {
      if case .file(let path, _) = SiteLink($0, on: page, of: self) { path } else { nil }
    }
  }

  /// - Parameter found: the linked files, and whether they are copied.
  private func destination(
    of target: String, on page: CoursePage, _ found: [String: Bool]
  ) -> String? {
    switch SiteLink(target, on: page, of: self) {
    case .elsewhere: return target
    case .page(let path, let suffix): return page.root + PercentPath.encoded(path) + suffix
    case .file(let path, let suffix):
      guard found[path] == true else { return nil }
      return page.root + PercentPath.encoded("files/" + path) + suffix
    }
  }
}

/// What a link on a page of the site leads to.
enum SiteLink {
  /// Another site, or a place on the same page.
  case elsewhere
  case page(String, suffix: String)
  /// A file, from the working folder, that is no report.
  case file(String, suffix: String)

  init(_ target: String, on page: CoursePage, of site: Site) {
    let path = target.utf8.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") }
    let suffix = String(Substring(target.utf8.dropFirst(path.count)))
    let hasScheme = path.prefix { $0 != UInt8(ascii: "/") }.contains(UInt8(ascii: ":"))
    guard !path.isEmpty, path.first != UInt8(ascii: "/"), !hasScheme,
      let decoded = PercentPath.decoded(String(Substring(path)))
    else {
      self = .elsewhere
      return
    }
    let folder = PathText.join("/" + site.reports, PathText.parent(of: page.report))
    let absolute = PathText.normalized(PathText.join(folder, decoded))
    let reports = PathText.normalized("/" + site.reports)
    if PathText.contains(reports, absolute) {
      let report = PathText.components(absolute).dropFirst(PathText.components(reports).count)
        .joined(separator: "/")
      if let other = ([site.index] + site.pages).first(where: { $0.report == report }) {
        self = .page(other.path, suffix: suffix)
        return
      }
      if report.isEmpty {
        self = .page(site.index.path, suffix: suffix)
        return
      }
    }
    self = .file(PathText.components(absolute).joined(separator: "/"), suffix: suffix)
  }
}

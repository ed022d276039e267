import Bedrock
import Markdown

/// One page of the site: the report, the contents of the course and of the page, and the ways on.
struct SitePage {
  let page: CoursePage
  let site: Site
  /// Where a link leads on the page; `nil` for one that leads nowhere in the site.
  let destination: (String) -> String?

  var html: String {
    let layer = PageLayer(anchors: page.anchors, isSafe: site.isSafe, destination: destination)
    let title = page.report == site.index.report ? site.title : "\(page.title) · \(site.title)"
    let summary = page.summary ?? ""
    let description =
      summary.isEmpty
      ? "" : "<meta name=\"description\" content=\"\(HTMLText.escaped(summary))\">\n"
    return """
      <!DOCTYPE html>
      \(opening)
      <html lang="\(site.language)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(HTMLText.escaped(title))</title>
      \(description)<meta property="og:title" content="\(HTMLText.escaped(title))">
      <meta property="og:type" content="article">
      <link rel="stylesheet" href="\(page.root)style.css">
      </head>
      <body data-root="\(page.root)">
      <a class="skip" href="#main">Skip to the text</a>
      <header><a href="\(page.root)index.html">\(HTMLText.escaped(site.title))</a> <a class="jump" href="#contents">Contents</a></header>
      <div class="columns">
      <main id="main">
      \(HTMLWriter.html(page.document, layer))\(waysOn)</main>
      \(pageContents)\(courseContents)</div>
      <script src="\(page.root)search.js" defer></script>
      </body>
      </html>

      """
  }

  /// The comment that says what the page is made of.
  private var opening: String {
    let newline = UInt8(ascii: "\n")
    return String(decoding: page.markdown.prefix { $0 != newline }, as: UTF8.self)
  }

  private var pageContents: String {
    let headings = page.contents
    guard headings.count > 1 else { return "" }
    let items = headings.map { level, title, anchor in
      let name = HTMLText.escaped(title)
      return
        "<li class=\"level\(level)\"><a href=\"#\(HTMLText.escaped(anchor))\">\(name)</a></li>\n"
    }
    return
      "<nav class=\"page\" aria-label=\"On this page\">\n<ul>\n\(items.joined())</ul>\n</nav>\n"
  }

  /// All pages, those of a folder under its name.
  private var courseContents: String {
    var out = "<nav class=\"course\" id=\"contents\" aria-label=\"Contents\">\n<ul>\n"
    var folder = ""
    for other in site.pages {
      let itsFolder = PathText.parent(of: other.report)
      if itsFolder != folder {
        out += "</ul>\n<h2>\(HTMLText.escaped(site.heading(of: itsFolder)))</h2>\n<ul>\n"
        folder = itsFolder
      }
      let current = other.path == page.path ? " aria-current=\"page\"" : ""
      out +=
        "<li><a href=\"\(link(to: other))\"\(current)>\(HTMLText.escaped(other.title))</a></li>\n"
    }
    return out + "</ul>\n</nav>\n"
  }

  private func link(to other: CoursePage) -> String {
    HTMLText.escaped(page.root + PercentPath.encoded(other.path))
  }

  /// Links to the pages before and behind this one.
  private var waysOn: String {
    guard let index = site.pages.firstIndex(where: { $0.path == page.path }) else { return "" }
    var links: [String] = []
    if index > 0 {
      let other = site.pages[index - 1]
      links.append(
        "<a rel=\"prev\" href=\"\(link(to: other))\">← \(HTMLText.escaped(other.title))</a>")
    }
    if index + 1 < site.pages.count {
      let other = site.pages[index + 1]
      links.append(
        "<a rel=\"next\" href=\"\(link(to: other))\">\(HTMLText.escaped(other.title)) →</a>")
    }
    guard !links.isEmpty else { return "" }
    return
      "<nav class=\"ways\" aria-label=\"Before and behind\">\n\(links.joined(separator: "\n"))\n</nav>\n"
  }
}

/// A file's path as the path of a URL.
enum PercentPath {
  static func encoded(_ path: String) -> String {
    var out: [UInt8] = []
    for byte in path.utf8 {
      if byte.isAlphanumeric || "-._~/".utf8.contains(byte) {
        out.append(byte)
      } else {
        out += "%".utf8
        out += Hexadecimal.string([byte]).utf8.map { $0 >= 0x61 ? $0 - 0x20 : $0 }
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The path that a link's path names; `nil` where it is no UTF-8.
  static func decoded(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let value = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
      {
        out.append(value)
        index += 3
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
    guard UTF8Text.firstInvalidOffset(in: out) == nil else { return nil }
    return String(decoding: out, as: UTF8.self)
  }
}

import Bedrock
import Markdown

/// A report as one page of HTML that needs nothing else: no script, no font, no style from elsewhere.
struct HTMLPage {
  /// The report as Markdown, its opening comment first.
  var markdown: [UInt8]
  var title: String
  /// Whether the report of a lab stands at a path seen from this page; then its page does, too.
  var isReport: (String) -> Bool = { _ in false }

  var bytes: [UInt8] {
    let newline = UInt8(ascii: "\n")
    let end = markdown.firstIndex(of: newline) ?? markdown.count
    let opening = String(decoding: markdown[..<end], as: UTF8.self)
    let document = MarkdownDocument(Array(markdown[end...]))
    let layer = PageLayer(anchors: Anchors(document), destination: destination)
    let body = HTMLWriter.html(document, layer)
    let page = """
      <!DOCTYPE html>
      \(opening)
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(HTMLText.escaped(title))</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <main>
      \(body)</main>
      </body>
      </html>

      """
    return Array(page.utf8)
  }

  /// A link to another report leads to its page.
  private func destination(_ target: String) -> String {
    let path = target.utf8.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") }
    let name = String(Substring(path))
    guard PathText.isMarkdown(name), isReport(name) else { return target }
    return ReportPlaces.pagePath(of: name)
      + String(Substring(target.utf8.dropFirst(path.count)))
  }

  private static let style = """
    :root { color-scheme: light dark; }
    body { margin: 0; font: 1.05rem/1.6 system-ui, sans-serif; color: #1f2328; background: #fff; }
    main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
    h1, h2, h3 { line-height: 1.25; margin: 2em 0 0.6em; }
    h1 { margin-top: 0; }
    a { color: #0b5cad; }
    code, pre { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
    code { font-size: 0.9em; background: #eff1f3; padding: 0.1em 0.3em; border-radius: 4px; }
    pre { font-size: 0.84rem; line-height: 1.25; background: #f6f8fa; padding: 0.8rem 1rem; border-radius: 6px; overflow-x: auto; }
    pre code { font-size: inherit; background: none; padding: 0; }
    pre code.language-swiftlab { color: #6e3b00; }
    blockquote { margin: 1em 0; padding: 0 1em; border-left: 3px solid #c8ccd1; color: #57606a; }
    table { border-collapse: collapse; display: block; margin: 1em 0; overflow-x: auto; }
    td[align="right"] { white-space: nowrap; }
    th, td { border: 1px solid #d0d7de; padding: 0.3em 0.7em; text-align: left; }
    details { margin: 1em 0; }
    img { max-width: 100%; }
    @media (prefers-color-scheme: dark) {
      body { color: #d8dee4; background: #15181c; }
      a { color: #6cb2f5; }
      code { background: #262b31; }
      pre { background: #1d2126; }
      pre code.language-swiftlab { color: #e3b27c; }
      blockquote { border-color: #444c56; color: #9aa4ae; }
      th, td { border-color: #3a4149; }
    }
    """
}

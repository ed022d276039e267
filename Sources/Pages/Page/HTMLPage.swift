import Bedrock
import Markdown
import Runner

/// A report as one page of HTML that needs nothing else: no script, no font, no style from elsewhere.
struct HTMLPage {
  var source: PageSource

  var bytes: [UInt8] {
    let newline = UInt8(ascii: "\n")
    let markdown = source.markdown
    let end = markdown.firstIndex(of: newline) ?? markdown.count
    let opening = String(decoding: markdown[..<end], as: UTF8.self)
    let document = MarkdownDocument(Array(markdown[end...]))
    let layer = PageLayer(
      anchors: Anchors(document), isSafe: source.isSafe, destination: destination)
    let page = """
      <!DOCTYPE html>
      \(opening)
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(HTMLText.escaped(source.title))</title>
      <style>
      \(PageStyle.css)
      </style>
      </head>
      <body>
      <main>
      \(HTMLWriter.html(document, layer))</main>
      </body>
      </html>

      """
    return Array(page.utf8)
  }

  /// A link to another report leads to its page.
  private func destination(_ target: String) -> String {
    let path = target.utf8.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") }
    let name = String(Substring(path))
    guard PathText.isMarkdown(name), source.isReport(name) else { return target }
    return PageSource.pagePath(of: name) + String(Substring(target.utf8.dropFirst(path.count)))
  }
}

/// The pages of `--format html`.
public enum WebPages {
  /// A report as a page of HTML.
  public static func page(_ source: PageSource) -> [UInt8] { HTMLPage(source: source).bytes }
}

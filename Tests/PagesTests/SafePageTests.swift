import Markdown
import Pages
import Runner
import Testing

@Suite("Pages of somebody whom one does not trust")
struct SafePageTests {
  private func body(_ markdown: String) -> String {
    var source = PageSource(markdown: Array("<!-- x -->\n\(markdown)".utf8), title: "t")
    source.isSafe = true
    let page = String(decoding: WebPages.page(source), as: UTF8.self)
    return page.components(of: "<main>\n")[1].components(of: "</main>")[0]
  }

  @Test(
    "harmless tags pass with their harmless attributes",
    arguments: [
      ("a <b>c</b> <kbd>d</kbd><br>\n", "<p>a <b>c</b> <kbd>d</kbd><br></p>\n"),
      (
        "<details open onclick=\"x()\"><summary>s</summary>\n\nt\n\n</details>\n",
        "<details open=\"\"><summary>s</summary>\n<p>t</p>\n</details>\n"
      ),
      ("<a id=\"x\" href=\"b.md\">t</a>\n", "<p><a id=\"x\" href=\"b.md\">t</a></p>\n"),
      ("a <!-- b --> c\n", "<p>a  c</p>\n"),
      ("<div style=\"position:fixed\" class=\"a\">\n", "<div>\n"),
    ])
  func harmless(_ markdown: String, _ html: String) { #expect(body(markdown) == html) }

  @Test(
    "whatever runs, loads or styles shows as text",
    arguments: [
      "<script>alert(1)</script>\n", "<ScRiPt src=x>\n", "<img src=x onerror=alert(1)>\n",
      "<svg onload=x>\n",
      "<iframe src=x></iframe>\n", "<style>a{}</style>\n", "a <input autofocus onfocus=x>\n",
      "<object data=x>\n",
      "<link rel=stylesheet href=x>\n", "<meta http-equiv=refresh>\n", "<form action=x>\n",
      "<base href=x>\n",
      "<?php x ?>\n", "<!DOCTYPE x>\n", "<![CDATA[<script>]]>\n",
      "<math><mtext><script>x</script>\n",
      "<div><script>x\n", "<p title='\"><script>x</script>'>\n", "<b\nonclick=x>\n", "<script\n",
      "<scr<b>ipt>\n",
      "<details><script>x</script>\n",
    ])
  func harmful(_ markdown: String) {
    let html = body(markdown).lowercased()
    for word in [
      "<script", "<img", "<svg", "<iframe", "<style", "<input", "<object", "<link", "<meta",
      "<form", "<base",
      "<?", "<!", "<math",
    ] {
      #expect(!html.contains(word), "\(html)")
    }
    let document = MarkdownDocument(html)
    for node in document.nodes {
      if case .inline(.html(let tag)) = node.content { #expect(!tag.contains(" on"), "\(html)") }
    }
  }

  @Test(
    "no link and no image leads to a script or to data",
    arguments: [
      "javascript:alert(1)", "JaVaScRiPt:x", "java\u{9}script:x", " javascript:x",
      "\u{1}javascript:x",
      "data:text/html,x", "vbscript:x", "javascript&colon;x", "jav&#x61;script:x",
      "file:///etc/passwd",
      "blob:x",
    ])
  func schemes(_ destination: String) {
    for markdown in [
      "[t](<\(destination)>)\n", "![t](<\(destination)>)\n", "[t]\n\n[t]: <\(destination)>\n",
      "<a href=\"\(destination)\">t</a>\n", "<\(destination)>\n",
    ] {
      let html = body(markdown).lowercased()
      #expect(!html.contains("href=") && !html.contains("src="), "\(html)")
    }
  }

  @Test("links that lead to pages and mail stay")
  func links() {
    #expect(
      body("[a](b.md) [c](https://d.e/f:g) <x@y.zz> [h](#i:j) [k](l/m:n)\n")
        == "<p><a href=\"b.md\">a</a> <a href=\"https://d.e/f:g\">c</a> "
        + "<a href=\"mailto:x@y.zz\">x@y.zz</a> <a href=\"#i:j\">h</a> <a href=\"l/m:n\">k</a></p>\n"
    )
  }
}

extension String {
  /// The parts between the places where a text occurs.
  func components(of separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}

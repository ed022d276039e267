import Foundation
import Runner
import Testing

/// What the pages should be was made with cmark-gfm 0.29; what pages have besides is taken off.
@Suite("Pages of HTML")
struct HTMLTests {
  private let bench: Bench

  init() throws { bench = try Bench() }

  /// The page of a lab's report, from the opening of its text to the end.
  private func body(_ lab: String) throws -> String {
    try bench.folder.write(lab, to: "Labs/lab.md")
    let result = bench.swiftlab("run", "Labs/lab.md", "--format", "html")
    guard result.status == .success else { throw RunFailed(errors: result.errors) }
    let page = try bench.folder.read("output/lab.html")
    let start = try #require(page.range(of: "<main>\n")).upperBound
    let end = try #require(page.range(of: "</main>")).lowerBound
    return String(page[start..<end])
      .replacing(#/ <a class="anchor"[^>]*>\#</a>/#, with: "").replacing(
        " tabindex=\"0\"", with: "")
  }

  @Test(
    "Markdown becomes HTML as CommonMark and GFM say",
    arguments: [
      ("# A *b* `c`\n", "<h1 id=\"a-b-c\">A <em>b</em> <code>c</code></h1>\n"),
      ("a\nb  \nc\\\nd\n", "<p>a\nb<br />\nc<br />\nd</p>\n"),
      (
        "**bold** _it_ a_b_c ***x*** ~~s~~\n",
        "<p><strong>bold</strong> <em>it</em> a_b_c <em><strong>x</strong></em> <del>s</del></p>\n"
      ),
      ("a < b & c &lt; &#42; \\* \"q\"\n", "<p>a &lt; b &amp; c &lt; * * &quot;q&quot;</p>\n"),
      ("`` a ` <b> ``\n", "<p><code>a ` &lt;b&gt;</code></p>\n"),
      (
        "[t](http://x.y \"T\") <http://x.y> [r][] [no]\n\n[r]: http://z.w\n",
        "<p><a href=\"http://x.y\" title=\"T\">t</a> <a href=\"http://x.y\">http://x.y</a> <a href=\"http://z.w\">r</a> [no]</p>\n"
      ),
      (
        "- a\n- b\n  - c\n\n1. x\n\n2. y\n",
        "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n<ol>\n<li>\n<p>x</p>\n</li>\n<li>\n<p>y</p>\n</li>\n</ol>\n"
      ),
      ("3) a\n", "<ol start=\"3\">\n<li>a</li>\n</ol>\n"),
      (
        "> q\n> - i\nlazy\n",
        "<blockquote>\n<p>q</p>\n<ul>\n<li>i\nlazy</li>\n</ul>\n</blockquote>\n"
      ),
      ("    x < y\n\n    z\n", "<pre><code>x &lt; y\n\nz\n</code></pre>\n"),
      ("~~~text\n<a>\n~~~\n", "<pre><code class=\"language-text\">&lt;a&gt;\n</code></pre>\n"),
      (
        "| a | b |\n|---|--:|\n| `x\\|y` | 1 |\n\nend\n",
        "<div class=\"table\"><table>\n<thead>\n<tr>\n<th>a</th>\n<th align=\"right\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td><code>x|y</code></td>\n<td align=\"right\">1</td>\n</tr>\n</tbody>\n</table></div>\n<p>end</p>\n"
      ),
      (
        "<details><summary>S</summary>\n\nin *it*\n\n</details>\n",
        "<details><summary>S</summary>\n<p>in <em>it</em></p>\n</details>\n"
      ),
      (
        "Title\n=====\n\nsub\n---\n\n***\n",
        "<h1 id=\"title\">Title</h1>\n<h2 id=\"sub\">sub</h2>\n<hr />\n"
      ),
      ("## S\n\n## S\n", "<h2 id=\"s\">S</h2>\n<h2 id=\"s-1\">S</h2>\n"),
      ("a <b>c</b> <!-- d --> <\n", "<p>a <b>c</b> <!-- d --> &lt;</p>\n"),
    ])
  func markdown(_ markdown: String, _ html: String) throws {
    #expect(try body(markdown) == html)
  }

  @Test("a page needs nothing else, names its source, and links lead to other pages")
  func page() throws {
    try bench.folder.write(
      "---\ntitle: A <b> & c\n---\n[b](b.md#x) [file](../notes.md)\n\n```swiftlab label=l\nsay \"<i>|`\" as=all\n```\n",
      to: "Labs/a.md")
    try bench.folder.write("# X\n", to: "Labs/b.md")
    try bench.folder.write("notes\n", to: "notes.md")
    #expect(bench.swiftlab("run", "--format", "html").status == .success)
    let page = try bench.folder.read("output/a.html")
    #expect(page.hasPrefix("<!DOCTYPE html>\n<!-- Made by swiftlab from Labs/a.md. Do not edit"))
    #expect(page.contains("<title>A &lt;b&gt; &amp; c</title>"))
    #expect(page.contains("<a href=\"b.html#x\">b</a>"))
    #expect(page.contains("<a href=\"../notes.md\">file</a>"))
    #expect(page.contains("<a id=\"l\"></a>"))
    #expect(page.contains("&lt;i&gt;|`") || page.contains("&lt;i>|`"))
    #expect(!page.contains("<i>") && !page.contains("src=") && !page.contains("http"))
    #expect(try bench.folder.read("output/index.html").contains("<a href=\"a.html\">A"))
    #expect(!bench.folder.exists("output/a.md"))
  }

  @Test("a second run leaves the pages, and a file of somebody else is not overwritten")
  func keeping() throws {
    try bench.folder.write("text\n", to: "Labs/a.md")
    bench.swiftlab("run", "--format", "html")
    #expect(
      bench.swiftlab("run", "--format", "html").errors == "swiftlab: 1 lab, 1 unchanged\n")
    try bench.folder.write("<p>mine</p>\n", to: "output/a.html")
    let result = bench.swiftlab("run", "--format", "html")
    #expect(result.status == .failure)
    #expect(
      result.errors.contains("'output/a.html' cannot be written: the file there was not made"))
    #expect(try bench.folder.read("output/a.html") == "<p>mine</p>\n")
  }

  @Test("whatever text comes out of a lab, it is text on the page")
  func hostile() throws {
    for text in [
      "<script>x</script>", "**b**", "[a](javascript:x)", "&amp;", "`c`", "a\nb", "</pre>",
    ] {
      let quoted = text.replacing("\n", with: "\\n")
      let html = try body("```swiftlab echo=false\nsay \"\(quoted)\" as=all\n```\n")
      #expect(!html.contains("<script") && !html.contains("<strong") && !html.contains("<a "))
      #expect(html.components(of: "</pre>") == 1)
    }
  }
}

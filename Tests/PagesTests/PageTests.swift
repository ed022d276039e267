import Pages
import Runner
import Testing

@Suite("What pages have besides Markdown")
struct PageTests {
  private func body(_ markdown: String) -> String {
    let source = PageSource(markdown: Array("<!-- x -->\n\(markdown)".utf8), title: "t") {
      $0 == "b.md"
    }
    let page = String(decoding: WebPages.page(source), as: UTF8.self)
    return page.components(of: "<main>\n")[1].components(of: "</main>")[0]
  }

  private func math(_ source: String) -> String {
    let html = body("$\(source)$\n")
    guard html.contains("<math>") else { return html }
    return html.components(of: "<semantics><mrow>")[1].components(of: "</mrow><annotation")[0]
  }

  @Test("headings have anchors that can be reached, links lead to pages")
  func anchors() {
    #expect(
      body("## Ünder *way*\n\n[x](b.md#y) [z](c.md)\n")
        == "<h2 id=\"ünder-way\">Ünder <em>way</em> <a class=\"anchor\" href=\"#ünder-way\" "
        + "aria-label=\"Link to “Ünder way”\">#</a></h2>\n"
        + "<p><a href=\"b.html#y\">x</a> <a href=\"c.md\">z</a></p>\n")
  }

  @Test("links of the author's own HTML lead to pages, too")
  func rawLinks() {
    #expect(
      body("a <a title='\"' href='b.md#x&amp;y'>b</a> <a href=c.md>c</a>\n")
        == "<p>a <a title='\"' href='b.html#x&#38;y'>b</a> <a href=c.md>c</a></p>\n")
    #expect(
      body("<div>\n<a\nhref=\"b.md\">b</a> <!-- <a href=\"b.md\"> -->\n</div>\n")
        == "<div>\n<a\nhref=\"b.html\">b</a> <!-- <a href=\"b.md\"> -->\n</div>\n")
  }

  @Test("a block of the lab language is coloured as the language's parser sees it")
  func colours() {
    let html = body(
      "```swiftlab\n# all \"of\" it\nt = tokenize \"a # b\" encoding=o200k_base # why\nlet x = max([1, t.n[-1]])\n"
        + "expect x > 0.5\n```\n")
    for part in [
      "<span class=\"comment\"># all &quot;of&quot; it</span>", "<span class=\"name\">t</span> = ",
      "<span class=\"verb\">tokenize</span> <span class=\"string\">&quot;a # b&quot;</span>",
      "<span class=\"key\">encoding</span>=o200k_base <span class=\"comment\"># why</span>",
      "<span class=\"keyword\">let</span> <span class=\"name\">x</span> = <span class=\"function\">max</span>([",
      "<span class=\"keyword\">expect</span> x &gt; <span class=\"number\">0.5</span>",
    ] {
      #expect(html.contains(part), "\(part) in \(html)")
    }
  }

  @Test("coloured or not, the source is the same text")
  func text() {
    for source in [
      "a = ", "let", "\"open", "x [1, 2", "é \"日本\" # ü", "# only", "", "<b> & 'c'", "let # x\n  y",
    ] {
      let html = body("```swiftlab\n\(source)\n```\n")
      let code = html.components(of: "language-swiftlab\">")[1].components(of: "</code>")[0]
      let plain = code.replacing(#/<[^>]*>/#, with: "").replacing("&lt;", with: "<")
        .replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
      #expect(plain == source + "\n")
    }
  }

  @Test(
    "formulas of the subset are MathML",
    arguments: [
      ("a_i^2", "<msubsup><mi>a</mi><mi>i</mi><mn>2</mn></msubsup>"),
      ("\\frac{1}{n}", "<mfrac><mrow><mn>1</mn></mrow><mrow><mi>n</mi></mrow></mfrac>"),
      (
        "\\tfrac12 x^10",
        "<mfrac><mn>1</mn><mn>2</mn></mfrac><msup><mi>x</mi><mn>1</mn></msup><mn>0</mn>"
      ),
      ("\\sqrt{d_k}", "<msqrt><mrow><msub><mi>d</mi><mi>k</mi></msub></mrow></msqrt>"),
      ("\\alpha \\le 3.14", "<mi>α</mi><mo>≤</mo><mn>3.14</mn>"),
      (
        "f'(x) < 0",
        "<msup><mi>f</mi><mo>′</mo></msup><mo stretchy=\"false\">(</mo><mi>x</mi>"
          + "<mo stretchy=\"false\">)</mo><mo>&lt;</mo><mn>0</mn>"
      ),
      ("\\text{if } x", "<mtext>if\u{A0}</mtext><mi>x</mi>"),
      ("\\mathbf{W}", "<mrow><mi>𝐖</mi></mrow>"),
      ("\\exp x", "<mi>exp</mi><mo>&#8289;</mo><mi>x</mi>"),
    ])
  func formulas(_ source: String, _ html: String) { #expect(math(source) == html) }

  @Test("formulas of their own have their limits above and below, and matrices their brackets")
  func display() {
    let sum = body("$$\n\\sum_{i=1}^n x_i = \\begin{bmatrix} a & b \\\\ c & d \\end{bmatrix}\n$$\n")
    #expect(sum.contains("<math display=\"block\">"))
    #expect(sum.contains("<munderover><mo largeop=\"true\">∑</mo>"))
    #expect(sum.contains("<mo stretchy=\"true\">[</mo><mtable><mtr><mtd"))
    #expect(body("```math\nx^2\n```\n").contains("<math display=\"block\">"))
  }

  @Test(
    "what is outside of the subset shows as it is, with a reason",
    arguments: [
      ("\\foo", "'\\foo' is not in the subset that is drawn"), ("{a", "a group is never closed"),
      ("a}", "a '}' closes nothing"), ("a_1_2", "it has two scripts in one place"),
      ("\\frac{1}", "something is missing at its end"),
      ("a & b", "a '&amp;' stands outside of a matrix"),
      ("\\begin{tikz}\\end{tikz}", "this environment is not in the subset that is drawn"),
      ("\\left( a", "'\\left' has no '\\right'"), ("x^", "something is missing at its end"),
    ])
  func outside(_ source: String, _ reason: String) {
    let html = body("$\(source)$\n")
    #expect(html.contains("<code class=\"math\">"))
    #expect(html.contains("(shown as LaTeX: \(reason))"), "\(html)")
  }

  @Test(
    "a deep formula takes no endless stack",
    arguments: ["{", "\\sqrt{", "\\left(", "\\begin{matrix}"])
  func depth(_ opening: String) {
    #expect(math(String(repeating: opening, count: 5000)).contains("nested too deep"))
  }
}

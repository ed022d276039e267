import Markdown
import Testing

@Suite("What GitHub reads and cmark-gfm does not")
struct ExtensionTests {
  private func html(_ text: String) -> String {
    HTMLWriter.html(MarkdownDocument(text), PlainHTML())
  }

  private func math(_ source: String, _ kind: String = "inline") -> String {
    "<code class=\"math \(kind)\">\(source)</code>"
  }

  @Test("inline and display math")
  func math() {
    #expect(html("so $a_b*c*$ is\n") == "<p>so \(math("a_b*c*")) is</p>\n")
    #expect(html("$$\nx < y\n$$\n") == "<p>\(math("\nx &lt; y\n", "display"))</p>\n")
    #expect(html("$`a$b`$ and *$c$*\n") == "<p>\(math("a$b")) and <em>\(math("c"))</em></p>\n")
    #expect(html("($x$, $y$)\n") == "<p>(\(math("x")), \(math("y")))</p>\n")
  }

  @Test(
    "prices and shell variables are no math",
    arguments: [
      "$5 and $6", "5$ and 6$", "US$5 to AU$7", "$HOME/$USER", "\\$a$", "$ a $", "$$$a$$$",
    ])
  func prices(_ text: String) {
    let shown = text == "\\$a$" ? "$a$" : text
    #expect(html(text + "\n") == "<p>\(shown)</p>\n")
  }

  @Test("no math swallows code")
  func code() {
    #expect(html("$5 `x` and 3$.\n") == "<p>$5 <code>x</code> and 3$.</p>\n")
  }

  @Test("alerts", arguments: MarkdownBlock.Alert.allCases)
  func alerts(_ alert: MarkdownBlock.Alert) {
    let name = alert.rawValue
    let title = name.prefix(1).uppercased() + name.dropFirst()
    let opening =
      "<div class=\"markdown-alert markdown-alert-\(name)\">\n<p class=\"markdown-alert-title\">\(title)</p>\n"
    #expect(html("> [!\(name.uppercased())]\n> a\n") == opening + "<p>a</p>\n</div>\n")
    #expect(
      html("> [!\(name)]\n>\n> - a\n") == opening + "<ul>\n<li>a</li>\n</ul>\n</div>\n")
  }

  @Test("an alert's mark stands alone, and not alone in its quote")
  func noAlerts() {
    #expect(html("> [!NOTE] a\n") == "<blockquote>\n<p>[!NOTE] a</p>\n</blockquote>\n")
    #expect(html("> [!NOTE]\n") == "<blockquote>\n<p>[!NOTE]</p>\n</blockquote>\n")
    #expect(html("> [!WORD]\n> a\n") == "<blockquote>\n<p>[!WORD]\na</p>\n</blockquote>\n")
  }

  @Test("the code in what is no footnote stays code")
  func footnoteCode() {
    #expect(html("a[^`b`]\n") == "<p>a[^<code>b</code>]</p>\n")
  }
}

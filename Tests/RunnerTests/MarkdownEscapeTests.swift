import Bedrock
import Markdown
import Runner
import Testing

@Suite("Markdown escapes")
struct MarkdownEscapeTests {
  @Test(
    "ordinary sentences stay as they are",
    arguments: [
      "6×6 attention; the largest weight is 0.56, from blue to car.",
      "o200k_base has 200,019 entries (a third more).", "-1.5 is below 0; +2 is above.",
      "It's 3.5 & rising: \"so\" they say!", "日本語 👩‍👩‍👧 é",
      "the heads have [0.98, 0.02, -1.5]", "z1[0, 0] of x [8x4096] is 0.5",
      "[[1, 2], [3, 4]]", "[\"cat\", \"dog\"]", "0.5 < 1, and a <|endoftext|> of 3 * 4 ~ 12",
      "2 tokens: <|endoftext|>|A|·blue", "a line break is \\n, a tab \\t",
      "#7 is a hash without a blank".replacing("#", with: "No. "),
    ])
  func untouched(_ text: String) { #expect(MarkdownEscape.paragraph(text) == [text]) }

  @Test(
    "what would begin a block at the start of a line is escaped",
    arguments: [
      ("- a", "\\- a"), ("+ a", "\\+ a"), ("---", "\\---"), ("***", "\\*\\*\\*"), ("# a", "\\# a"),
      ("> a", "\\> a"), ("1. a", "1\\. a"), ("12) a", "12\\) a"), ("1.5 a", "1.5 a"),
      ("2.", "2\\."),
      ("=== ", "\\==="), ("```swiftlab", "\\`\\`\\`swiftlab"), ("~~~", "\\~\\~\\~"),
      ("    code", "code"), ("\tcode", "code"), ("<div>", "\\<div>"), ("|a|b|", "|a|b|"),
      ("|---|", "\\|---\\|"), ("|:-:| ---|", "\\|:-:\\| ---\\|"),
      (":-:", "\\:-:"), ("[a]: b", "\\[a\\]: b"), ("-", "\\-"),
    ])
  func lineStarts(_ text: String, _ escaped: String) {
    #expect(MarkdownEscape.paragraph(text) == [escaped])
  }

  @Test(
    "what would mark up text inside a line is escaped",
    arguments: [
      ("a`b`", "a\\`b\\`"), ("a_b_c _d_", "a_b_c \\_d\\_"),
      ("&lt; & &#60;", "&amp;lt; & &amp;#60;"),
      ("$x$ \\* \\", "\\$x\\$ \\\\\\* \\\\"), ("a ~~b~~", "a \\~\\~b\\~\\~"),
      ("![x](y)", "!\\[x\\](y)"), ("<!-- x -->", "\\<!-- x -->"),
      ("a|b", "a\\|b"), ("[1, 2](y)", "\\[1, 2\\](y)"), ("[1, 2][y, z]", "\\[1, 2\\]\\[y, z\\]"),
      ("[1, 2]: y", "\\[1, 2\\]: y"), ("![1, 2]", "!\\[1, 2\\]"), ("[1]", "\\[1\\]"),
      ("[^1, 2]", "\\[^1, 2\\]"),
      ("[a, [b](c), d]", "\\[a, \\[b\\](c), d\\]"), ("[a, `b`]", "\\[a, \\`b\\`\\]"),
      ("[1, 2", "\\[1, 2"),
      ("1, 2]", "1, 2\\]"), ("</b> <?x <", "\\</b> \\<?x \\<"),
      ("<http://x.y>", "\\<http:\\//x.y>"),
    ])
  func inside(_ text: String, _ escaped: String) {
    #expect(MarkdownEscape.inline(text) == escaped)
  }

  @Test("a colon behind a list matters only where a line may begin")
  func listBeforeColon() {
    #expect(MarkdownEscape.cell("[layers, heads]: what it adds") == "[layers, heads]: what it adds")
    #expect(MarkdownEscape.inline("from [1, 2]: y") == "from [1, 2]: y")
  }

  @Test("hidden characters are shown, and none of them ends a line")
  func hidden() {
    #expect(
      MarkdownEscape.inline("a\u{202E}b\u{2028}c\u{200B}d\u{0}e\rf\u{7F}\u{85}\u{FEFF}")
        == #"a\u{202E}b\u{2028}c\u{200B}d\u{0}e\rf\u{7F}\u{85}\u{FEFF}"#)
  }

  @Test("law: whatever the text, the Markdown reader shows it as text")
  func law() {
    let pieces = [
      "a", "b c", " ", "  ", "*", "**", "_", "`", "~", "~~", "[", "]", "(", ")", "![", "](x)",
      "[^1]", ":",
      "<", "<a href=\"x\">", "<!--", "</b>", "&amp;", "&", "#", "# ", "- ", "1. ", "> ", "+", "=",
      "===",
      "---", "|", "|-|", ":-:", "\\", "$", "$$", "http://x.y/", "https://", "www.x.y/", "www.",
      "//", "\"",
      "[x] ", "[!NOTE]", "    ", "\n", "\n", "\t", "é", "日", "0", "!", ".", ",", "x", "{", "}", "'",
    ]
    var random = RandomStream(seed: 5, name: "escape")
    for _ in 0..<4000 {
      var text = ""
      for _ in 0...random.below(12) { text += pieces[random.below(pieces.count)] }
      for prefix in ["", "- ", "> "] {
        let lines = MarkdownEscape.paragraph(text).map { $0.isEmpty ? "" : prefix + $0 }
        let document = MarkdownDocument(lines.joined(separator: "\n"))
        let strange = document.nodes.filter { !Self.isText($0) }
        #expect(strange.isEmpty, "\(text.debugDescription) as \(lines)")
      }
    }
  }

  /// Whether a node is text or holds text, in the list or quote that the test puts it into.
  private static func isText(_ node: MarkdownNode) -> Bool {
    switch node.content {
    case .block(.document), .block(.paragraph), .block(.list), .block(.item(nil)),
      .block(.quote(nil)):
      true
    case .inline(.text), .inline(.softBreak): true
    default: false
    }
  }

  @Test(
    "a value at a line's start begins no block, whatever blanks it begins with",
    arguments: ["    x", " # x", " > x", "  - x", "   ", "\tx", "   1. x", "    - x"])
  func values(_ value: String) throws {
    let quoted = value.replacing("\t", with: "\\t")
    for place in ["", "text\n", "- ", "> ", "1. "] {
      let bench = try Bench(labs: [
        "a.md": "\(place)`{swiftlab} v`\n\n```swiftlab echo=false output=false\nlet w = 1\n```\n"
          .replacing("`{swiftlab} v`", with: "`{swiftlab} \"\(quoted)\"`")
      ])
      #expect(bench.swiftlab("run", "Labs/a.md").status == .success)
      let report = try bench.folder.read("output/a.md")
      let strange = MarkdownDocument(report).nodes.filter {
        if case .block(.html) = $0.content { return false }
        if case .block(.list) = $0.content { return false }
        if case .block(.item) = $0.content { return false }
        if case .block(.quote) = $0.content { return false }
        return !Self.isText($0)
      }
      #expect(strange.isEmpty, "\(report)")
      let depth = MarkdownDocument(report).nodes.filter {
        if case .block(.item) = $0.content { return true }
        if case .block(.quote) = $0.content { return true }
        return false
      }
      #expect(depth.count == (place == "" || place == "text\n" ? 0 : 1), "\(report)")
    }
  }

  @Test("lines of a paragraph stay lines, empty ones part paragraphs")
  func lines() {
    #expect(MarkdownEscape.paragraph("\na\nb\n\n\n c \n") == ["a", "b", "", "c"])
  }

  @Test("a fence is longer than any run of backticks inside")
  func fence() {
    #expect(TextFence.lines(["a"]) == ["```text", "a", "```"])
    #expect(TextFence.lines(["x ```` y", "```"]) == ["`````text", "x ```` y", "```", "`````"])
  }

  @Test(
    "the opening comment is one comment, whatever the file is called",
    arguments: ["Labs/a-->b.md", "Labs/a--b.md", "Labs/\n-->.md", "Labs/--->.md"])
  func comment(_ path: String) {
    let text = OpeningComment.text(source: path)
    #expect(OpeningComment.opens(Array(text.utf8)))
    #expect(text.dropFirst(4).dropLast(3).contains("--") == false)
    #expect(text.hasSuffix(" -->") && !text.dropLast(3).contains("-->") && !text.contains("\n"))
  }
}

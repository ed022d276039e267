import Bedrock
import Markdown
import Testing

@Suite("Prose in lines")
struct ProseWrapTests {
  @Test("what fits stays one line")
  func short() {
    #expect(ProseWrap.lines("a few words", columns: 11) == ["a few words"])
    #expect(ProseWrap.lines("", columns: 20) == [""])
  }

  @Test(
    "a line is broken at blanks, later lines behind the indent",
    arguments: [
      ("one two three four", 9, 0, ["one two", "three", "four"]),
      ("- one two three", 9, 2, ["- one two", "  three"]),
      ("averyverylongword and more", 8, 0, ["averyverylongword", "and more"]),
      ("日本 日本 日本", 9, 0, ["日本 日本", "日本"]),
      ("a\u{A0}b c\u{A0}d", 4, 0, ["a\u{A0}b", "c\u{A0}d"]),
    ])
  func breaks(_ text: String, _ columns: Int, _ indent: Int, _ lines: [String]) {
    #expect(ProseWrap.lines(text, columns: columns, indent: indent) == lines)
  }

  @Test("a code span stays whole")
  func codeSpans() {
    #expect(
      ProseWrap.lines("see `a b c d` and ``x ` y z`` too", columns: 8) == [
        "see", "`a b c d`", "and", "``x ` y z``", "too",
      ])
    #expect(ProseWrap.lines("a \\` b c` d", columns: 4) == ["a \\`", "b c`", "d"])
  }

  @Test(
    "no line begins with what would be a block's mark, and none ends with a backslash",
    arguments: [
      "1.", "12)", "-", "+", "*", "#", "##", "=", "===", "---", ">", ">x", "<b>", "|", ":--",
      "```", "~~~~", "___", "&#49;.", "`{swiftlab} run.steps`.",
    ])
  func marks(_ mark: String) {
    #expect(ProseWrap.lines("words \(mark) more", columns: 7).first == "words \(mark)")
  }

  @Test("a backslash ends no line, and a number or a sign with more behind may begin one")
  func ends() {
    #expect(ProseWrap.lines("ab \\ cd ef", columns: 4) == ["ab", "\\ cd", "ef"])
    #expect(
      ProseWrap.lines("word -0.5 1.5 #7 *em*", columns: 5) == ["word", "-0.5", "1.5", "#7", "*em*"])
  }

  @Test("two blanks are no place to break, and nothing is lost")
  func content() {
    let text = "Some  text with  double blanks, `code  spans`, and a [link to it](a b.md) at 100 %."
    for columns in 1...90 {
      #expect(ProseWrap.lines(text, columns: columns).joined(separator: " ") == text)
    }
  }

  @Test("what is no plain text stays whole")
  func whole() {
    #expect(
      ProseWrap.lines("see [a b](c \"d e\") and <b id=\"f g\"> or $h i$", columns: 5) == [
        "see", "[a", "b](c \"d e\")", "and <b id=\"f g\">", "or", "$h i$",
      ])
  }

  @Test("of a page only prose and list items are broken")
  func page() {
    let long = "word word word word word"
    let page = [
      "---", "title: \(long)", "---", "<!-- \(long) -->", "# \(long)", "", long, "", "- \(long)",
      "1. \(long)", "   \(long)", "", "| \(long) |", "|---|", "| \(long) |", "", "text", "",
      "    \(long)",
      "", "````text", "```", long, "````", "~~~", long, "~~~", "> \(long)", "",
      "- a", "  - \(long)",
    ]
    #expect(
      ProseWrap.page(page, columns: 14) == [
        "---", "title: \(long)", "---", "<!-- \(long) -->", "# \(long)", "", "word word word",
        "word word", "", "- word word", "  word word", "  word", "1. word word", "   word word",
        "   word", "   word word", "   word word", "   word", "", "| \(long) |", "|---|",
        "| \(long) |",
        "", "text", "", "    \(long)", "", "````text", "```", long, "````", "~~~", long, "~~~",
        "> \(long)", "", "- a", "  - word word", "    word word", "    word",
      ])
  }

  @Test("law: the page reads the same before and after")
  func law() {
    let pieces = [
      "word", "and more", "`a b`", "*c d*", "[e f](g)", "\\", "1.", "-", "#", ">", "|", "=",
      "$x y$", "é",
      "<b>", "http://x.y", "\n", "\n\n", "- ", "  ", "&amp;", "___", "+", "---",
    ]
    var random = RandomStream(seed: 9, name: "wrap")
    func html(_ text: String) -> String {
      HTMLWriter.html(MarkdownDocument(text), PlainHTML()).replacing("\n", with: " ")
    }
    for _ in 0..<3000 {
      var text = ""
      for _ in 0...random.below(20) { text += pieces[random.below(pieces.count)] + " " }
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let wrapped = ProseWrap.page(lines, columns: 12).joined(separator: "\n")
      #expect(
        html(wrapped) == html(text), "\(text.debugDescription) as \(wrapped.debugDescription)")
    }
  }
}

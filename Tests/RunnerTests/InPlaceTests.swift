import Bedrock
import Notebook
import Runner
import Testing

@Suite("Results in place")
struct InPlaceTests {
  private let bench: Bench

  init() throws { bench = try Bench() }

  /// The lab after a run in place.
  private func inPlace(_ lab: String, _ options: String...) throws -> String {
    try bench.folder.write(lab, to: "page.md")
    let result = bench.run(["run", "--in-place", "page.md"] + options)
    guard result.status == .success else { throw RunFailed(errors: result.errors) }
    return try bench.folder.read("page.md")
  }

  private func errors(_ lab: String) throws -> String {
    try bench.folder.write(lab, to: "page.md")
    let result = bench.swiftlab("run", "--in-place", "page.md")
    #expect(result.status == .failure)
    #expect(try bench.folder.read("page.md") == lab, "the file stays as it was")
    return result.errors
  }

  @Test("results stand behind their block, between two comments, and nothing else changes")
  func results() throws {
    let text = try inPlace(
      "---\ntitle: T\n---\nabove\n\n```swiftlab label=x caption=\"c\"\nsay \"hello\"\n```\nbelow\n")
    let hash = String(SHA256.hash("<a id=\"x\"></a>\n\nhello\n\n*c*").hex.prefix(16))
    #expect(
      text == """
        ---
        title: T
        ---
        above

        ```swiftlab label=x caption="c"
        say "hello"
        ```

        <!-- swiftlab:out x sha=\(hash) -->

        <a id="x"></a>

        hello

        *c*

        <!-- /swiftlab:out -->

        below

        """)
    #expect(!bench.folder.exists("output"))
  }

  @Test("a value stands before a comment that keeps its expression")
  func values() throws {
    let text = try inPlace("`{swiftlab} 1 + 1` and *`{swiftlab} [1, 2] : .1f`*.\n")
    func comment(_ source: String, _ value: String) -> String {
      "\(value)<!-- {swiftlab} \(source) sha=\(SHA256.hash(value).hex.prefix(8)):\(value.utf8.count) -->"
    }
    #expect(
      text == comment("1 + 1", "2") + " and *" + comment("[1, 2] : .1f", "[1.0, 2.0]") + "*.\n")
  }

  @Test("a second run changes nothing; a changed lab changes only its results")
  func twice() throws {
    let lab = """
      Value: `{swiftlab} 2 * 3`.

      ```swiftlab
      let x = [1, 2]
      ```

      - item

        ```swiftlab
        n = scale x
        show x
        ```

      > quote
      > ```swiftlab echo=false
      > n2 = scale x by=3
      > ```
      > more

      | a | b |
      |---|---|
      | `{swiftlab} n.total` | c |

      ~~~~swiftlab expect-error="no good"
      scale [1] by=13
      ~~~~
      """
    let first = try inPlace(lab)
    #expect(try inPlace(first) == first)
    #expect(
      first.contains("  <!-- swiftlab:out sha=") && first.contains("\n> <!-- swiftlab:out sha="))
    #expect(first.contains("| 6<!-- {swiftlab} n.total sha="))
    let changed = try inPlace(first.replacing("let x = [1, 2]", with: "let x = [1, 5]"))
    #expect(changed.contains("total 12") && !changed.contains("total 6"))
    #expect(changed.contains("| 12<!-- {swiftlab} n.total sha="))
    #expect(try inPlace(changed.replacing("let x = [1, 5]", with: "let x = [1, 2]")) == first)
  }

  @Test("a report leaves out what stands in place, and links and fences inside it are not read")
  func report() throws {
    let lab =
      "before\n\n```swiftlab\nsay \"[a](none.md)\" as=figure\n```\n\nafter `{swiftlab} 1 + 1`\n"
    let plain = try bench.report(lab)
    #expect(try bench.report(inPlace(lab)) == plain)
  }

  @Test("results of a block that shows none any more go")
  func removal() throws {
    let lab = "```swiftlab\nsay \"x\"\n```\n"
    let silent = lab.replacing("swiftlab\n", with: "swiftlab output=false\n")
    let text = try inPlace(
      inPlace(lab).replacing("```swiftlab\n", with: "```swiftlab output=false\n"))
    #expect(text == silent)
    #expect(try inPlace("```swiftlab\nlet a = 1\n```\n") == "```swiftlab\nlet a = 1\n```\n")
  }

  @Test("an included part's passage is put behind the include")
  func part() throws {
    try bench.folder.write(
      "Shared [link](../notes.txt).\n\n```swiftlab\nsay \"inner\"\n```\n", to: "parts/_p.md")
    try bench.folder.write("notes", to: "notes.txt")
    let text = try inPlace("```swiftlab\ninclude \"parts/_p.md\"\n```\n")
    #expect(text.contains("Shared [link](notes.txt).") && text.contains("inner"))
    #expect(try inPlace(text) == text)
  }

  @Test("what was changed by hand is an error and is not overwritten")
  func edited() throws {
    let text = try inPlace("```swiftlab\nsay \"hello\"\n```\n\n`{swiftlab} 1 + 1` end\n")
    let results = try errors(text.replacing("\nhello\n", with: "\nhallo\n"))
    #expect(results.contains("page.md:5:1: error: these results were changed by hand"))
    let value = try errors(text.replacing("2<!--", with: "3<!--"))
    #expect(value.contains("error: the value before this comment was changed by hand"))
    let added = try errors(text.replacing("hello\n", with: "hello\n\nmy own note\n"))
    #expect(added.contains("changed by hand"))
    let cut = try errors(text.replacing("<!-- /swiftlab:out -->", with: ""))
    #expect(cut.contains("these results have no end: '<!-- /swiftlab:out -->' is missing"))
  }

  @Test("blanks that an editor took off, or added at the ends, are no change")
  func blanks() throws {
    let text = try inPlace("> ```swiftlab\n> say \"hello\"\n> ```\n")
    let stripped = text.replacing("> \n", with: ">\n")
    let padded = text.replacing("> hello\n", with: "> hello  \n")
    #expect(try inPlace(stripped) == text)
    #expect(try inPlace(padded) == text)
  }

  @Test("a lab that fails is not written")
  func failing() throws {
    #expect(
      try errors("```swiftlab\nsay \"x\"\nnone\n```\n").contains("unknown directive 'none'"))
    #expect(try errors("```swiftlab\nsay \"x\"\n").contains("a fence that is never closed"))
    #expect(
      try errors("```swiftlab\nsay \"<!-- /swiftlab:out -->\" as=figure\n```\n")
        .contains("reads as their own end"))
  }

  @Test("Windows line ends stay, and the results have them, too")
  func windows() throws {
    let text = try inPlace("a\r\n\r\n```swiftlab\r\nsay \"x\"\r\n```\r\nb\r\n")
    #expect(!text.replacing("\r\n", with: "").contains("\n"))
    #expect(try inPlace(text) == text)
  }

  @Test("a file without a line end at its end gets one where results follow")
  func ending() throws {
    let text = try inPlace("```swiftlab\nsay \"x\"\n```")
    #expect(text.hasSuffix("\nx\n\n<!-- /swiftlab:out -->\n"))
    #expect(try inPlace(text) == text)
  }

  @Test(
    "law: whatever text comes out of a lab, a second run finds what the first wrote",
    arguments: 0..<60)
  func law(_ round: Int) throws {
    let hostile = [
      "```", "```swiftlab", "~~~", "`", "|", "<!--", "-->", "<!-- swiftlab:out x -->",
      "<!-- /x -->",
      "<b>", "`{swiftlab} 1`", "{swiftlab} 1", "# ", "- ", "1. ", "> ", "---", "\t", "[a](b.md)",
      "\\",
      "\r", "\u{202E}", "é", "\n", " ", "", "*", "_", "&lt;", "]: x",
    ]
    var random = RandomStream(seed: 5, name: "in place", occurrence: round)
    var lab = "Start.\n"
    for index in 0..<3 {
      let prefix = ["", "> ", "- ", "1. ", "> - "].randomElement(using: &random)!
      let rest = String(prefix.map { $0 == ">" ? $0 : " " })
      let count = Int.random(in: 1...6, using: &random)
      let text = LabText.quoted(
        (0..<count).map { _ in hostile.randomElement(using: &random)! }.joined())
      let form = ["paragraph", "figure", "table", "all"].randomElement(using: &random)!
      lab += "\n\(prefix)~~~~~swiftlab\n\(rest)n\(index) = say \(text) as=\(form)\n"
      lab += "\(rest)show [n\(index).text]\n\(rest)~~~~~\n"
      lab += ["", "\n", "\(rest.isEmpty ? "" : rest)tail\n"].randomElement(using: &random)!
      lab += "\nValue `{swiftlab} n\(index).text` and `{swiftlab} n\(index).text`\n"
    }
    let first = try inPlace(lab)
    #expect(try inPlace(first) == first, "\(lab)")
  }
}

import Runner
import Testing

@Suite("Anchors that links name")
struct AnchorTests {
  private let bench: Bench

  init() throws {
    bench = try Bench(labs: [
      "b.md": """
      ---
      title: B
      ---
      # The *first* heading

      ## Twice

      ## Twice

      ## `{swiftlab} 1 + 1` of 3

      <a id="mine"></a>

      ```swiftlab label=figure
      let x = 1
      ```

      ```swiftlab
      include "_part.md"
      ```
      """,
      "_part.md": "## From a part\n",
    ])
  }

  private func errors(_ lab: String) throws -> [String] {
    try bench.folder.write(lab + "\n", to: "Labs/a.md")
    return bench.swiftlab("run", "Labs/a.md").errors.split(separator: "\n").map(String.init)
      .filter { $0.contains("error:") && $0.hasPrefix("Labs/") }
  }

  @Test(
    "of another lab are found",
    arguments: [
      "the-first-heading", "twice", "twice-1", "2-of-3", "mine", "figure", "from-a-part", "", "top",
    ])
  func others(_ name: String) throws {
    #expect(try errors("[x](b.md#\(name))") == [])
  }

  @Test("of the page itself are found, those of parts with them, percent-encoded or not")
  func own() throws {
    #expect(
      try errors(
        "# Über uns\n\n[a](#über-uns) [b](#%C3%BCber-uns) [c](#from-a-part) [d][e]\n\n[e]: #l\n\n"
          + "```swiftlab label=l\ninclude \"_part.md\"\n```") == [])
  }

  @Test("of other files of the folder are found")
  func files() throws {
    try bench.folder.write("# Install it\n\n<h2 name='n'>x</h2>\n", to: "README.md")
    #expect(try errors("[a](../README.md#install-it) [b](../README.md#n)") == [])
    #expect(try errors("[a](../README.md#instal-it)").count == 1)
  }

  @Test(
    "that are not there are errors with their place and a suggestion",
    arguments: [
      (
        "[x](#nowhere)",
        "Labs/a.md:1:5: error: this link leads nowhere: this page has no anchor '#nowhere'"
      ),
      (
        "text [x](b.md#twic)",
        "Labs/a.md:1:10: error: this link leads nowhere: 'b.md' has no anchor '#twic'; did you mean '#twice'?"
      ),
      (
        "<a href=\"b.md#Mine\">x</a>",
        "Labs/a.md:1:10: error: this link leads nowhere: 'b.md' has no anchor '#Mine'; did you mean '#mine'?"
      ),
      (
        "[x](b.md#twice-2)",
        "Labs/a.md:1:5: error: this link leads nowhere: 'b.md' has no anchor '#twice-2'; did you mean '#twice-1'?"
      ),
    ])
  func missing(_ lab: String, _ error: String) throws {
    #expect(try errors(lab) == [error])
  }

  @Test("a page that another links to is read again when it changes")
  func cache() throws {
    try bench.folder.write("[x](b.md#mine)\n", to: "Labs/a.md")
    #expect(bench.swiftlab("run").status == .success)
    try bench.folder.write("nothing\n", to: "Labs/b.md")
    #expect(bench.swiftlab("run").status == .failure)
  }
}

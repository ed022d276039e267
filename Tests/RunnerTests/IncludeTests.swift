import Runner
import Testing

@Suite("Includes")
struct IncludeTests {
  private let bench: Bench

  init() throws { bench = try Bench() }

  private func include(_ path: String) -> String { "```swiftlab\ninclude \"\(path)\"\n```\n" }

  @Test(
    "a part's blocks are shown as the lab's front matter says, where they do not say so themselves")
  func frontMatterDefaults() throws {
    let bench = try Bench()
    try bench.folder.write(
      "```swiftlab\nsay \"hidden\"\n```\n\n```swiftlab echo=true\nsay \"shown\"\n```\n",
      to: "Labs/_p.md")
    let report = try bench.report("---\necho: false\n---\n```swiftlab\ninclude \"_p.md\"\n```\n")
    #expect(!report.contains("say \"hidden\"") && report.contains("say \"shown\""))
    let folded = try bench.report("---\nfold: source\n---\n```swiftlab\ninclude \"_p.md\"\n```\n")
    #expect(folded.components(of: "<summary>Source</summary>") == 2)
  }

  @Test("a part's prose and blocks stand in the block's place, and its names hold afterwards")
  func part() throws {
    try bench.folder.write("Shared *prose*.\n\n```swiftlab\nlet x = 5\n```\n\n", to: "Labs/_p.md")
    #expect(
      try bench.report("before\n" + include("_p.md") + "after `{swiftlab} x`\n") == """
        before

        Shared *prose*.

        ```swiftlab
        let x = 5
        ```

        after 5

        """)
  }

  @Test("parts that include parts twice each end at the limit and not with the machine")
  func bomb() throws {
    for level in 1...20 {
      try bench.folder.write(
        include("_p\(level + 1).md") + "\n" + include("_p\(level + 1).md"),
        to: "Labs/_p\(level).md")
    }
    try bench.folder.write("end\n", to: "Labs/_p21.md")
    let errors = try bench.errors(include("_p1.md"))
    #expect(errors.contains("the parts of this lab, with those that they include"))
    #expect(errors.contains("'--limit"))
  }

  @Test("a part keeps the prefix of the quote or list that it stands in")
  func prefix() throws {
    try bench.folder.write("one\n\n- two\n", to: "Labs/_p.md")
    #expect(
      try bench.report("> ```swiftlab\n> include \"_p.md\"\n> ```\n") == "> one\n>\n> - two\n")
    #expect(
      try bench.report("1. ```swiftlab\n   include \"_p.md\"\n   ```\n2. x\n")
        == "1. one\n\n   - two\n\n2. x\n")
  }

  @Test("a path is seen from the including file, links are made to work from the lab's report")
  func paths() throws {
    try bench.folder.write("[a](../lab.md) [b](_q.md) [c](../../x.txt)\n", to: "Labs/parts/_p.md")
    try bench.folder.write("q [d](_p.md)\n", to: "Labs/parts/_q.md")
    try bench.folder.write(include("_q.md"), to: "Labs/parts/_r.md")
    try bench.folder.write("x", to: "x.txt")
    #expect(
      try bench.report(include("parts/_p.md"))
        == "[a](lab.md) [b](../Labs/parts/_q.md) [c](../x.txt)\n")
    #expect(try bench.report(include("parts/_r.md")) == "q [d](../Labs/parts/_p.md)\n")
  }

  @Test("errors are placed in the included file")
  func errors() throws {
    try bench.folder.write("text\n\n```swiftlab\nscael [1]\n```\n[x](none.md)\n", to: "Labs/_p.md")
    let errors = try bench.errors(include("_p.md") + "\n```swiftlab\nfail \"x\"\n```\n")
    let places = errors.split(separator: "\n").filter { $0.contains("error:") }.map {
      $0.split(separator: " ")[0]
    }
    #expect(places == ["Labs/_p.md:6:5:", "Labs/_p.md:4:1:", "Labs/lab.md:6:1:"])
  }

  @Test("a part that is included twice is run twice, and complains once")
  func twice() throws {
    try bench.folder.write("```swiftlab\nscael [1]\n```\n", to: "Labs/_p.md")
    #expect(
      try bench.errors(include("_p.md") + "\n" + include("_p.md")).components(of: "error:") == 1)
    try bench.folder.write("```swiftlab\nlet x = 1\n```\n", to: "Labs/_p.md")
    #expect(try bench.errors(include("_p.md") + "\n" + include("_p.md")).contains("bound twice"))
  }

  @Test("a circle of includes shows its chain")
  func circle() throws {
    try bench.folder.write(include("_b.md"), to: "Labs/_a.md")
    try bench.folder.write(include("_a.md"), to: "Labs/_b.md")
    #expect(
      try bench.errors(include("_a.md")) == """
        Labs/_b.md:2:1: error: these includes form a cycle: Labs/lab.md > Labs/_a.md > \
        Labs/_b.md > Labs/_a.md
            include "_a.md"
            ^~~~~~~~~~~~~~~
        """)
    #expect(
      try bench.errors(include("lab.md")).contains("form a cycle: Labs/lab.md > Labs/lab.md"))
  }

  @Test("parts stand in each other only so deep")
  func depth() throws {
    for level in 0..<40 {
      try bench.folder.write(include("_p\(level + 1).md"), to: "Labs/_p\(level).md")
    }
    try bench.folder.write("end\n", to: "Labs/_p40.md")
    #expect(try bench.errors(include("_p0.md")).contains("more than 32 deep"))
  }

  @Test(
    "an include that cannot be is an error where it stands",
    arguments: [
      ("include \"none.md\"", "there is no file 'none.md'"),
      ("include \"../../../etc/passwd\"", "lies outside the working folder"),
      ("let a = 1\ninclude \"_p.md\"", "an 'include' must be the only line of its block"),
      ("include \".\"", "it is a folder"),
    ])
  func refused(_ lines: String, _ message: String) throws {
    try bench.folder.write("text\n", to: "Labs/_p.md")
    #expect(try bench.errors("```swiftlab\n\(lines)\n```\n").contains(message))
  }

  @Test("a part has no front matter, and must be UTF-8")
  func contents() throws {
    try bench.folder.write("---\ntitle: x\n---\ntext\n", to: "Labs/_p.md")
    #expect(
      try bench.errors(include("_p.md")).contains(
        "Labs/_p.md:1:1: error: a part has no front matter"))
    try bench.folder.write([0x61, 0x0A, 0x62, 0xFF], to: "Labs/_p.md")
    #expect(
      try bench.errors(include("_p.md")).contains("Labs/_p.md:2:2: error: this is not valid UTF-8"))
  }

  @Test("a label makes an anchor, captions belong to the part's own blocks")
  func options() throws {
    try bench.folder.write("text\n", to: "Labs/_p.md")
    #expect(
      try bench.report("```swiftlab label=p\ninclude \"_p.md\"\n```\n")
        == "<a id=\"p\"></a>\n\ntext\n")
    #expect(
      try bench.errors("```swiftlab caption=\"c\"\ninclude \"_p.md\"\n```\n").contains(
        "takes no caption, alt or expect-error"))
  }
}

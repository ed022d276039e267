import Runner
import Testing

@Suite("Pictures beside reports")
struct PictureTests {
  private static let lab = """
    ---
    figures: svg
    ---

    ```swiftlab label=greeting echo=false
    say "a [b] <c>" as=figure
    ```

    """

  @Test("a report links a file named after the block's label, with the sentence as its text")
  func linked() throws {
    let bench = try Bench(labs: ["week/a.md": Self.lab])
    #expect(bench.swiftlab("run").status == .success)
    let report = try bench.folder.read("output/week/a.md")
    #expect(report.contains("](a/greeting.svg)"))
    let picture = try bench.folder.read("output/week/a/greeting.svg")
    #expect(picture.hasPrefix("<!-- Made by swiftlab from Labs/week/a.md."))
    #expect(picture.contains("<svg ") && picture.contains("a [b] &lt;c&gt;"))
    #expect(bench.swiftlab("check").status == .success)
  }

  @Test("the command line decides for all labs, and text is the default")
  func option() throws {
    let bench = try Bench(labs: [
      "a.md": "```swiftlab label=x\nsay \"hi\" as=figure\n```\n"
    ])
    bench.swiftlab("run")
    #expect(!bench.folder.exists("output/a/x.svg"))
    bench.swiftlab("run", "--figures", "svg")
    #expect(bench.folder.exists("output/a/x.svg"))
    #expect(bench.swiftlab("run", "--figures", "png").status == .usage)
  }

  @Test("a block without a label keeps its text, and a warning says why")
  func unnamed() throws {
    let bench = try Bench(labs: ["a.md": "```swiftlab\nsay \"hi\" as=figure\n```\n"])
    let result = bench.swiftlab("run", "--figures", "svg")
    #expect(result.errors.contains("a picture's file is named after its block's label"))
    #expect(try bench.folder.read("output/a.md").contains("```text\nhi\n```"))
  }

  @Test("several pictures of a block have the names of their results and runs")
  func several() throws {
    let bench = try Bench(labs: [
      "a.md": """
      ```swiftlab label=x
      first = say "one" as=figure
      second = say ["y", "z"] as=figure sweep=text
      ```

      """
    ])
    bench.swiftlab("run", "--figures", "svg")
    for name in ["x-first", "x-second-text-y", "x-second-text-z"] {
      #expect(bench.folder.exists("output/a/\(name).svg"), "\(name)")
    }
  }

  @Test("check finds a picture that is stale or linked no more, and a run removes the latter")
  func stale() throws {
    let bench = try Bench(labs: ["a.md": Self.lab])
    bench.swiftlab("run")
    try bench.folder.write("mine\n", to: "output/a/notes.svg")
    let renamed = Self.lab.split(separator: "label=greeting").joined(separator: "label=hello")
    try bench.folder.write(renamed, to: "Labs/a.md")
    let check = bench.swiftlab("check")
    #expect(check.status == .failure)
    #expect(check.output.contains("+++ b/output/a/hello.svg"))
    #expect(check.errors.contains("output/a/greeting.svg: error: no report links this picture"))
    bench.swiftlab("run")
    #expect(!bench.folder.exists("output/a/greeting.svg"))
    #expect(bench.folder.exists("output/a/hello.svg"))
    #expect(try bench.folder.read("output/a/notes.svg") == "mine\n")
    bench.swiftlab("run", "--figures", "text")
    #expect(!bench.folder.exists("output/a/hello.svg"))
  }

  @Test("a picture whose lab is gone is named like its report")
  func orphan() throws {
    let bench = try Bench(labs: ["a.md": Self.lab, "b.md": "b\n"])
    bench.swiftlab("run")
    try bench.folder.remove("Labs/a.md")
    let check = bench.swiftlab("check")
    #expect(check.errors.contains("output/a/greeting.svg: error: the lab of this report is gone"))
  }
}

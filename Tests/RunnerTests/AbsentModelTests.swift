import Runner
import Testing

@Suite("Labs whose model is not on this machine")
struct AbsentModelTests {
  private let bench: Bench
  private let names: Set<String> = ["large"]
  private let absent = ["large": "the model 'large' is not on this machine: fetch it"]

  private static let lab = """
    ---
    title: A large model
    summary: What it says
    model: large
    ---
    ```swiftlab
    say "hello"
    ```

    """

  init() throws {
    bench = try Bench(labs: ["a.md": "one\n", "real/b.md": Self.lab])
  }

  @Test("they are skipped: the run succeeds, says so, and the last report and the index stay")
  func skipped() throws {
    #expect(bench.swiftlab("run", modelNames: names).status == .success)
    let report = try bench.folder.read("output/real/b.md")
    let index = try bench.folder.read("output/README.md")
    #expect(report.contains("hello") && index.contains("A large model"))
    try bench.folder.write(Self.lab + "changed\n", to: "Labs/real/b.md")
    let result = bench.swiftlab("run", modelNames: names, absentModels: absent)
    #expect(result.status == .success)
    #expect(
      result.errors == """
        Labs/real/b.md: note: skipped: the model 'large' is not on this machine: fetch it
        swiftlab: 2 labs, 1 skipped, 1 unchanged

        """)
    #expect(try bench.folder.read("output/real/b.md") == report)
    #expect(try bench.folder.read("output/README.md") == index)
    #expect(!bench.folder.exists(".swiftlab/draft/real/b.md"))
  }

  @Test("the index lists them also where no report was ever made")
  func index() throws {
    bench.swiftlab("run", modelNames: names, absentModels: absent)
    let index = try bench.folder.read("output/README.md")
    #expect(index.contains("## Real\n\n- [A large model](real/b.md): What it says\n"))
    #expect(!bench.folder.exists("output/real/b.md"))
    bench.swiftlab("run", modelNames: names)
    #expect(try bench.folder.read("output/README.md") == index)
  }

  @Test("check compares the others, and their reports are no orphans")
  func check() throws {
    bench.swiftlab("run", modelNames: names)
    let result = bench.swiftlab("check", modelNames: names, absentModels: absent)
    #expect(result.status == .success && result.output == "")
    #expect(
      result.errors == """
        Labs/real/b.md: note: skipped: the model 'large' is not on this machine: fetch it
        swiftlab: 2 labs, 1 skipped, all others up to date

        """)
    try bench.folder.write("two\n", to: "Labs/a.md")
    let stale = bench.swiftlab("check", modelNames: names, absentModels: absent)
    #expect(stale.status == .failure && stale.output.contains("+two"))
    #expect(stale.errors.contains("2 labs, 1 skipped, 1 report stale"))
  }

  @Test("JSON tells them by their status")
  func json() throws {
    bench.swiftlab("run", "--format", "json", modelNames: names, absentModels: absent)
    #expect(try bench.folder.read("output/results.json").contains(#""status": "skipped""#))
  }

  @Test("a cached report of a lab is given although its model is gone")
  func cached() throws {
    bench.swiftlab("run", modelNames: names)
    let result = bench.swiftlab("run", "Labs/real/b.md", modelNames: names, absentModels: absent)
    #expect(result.status == .success)
    #expect(try bench.folder.read("output/real/b.md").contains("hello"))
  }
}

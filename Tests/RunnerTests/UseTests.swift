import Runner
import Testing

@Suite("Results of other labs")
struct UseTests {
  private func block(_ lines: String...) -> String {
    "```swiftlab\n" + lines.joined(separator: "\n") + "\n```\n"
  }

  /// What a failing run says, without where drafts are and the summary.
  private func errors(_ result: Bench.Result) -> String {
    result.errors.split(separator: "\n").filter {
      $0.contains(": error: ") || $0.contains(": note: ") && !$0.contains("a draft with")
    }.joined(separator: "\n")
  }

  @Test(
    "a result is bound, under its own name or another, with values, records and part paths")
  func binding() throws {
    let bench = try Bench(labs: [
      "b.md": block("let x = [1, 2]", "s = scale x by=3"),
      "deep/a.md": block("use \"../b.md\" x s", "other = use \"../b.md\" s", "show s.total + x[1]"),
      "deep/c.md": block("include \"_p.md\"") + "\n" + block("expect x == [1, 2]"),
      "deep/_p.md": block("use \"../b.md\" x"),
    ])
    let result = bench.swiftlab("run", "--jobs", "1")
    #expect(result.status == .success && result.errors.hasSuffix("3 reports written\n"))
    #expect(try bench.folder.read("output/deep/a.md").contains("`s.total + x[1] = 11`\n"))
    // Also where the other lab is none of those that run.
    try bench.folder.remove("output/deep/a.md")
    #expect(bench.swiftlab("run", "Labs/deep/a.md", "--no-cache").status == .success)
    #expect(try bench.folder.read("output/deep/a.md").contains("`s.total + x[1] = 11`\n"))
  }

  @Test(
    "a lab is carried out once, whoever asks first, and reports do not depend on it",
    arguments: [1, 4])
  func once(_ jobs: Int) throws {
    let id = Toil.freshID()
    var labs = [
      "m.md": block("t = toil \"\(id)\" x=[3]"),
      "z.md": block("u = use \"m.md\" t", "show u.x[0]"),
    ]
    for index in 0..<6 {
      labs["a\(index).md"] = block("use \"z.md\" u", "show u.x[0] + \(index)")
    }
    let bench = try Bench(labs: labs)
    let run = bench.swiftlab("run", "--no-cache", "--jobs", "\(jobs)")
    #expect(run.status == .success)
    #expect(Toil.count(id) == 1)
    let reports = try (0..<6).map { try bench.folder.read("output/a\($0).md") }
    #expect(bench.swiftlab("run", "--no-cache", "--jobs", "3").errors.contains("8 unchanged"))
    #expect(try (0..<6).map { try bench.folder.read("output/a\($0).md") } == reports)
  }

  @Test(
    "a report changes with the lab that it uses, and a file that that one reads; nothing else runs")
  func staleness() throws {
    let bench = try Bench(labs: [
      "a.md": block("use \"b.md\" x", "show x"), "b.md": block("use \"c.md\" y", "let x = y + 1"),
      "c.md": block("let y = 1"), "d.md": "alone\n",
    ])
    bench.swiftlab("run")
    #expect(bench.swiftlab("run").errors == "swiftlab: 4 labs, 4 unchanged\n")
    try bench.folder.write(block("let y = 5"), to: "Labs/c.md")
    let check = bench.swiftlab("check", "Labs/a.md")
    #expect(check.status == .failure && check.output.contains("+`x = 6`\n"))
    // What a check of one lab saw of the others holds for its acceptance, too.
    try bench.folder.write(block("let y = 7"), to: "Labs/c.md")
    #expect(bench.swiftlab("accept").errors.contains("'Labs/c.md' has changed since the check"))
    #expect(bench.swiftlab("run").status == .success)
    #expect(try bench.folder.read("output/a.md").contains("`x = 8`\n"))
  }

  @Test(
    "a circle is an error in each of its labs, the same whatever runs first", arguments: [1, 4])
  func circles(_ jobs: Int) throws {
    let bench = try Bench(labs: [
      "a.md": block("use \"b.md\" x"), "b.md": block("use \"c.md\" x"),
      "c.md": block("use \"a.md\" x"), "d.md": block("use \"d.md\" x"),
      "e.md": block("use \"a.md\" x", "show x"),
    ])
    let result = bench.swiftlab("run", "--jobs", "\(jobs)")
    #expect(result.status == .failure)
    #expect(
      errors(result) == """
        Labs/a.md:2:5: error: labs use each other in a circle: Labs/a.md > Labs/b.md > Labs/c.md > Labs/a.md
        Labs/b.md:2:5: error: labs use each other in a circle: Labs/b.md > Labs/c.md > Labs/a.md > Labs/b.md
        Labs/c.md:2:5: error: labs use each other in a circle: Labs/c.md > Labs/a.md > Labs/b.md > Labs/c.md
        Labs/d.md:2:5: error: labs use each other in a circle: Labs/d.md > Labs/d.md
        Labs/e.md:2:12: error: 'x' has no value: its directive in 'Labs/a.md' failed
        Labs/a.md:2:5: note: labs use each other in a circle: Labs/a.md > Labs/b.md > Labs/c.md > Labs/a.md
        """)
  }

  @Test(
    "what cannot be used is an error at its place",
    arguments: [
      (
        "use \"b.md\" yyyy",
        "Labs/a.md:2:12: error: 'Labs/b.md' has no result 'yyyy'; did you mean 'yyy'?"
      ),
      (
        "use \"b.md\" z",
        "Labs/a.md:2:12: error: 'z' has no value: its directive in 'Labs/b.md' failed\n"
          + "Labs/b.md:3:9: note: unknown name 'nothing'"
      ),
      ("use \"none.md\" y", "Labs/a.md:2:5: error: there is no file 'none.md'"),
      (
        "use \"b.md\"",
        "Labs/a.md:2:10: error: the name of one of its results follows the path: use \"lab.md\" name"
      ),
      (
        "use y",
        "Labs/a.md:2:5: error: another lab's path in quotes follows 'use': use \"lab.md\" name"
      ),
      (
        "n = use \"b.md\" y z",
        "Labs/a.md:2:1: error: one name takes one result, here 'y'; give each a line of its own"
      ),
      (
        "let y = 1\nuse \"b.md\" y",
        "Labs/a.md:3:12: error: 'y' is bound twice; a name keeps its value\n"
          + "Labs/a.md:2:5: note: bound here first"
      ),
      (
        "use \"b.md\" scale",
        "Labs/a.md:2:12: error: 'scale' is the name of a directive and not free"
      ),
    ])
  func misuse(_ lines: String, _ message: String) throws {
    let bench = try Bench(labs: [
      "a.md": block(lines),
      "b.md": block("let yyy = 1", "let z = nothing", "let y = 2", "scale [1]"),
    ])
    let result = bench.swiftlab("run", "Labs/a.md")
    #expect(result.status == .failure)
    #expect(errors(result).hasPrefix(message))
  }

  @Test("a lab that uses one whose model is absent is skipped like that one, and keeps its report")
  func absentModel() throws {
    let bench = try Bench(labs: [
      "a.md": block("use \"b.md\" x"), "b.md": "---\nmodel: big\n---\n" + block("let x = 1"),
    ])
    let result = bench.swiftlab("run", modelNames: ["big"], absentModels: ["big": "fetch it"])
    #expect(result.status == .success)
    #expect(result.errors.contains("Labs/a.md: note: skipped: it uses 'Labs/b.md', and fetch it\n"))
    #expect(result.errors.hasSuffix("swiftlab: 2 labs, 2 skipped\n"))
  }
}

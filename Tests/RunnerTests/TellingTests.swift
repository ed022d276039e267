import Bedrock
import Runner
import Testing

@Suite("What a check tells others")
struct TellingTests {
  private let bench: Bench

  init() throws {
    bench = try Bench(labs: [
      "a.md": "The sum is `{swiftlab} 1.25 + 1`, and more.\n\n```swiftlab\nshow 2 * 3\n```\n",
      "b.md": "two\n",
    ])
    bench.swiftlab("run")
  }

  private func check(_ words: String..., environment: [String: String] = [:]) -> Bench.Result {
    bench.run(["check"] + words, environment: environment)
  }

  @Test("a failed claim, an error and a warning are marked on their line, each on one line")
  func annotations() throws {
    try bench.folder.write(
      "```swiftlab\nlet x = 1\nexpect x == 2\nshow [x,\n  y]\n```\n", to: "Labs/a.md")
    let output = check("--annotations", "github").output
    #expect(
      output == """
        ::error file=Labs/a.md,line=3,col=8,endLine=3,endColumn=14,title=A claim does not hold::\
        expectation failed: x is 1, which is not equal to 2 (1 apart)
        ::error file=Labs/a.md,line=5,col=3,endLine=5,endColumn=4,title=A lab has an error::\
        unknown name 'y'; text is written in quotes

        """)
  }

  @Test("what a lab says is no command, and what stands in a path no property")
  func escapes() throws {
    try bench.folder.write("```swiftlab\nfail \"50%\\n::error::x\"\n```\n", to: "Labs/c,d:e.md")
    let output = check("--annotations", "github", "Labs/c,d:e.md").output
    #expect(output.hasPrefix("::error file=Labs/c%2Cd%3Ae.md,line=2,"))
    #expect(output.contains("50%25"))
    #expect(output.split(separator: "\n").count == 1)
  }

  @Test("annotations are on by themselves under GitHub Actions, and may be turned off")
  func byThemselves() throws {
    try bench.folder.write("three\n", to: "Labs/b.md")
    let actions = ["GITHUB_ACTIONS": "true"]
    let stale = "::error file=output/b.md,line=3,col=1,title=A report is stale::"
    #expect(check(environment: actions).output.contains(stale))
    #expect(!check().output.contains("::error"))
    #expect(!check("--annotations", "none", environment: actions).output.contains("::error"))
    #expect(check("--annotations", "gihub").errors.contains("did you mean 'github'?"))
  }

  @Test(
    "the summary has what is stale, the first lines of each difference, and the numbers that changed"
  )
  func summary() throws {
    try bench.folder.write(
      "The sum is `{swiftlab} 1.5 + 1`, and more.\n\n```swiftlab\nshow 2 * 4\n```\n",
      to: "Labs/a.md")
    try bench.folder.write("before\n", to: "summary.md")
    let path = bench.folder.path + "/summary.md"
    _ = check(environment: ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": path])
    let text = try bench.folder.read("summary.md")
    #expect(text.hasPrefix("before\n## Lessons: something is not true any more\n"))
    #expect(text.contains("| `output/a.md:3` | The sum is | 2.25 | 2.5 |\n"))
    #expect(
      text.contains("<details><summary>output/a.md</summary>\n\n````diff\n--- a/output/a.md\n"))
    #expect(text.contains("-show 2 * 3\n+show 2 * 4\n"))
  }

  @Test("JUnit's XML has a case for each lab, and a failure for what is wrong with it")
  func junit() throws {
    try bench.folder.write("```swiftlab\nfail \"a < b & \\\"c\\\"\"\n```\n", to: "Labs/a.md")
    try bench.folder.write("three\n", to: "Labs/b.md")
    #expect(check("--junit", "out/junit.xml").status == .failure)
    let text = try bench.folder.read("out/junit.xml")
    #expect(text.contains("<testsuites tests=\"2\" failures=\"2\" errors=\"0\" skipped=\"0\">"))
    #expect(text.contains("message=\"a &lt; b &amp; &quot;c&quot;\""))
    #expect(
      text.contains("name=\"Labs/b.md\" file=\"Labs/b.md\">\n      <failure type=\"stale-report\""))
    try bench.folder.write("two\n", to: "Labs/b.md")
    _ = check("Labs/b.md", "--junit", "out/junit.xml")
    #expect(
      try bench.folder.read("out/junit.xml").contains("name=\"Labs/b.md\" file=\"Labs/b.md\"/>"))
  }

  @Test("SARIF has a rule for each kind and a place for each finding")
  func sarif() throws {
    try bench.folder.write("```swiftlab\nlet x = 1\nexpect x == 2\n```\n", to: "Labs/ä b.md")
    _ = check("Labs/ä b.md", "--sarif", "out.sarif")
    let json = try JSON(parsing: Array(try bench.folder.read("out.sarif").utf8))
    let run = try #require(json["runs"]?.arrayValue?.first)
    let result = try #require(run["results"]?.arrayValue?.first)
    #expect(result["ruleId"]?.stringValue == "claim")
    let place = result["locations"]?.arrayValue?.first?["physicalLocation"]
    #expect(place?["artifactLocation"]?["uri"]?.stringValue == "Labs/%C3%A4%20b.md")
    #expect(place?["region"]?["startLine"]?.intValue == 3)
    let rules = run["tool"]?["driver"]?["rules"]?.arrayValue?.compactMap { $0["id"]?.stringValue }
    #expect(rules == ["claim", "error", "warning", "stale-report", "orphan-report"])
  }

  // MARK: Other forms of reports

  @Test("pages of HTML are compared and accepted like reports")
  func pages() throws {
    bench.swiftlab("run", "--format", "html")
    #expect(check("--format", "html").status == .success)
    try bench.folder.write("three\n", to: "Labs/b.md")
    let result = check("--format", "html")
    #expect(result.status == .failure && result.output.contains("+++ b/output/b.html"))
    #expect(bench.swiftlab("accept").errors == "swiftlab: 1 report accepted\n")
    #expect(check("--format", "html").status == .success)
    #expect(check("--format", "json").errors.contains("unknown format 'json'"))
  }

  @Test("results in a lab itself are compared and accepted")
  func inPlace() throws {
    try bench.folder.write("```swiftlab label=x\nshow 1 + 1\n```\n", to: "README.md")
    #expect(check("--in-place", "README.md").status == .failure)
    #expect(bench.swiftlab("accept", "README.md").errors == "swiftlab: 1 report accepted\n")
    #expect(try bench.folder.read("README.md").contains("swiftlab:out x"))
    #expect(check("--in-place", "README.md").status == .success)
  }

  // MARK: Accepting

  @Test(
    "on a terminal, accept asks for each report",
    arguments: [
      (["y", "y"], 2), (["y", "n"], 1), (["n", "?", "y"], 1), (["a"], 2), (["y", "q"], 1),
      (["q"], 0),
      ([], 0),
    ])
  func questions(_ answers: [String], _ accepted: Int) throws {
    try bench.folder.write("new\n", to: "Labs/a.md")
    try bench.folder.write("new\n", to: "Labs/b.md")
    bench.swiftlab("check")
    let result = bench.run(["accept"], answers: answers)
    let noun = accepted == 1 ? "report" : "reports"
    #expect(result.errors.hasSuffix("swiftlab: \(accepted) \(noun) accepted\n"))
    #expect(result.output.contains("+new\n"))
    #expect(result.errors.contains("accept 'output/a.md'? [y,n,a,q,?] "))
    let first = try bench.folder.read("output/a.md").hasSuffix("new\n")
    #expect(first == (answers.first == "y" || answers.first == "a"))
    #expect(bench.run(["accept", "--all"], answers: []).output == "")
    #expect(bench.swiftlab("check").status == .success)
  }
}

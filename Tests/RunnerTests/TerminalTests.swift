import Bedrock
import Runner
import Testing

@Suite("On a terminal")
struct TerminalTests {
  private let bench: Bench

  init() throws {
    bench = try Bench(labs: ["a.md": "one\n\n```swiftlab\nlet x = 1\nexpect x == 2\n```\n"])
  }

  /// A text without the sequences that colour it.
  private func plain(_ text: String) -> String {
    var result = ""
    var isEscape = false
    for scalar in text.unicodeScalars {
      if scalar == "\u{1B}" { isEscape = true }
      if !isEscape { result.unicodeScalars.append(scalar) }
      if isEscape, scalar == "m" { isEscape = false }
    }
    return result
  }

  @Test("errors and differences are coloured, and without the colours they are what others see")
  func colours() throws {
    let shown = bench.run(["run"], isTerminal: true)
    #expect(shown.errors.contains("\u{1B}[1m\u{1B}[31merror:\u{1B}[0m expectation failed"))
    #expect(plain(shown.errors) == bench.swiftlab("run").errors)
    try bench.folder.write("one\n", to: "Labs/a.md")
    bench.swiftlab("run")
    try bench.folder.write("two\n", to: "Labs/a.md")
    let difference = bench.run(["check"], isTerminal: true).output
    #expect(difference.contains("\u{1B}[31m-one\u{1B}[0m\n\u{1B}[32m+two\u{1B}[0m\n"))
    #expect(plain(difference) == bench.swiftlab("check").output)
  }

  @Test(
    "nothing is coloured where NO_COLOR is set or the terminal is dumb",
    arguments: [["NO_COLOR": "1"], ["TERM": "dumb"]])
  func noColour(_ environment: [String: String]) {
    let errors = bench.run(["run"], environment: environment, isTerminal: true).errors
    #expect(!errors.contains("\u{1B}"))
    #expect(errors.contains("error: expectation failed"))
  }

  @Test("quiet, a run says what is wrong and nothing else")
  func quiet() throws {
    #expect(
      bench.swiftlab("run", "--quiet").errors.hasSuffix(
        "draft with these errors is .swiftlab/draft/a.md\n"))
    try bench.folder.write("one\n", to: "Labs/a.md")
    #expect(bench.swiftlab("run", "--quiet").errors == "")
    #expect(bench.swiftlab("check", "--quiet").errors == "")
  }

  @Test("a profile lists directives by their time, and reports are the same")
  func profile() throws {
    let id = Toil.freshID()
    try bench.folder.write(
      "```swiftlab\nlet y = 1\nt = toil \"\(id)\"\nscale [1]\n```\n", to: "Labs/a.md")
    bench.swiftlab("run")
    let report = try bench.folder.read("output/a.md")
    let result = bench.swiftlab("run", "--profile")
    #expect(Toil.count(id) == 2, "nothing comes from the cache")
    let lines = result.errors.split(separator: "\n")
    #expect(lines.first?.split(separator: " ").first == "time")
    #expect(lines.dropFirst().first?.hasSuffix("  toil       Labs/a.md:3") == true)
    #expect(result.errors.contains("all 2 directives: "))
    #expect(try bench.folder.read("output/a.md") == report)
  }
}

import Runner
import Testing

@Suite("Commands")
struct CommandTests {
  private let bench: Bench

  init() throws { bench = try Bench() }

  // MARK: The command line

  @Test(
    "a wrong command line is an error with a suggestion, and exit status 2",
    arguments: [
      (["rn"], "unknown command 'rn'; did you mean 'run'?"),
      (["x"], "unknown command 'x'"),
      (
        ["check", "--threads", "1025"],
        "option '--threads' must be a whole number from 1 to 1024, not '1025'"
      ),
      (["rnu"], "unknown command 'rnu'; did you mean 'run'?"),
      (["run", "--ouput", "x"], "unknown option '--ouput'; did you mean '--output'?"),
      (["run", "--output"], "option '--output' needs a value: --output DIR"),
      (["run", "--no-cache=1"], "option '--no-cache' takes no value"),
      (["run", "--jobs", "0"], "option '--jobs' must be a whole number from 1 to 1024, not '0'"),
      (
        ["run", "--jobs=many"], "option '--jobs' must be a whole number from 1 to 1024, not 'many'"
      ),
      (["run", "--jobs", "2", "--jobs", "3"], "option '--jobs' is given twice"),
      (["run", "--shard", "3/2"], "option '--shard' takes I/N with I from 1 to N, not '3/2'"),
      (["run", "--set", "x"], "'--set' takes NAME=VALUE, not 'x'"),
      (["run", "--format", "htm"], "unknown format 'htm'; did you mean 'html'?"),
      (["run", "--format", "jsno"], "unknown format 'jsno'; did you mean 'json'?"),
      (
        ["run", "--in-place", "--output", "x"],
        "'--in-place' writes into the labs themselves and takes no '--output'"
      ),
      (["run", "--in-place", "-"], "'--in-place' needs files; '-' is none"),
      (["check", "--format", "json"], "unknown format 'json'"),
      (["--jobs", "2"], "option '--jobs' needs a command before it"),
      (["watch", "-"], "'watch' needs files; '-' is none"),
      (
        ["watch"],
        "there is no folder 'Labs' here; name a lab, or make one with 'swiftlab new course'"
      ),
      (["help", "--format", "labs"], "unknown format 'labs'; did you mean 'lab'?"),
      (["help", "--output", "x"], "option '--output' needs '--format lab'"),
      (
        ["help", "scale", "--format", "lab"],
        "'help --format lab' writes all pages and takes no name"
      ),
      (["model", "list"], "this program has no models"),
      (["run", "-", "x.md"], "'-' reads one lab from standard input and stands alone"),
      (["new"], "'new' takes 'course' or 'lab NAME', such as 'swiftlab new lab 03-neuron'"),
      (["new", "x"], "'new' takes 'course' or 'lab NAME'; did you mean 'new lab x'?"),
      (["completion"], "'completion' takes one shell: bash, zsh, fish"),
      (["completion", "bsh"], "unknown shell 'bsh'; did you mean 'bash'?"),
      (["help", "scale", "--format", "man"], "'help --format man' is one page and takes no name"),
      (["new", "lab", "_x"], "'_x' would not be found as a lab: a name begins with no '_' or '.'"),
      (["new", "lab", "../x"], "'../x' is no name for a lab"),
      (["new", "lab", "README"], "'README' would take the place of the index"),
      (["help", "scael"], "unknown directive 'scael'; did you mean 'scale'?"),
      (["help", "a", "b"], "'help' takes one name"),
      (
        ["run"],
        "there is no folder 'Labs' here; name a lab, or make one with 'swiftlab new course'"
      ),
    ])
  func usage(_ words: [String], _ message: String) throws {
    let result = bench.run(words)
    #expect(result.status == .usage)
    #expect(result.errors == "swiftlab: error: \(message)\n")
    #expect(result.output == "")
  }

  @Test("without a command, help goes to standard error")
  func noCommand() {
    let result = bench.swiftlab()
    #expect(result.status == .usage && result.output == "")
    #expect(result.errors.hasPrefix("swiftlab 0.1.0: "))
  }

  @Test("version and help go to standard output")
  func version() {
    #expect(bench.swiftlab("--version").output == "swiftlab 0.1.0\n")
    #expect(bench.swiftlab("-h").output == bench.swiftlab("help").output)
    let run = bench.swiftlab("run", "--help").output
    #expect(run.contains("  --set NAME=VALUE        another value for a lab's param.NAME\n"))
    #expect(!run.contains("text|json"))
  }

  @Test("an option's value may be attached, and '--' ends the options")
  func spelling() throws {
    try bench.folder.write("text\n", to: "Labs/--jobs.md")
    #expect(bench.swiftlab("run", "--output=out", "--", "Labs/--jobs.md").status == .success)
    #expect(bench.folder.exists("out/--jobs.md"))
  }

  // MARK: Help

  @Test("a directive's help is made from its declaration")
  func directiveHelp() {
    #expect(
      bench.swiftlab("help", "scale").output == """
        scale: Multiplies a vector by a number.

        Usage
          [NAME =] scale x [by=…] [sweep=PARAMETER]

        Parameters
          x: vector, required
              what is multiplied
          by: number (at least -100 and at most 100), default 2
              the factor

        Results
          values
              the products
          total
              their sum

        Entry by entry.

        """)
    #expect(
      bench.swiftlab("help", "say").output.contains("Example: A greeting\n\n    say \"hello\"\n"))
  }

  @Test(
    "the language's own verbs and the commands have help, too",
    arguments: [
      "let", "show", "expect", "include", "run", "check", "options", "front-matter", "functions",
    ])
  func languageHelp(_ topic: String) {
    let result = bench.swiftlab("help", topic)
    #expect(result.status == .success)
    #expect(result.output.contains(topic))
    #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test("help for tools lists every directive with its parameters")
  func jsonHelp() throws {
    let text = bench.swiftlab("help", "--format", "json").output
    #expect(text.contains("\"name\": \"scale\""))
    #expect(text.contains("\"default\": \"2\""))
    let one = bench.swiftlab("help", "scale", "--format=json").output
    #expect(!one.contains("\"name\": \"say\""))
  }

  // MARK: New

  @Test("a new lab runs as it is, and is not overwritten")
  func new() throws {
    #expect(bench.swiftlab("new", "lab", "03-first-lab").status == .success)
    #expect(try bench.folder.read("Labs/03-first-lab.md").contains("title: First lab\n"))
    #expect(bench.swiftlab("run").status == .success)
    #expect(bench.swiftlab("check").status == .success)
    try bench.folder.write("mine", to: "Labs/03-first-lab.md")
    let again = bench.swiftlab("new", "lab", "03-first-lab.md")
    #expect(again.status == .failure)
    #expect(again.errors == "swiftlab: error: 'Labs/03-first-lab.md' exists already\n")
    #expect(try bench.folder.read("Labs/03-first-lab.md") == "mine")
    #expect(bench.swiftlab("new", "lab", "deep/er").status == .success)
    #expect(bench.folder.exists("Labs/deep/er.md"))
  }

  // MARK: Runs

  @Test("a full run writes every report and the index, and a second one writes nothing")
  func fullRun() throws {
    try bench.folder.write("---\ntitle: One *two*\nsummary: Sum.\n---\nx\n", to: "Labs/01-a.md")
    try bench.folder.write("y\n", to: "Labs/real/02 b.md")
    let first = bench.swiftlab("run")
    #expect(first.status == .success && first.output == "")
    #expect(first.errors == "swiftlab: 2 labs, 2 reports written\n")
    #expect(
      try bench.folder.read("output/README.md") == """
        <!-- Made by swiftlab from Labs. Do not edit this file: edit its source and run swiftlab. -->

        # Labs

        - [One \\*two\\*](01-a.md): Sum.

        ## Real

        - [02 b](real/02%20b.md)

        """)
    #expect(bench.swiftlab("run").errors == "swiftlab: 2 labs, 2 unchanged\n")
  }

  @Test("a failed lab keeps its last good report, its draft is named, and the others go on")
  func failure() throws {
    try bench.folder.write("good\n", to: "Labs/a.md")
    try bench.folder.write("good\n", to: "Labs/b.md")
    bench.swiftlab("run")
    let index = try bench.folder.read("output/README.md")
    try bench.folder.write(
      "---\ntitle: T\n---\nbad\n\n```swiftlab\nfail \"no\"\n```\n", to: "Labs/a.md")
    try bench.folder.write("better\n", to: "Labs/b.md")
    let result = bench.swiftlab("run")
    #expect(result.status == .failure)
    #expect(
      result.errors == """
        Labs/a.md:7:1: error: no
            fail "no"
            ^~~~
        Labs/a.md: note: a draft with these errors is .swiftlab/draft/a.md
        swiftlab: 2 labs, 1 failed, 1 error, 1 report written

        """)
    #expect(try bench.folder.read("output/a.md").hasSuffix("good\n"))
    #expect(try bench.folder.read("output/b.md").hasSuffix("better\n"))
    #expect(try bench.folder.read("output/README.md") == index)
    #expect(
      try bench.folder.read(".swiftlab/draft/a.md") == """
        <!-- Made by swiftlab from Labs/a.md. Do not edit this file: edit its source and run swiftlab. -->

        **Draft: the lab has 1 error, and its last good report stays.**

        ```text
        Labs/a.md:7:1: error: no
            fail "no"
            ^~~~
        ```

        bad

        ```swiftlab
        fail "no"
        ```

        ```text
        error: no
            fail "no"
            ^~~~
        ```

        """)
    try bench.folder.write("good again\n", to: "Labs/a.md")
    #expect(bench.swiftlab("run").status == .success)
    #expect(!bench.folder.exists(".swiftlab/draft/a.md"))
  }

  @Test("what cannot be run is named, and the other labs go on")
  func unreadable() throws {
    try bench.folder.write("x\n", to: "Labs/a.md")
    try bench.folder.write([0x61, 0x0A, 0xC3, 0xA9, 0xFF], to: "Labs/b.md")
    let result = bench.swiftlab("run", "Labs/a.md", "Labs/b.md", "none.md")
    #expect(result.status == .failure)
    #expect(
      result.errors.contains("none.md: error: 'none.md' cannot be run: there is no such file\n"))
    #expect(result.errors.contains("Labs/b.md:2:2: error: this is not valid UTF-8"))
    #expect(bench.folder.exists("output/a.md"))
    #expect(!bench.folder.exists("output/b.md"))
  }

  @Test("two labs with one report path are both refused")
  func onePath() throws {
    try bench.folder.write("x\n", to: "p/a.md")
    try bench.folder.write("x\n", to: "q/a.md")
    let result = bench.swiftlab("run", "p/a.md", "q/a.md")
    #expect(result.status == .failure)
    #expect(
      result.errors.contains(
        "p/a.md: error: 'p/a.md' cannot be run: 'q/a.md' has the same report, 'output/a.md'\n"))
    #expect(!bench.folder.exists("output/a.md"))
  }

  @Test("a report never takes the place of a lab or of a file that swiftlab did not make")
  func protection() throws {
    try bench.folder.write("x\n", to: "Labs/a.md")
    let labs = bench.swiftlab("run", "--output", "Labs")
    #expect(labs.status == .failure)
    #expect(labs.errors.contains("its report 'Labs/a.md' would overwrite a lab"))
    #expect(try bench.folder.read("Labs/a.md") == "x\n")
    try bench.folder.write("mine\n", to: "README.md")
    try bench.folder.write("mine\n", to: "a.md")
    let here = bench.swiftlab("run", "--output", ".")
    #expect(here.status == .failure)
    #expect(
      here.errors.contains(
        "'a.md' cannot be written: the file there was not made by swiftlab; move it away first"))
    #expect(try bench.folder.read("README.md") == "mine\n")
  }

  @Test("an output that cannot be written fails the run and leaves what was there")
  func unwritable() throws {
    try bench.folder.write("x\n", to: "Labs/a.md")
    try bench.folder.write("a file", to: "output")
    let result = bench.swiftlab("run")
    #expect(result.status == .failure)
    #expect(result.errors.contains("a part of its path is a file, not a folder"))
    #expect(try bench.folder.read("output") == "a file")
  }

  @Test("a run of some labs leaves index and orphans alone; a full run names orphans")
  func partial() throws {
    try bench.folder.write("x\n", to: "Labs/a.md")
    try bench.folder.write("x\n", to: "Labs/b.md")
    bench.swiftlab("run")
    try bench.folder.remove("Labs/b.md")
    try bench.folder.remove("output/README.md")
    #expect(bench.swiftlab("run", "Labs/a.md").errors == "swiftlab: 1 lab, 1 unchanged\n")
    #expect(!bench.folder.exists("output/README.md"))
    let full = bench.swiftlab("run")
    #expect(full.status == .success)
    #expect(full.errors.contains("output/b.md: warning: the lab of this report is gone\n"))
    #expect(bench.folder.exists("output/b.md"))
  }

  @Test(
    "shards share the labs out, each lab once")
  func shards() throws {
    for index in 0..<7 { try bench.folder.write("x\n", to: "Labs/\(index).md") }
    for index in 1...3 {
      #expect(bench.swiftlab("run", "--shard", "\(index)/3").status == .success)
    }
    // Beside the reports each shard leaves the record that `merge` reads.
    #expect(
      try bench.folder.names(in: "output")
        == (0..<7).map { "\($0).md" } + (1...3).map { "part-\($0)-of-3.json" })
  }

  @Test("a lab from standard input goes to standard output, also when it failed")
  func standardInput() throws {
    let good = bench.swiftlab("run", "-", input: Array("[x](Labs)\n".utf8))
    #expect(
      good.status == .failure && good.errors.contains("-:1:5: error: this link leads nowhere"))
    try bench.folder.write("x\n", to: "Labs/a.md")
    let text = "[x](Labs/a.md)\n\n```swiftlab\nsay \"hi\"\n```\n"
    let well = bench.swiftlab("run", "-", input: Array(text.utf8))
    #expect(well.status == .success && well.errors == "")
    #expect(well.output.hasSuffix("\n\n[x](Labs/a.md)\n\n```swiftlab\nsay \"hi\"\n```\n\nhi\n"))
    let bad = bench.swiftlab("run", "-", input: Array("a\n\n```swiftlab\nfail\n```\n".utf8))
    #expect(bad.status == .failure)
    #expect(bad.output.contains("**Draft: the lab has 1 error"))
    #expect(try bench.folder.names() == ["Labs"])
  }
}

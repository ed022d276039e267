import Runner
import Testing

@Suite("Sessions")
struct SessionTests {
  private let bench: Bench

  init() throws { bench = try Bench() }

  private func lab(_ lines: String) -> String { "```swiftlab\n\(lines)\n```\n" }

  // MARK: Errors

  @Test("an unknown directive is named with what was likely meant")
  func unknownDirective() throws {
    #expect(
      try bench.errors(lab("scael [1]")) == """
        Labs/lab.md:2:1: error: unknown directive 'scael'; did you mean 'scale'?
            scael [1]
            ^~~~~
        """)
    #expect(try bench.errors(lab("shwo 1")).contains("did you mean 'show'?"))
    #expect(
      try bench.errors(lab("qqqq")) == """
        Labs/lab.md:2:1: error: unknown directive 'qqqq'
            qqqq
            ^~~~
        """)
  }

  @Test("every error of a call is reported, each at its argument")
  func arguments() throws {
    let errors = try bench.errors(lab("scale \"x\" by=1000 bi=2"))
    #expect(
      errors == """
        Labs/lab.md:2:7: error: 'x' must be a list of numbers, not text
            scale "x" by=1000 bi=2
                  ^~~
        Labs/lab.md:2:14: error: 'by' must be at least -100 and at most 100, not 1000
            scale "x" by=1000 bi=2
                         ^~~~
        Labs/lab.md:2:19: error: 'scale' has no parameter 'bi'
            scale "x" by=1000 bi=2
                              ^~
        """)
    #expect(try bench.errors(lab("scale")).contains("error: 'scale' needs 'x=' (vector)"))
  }

  @Test("a directive's own error is placed at the parameter that it blames")
  func blame() throws {
    #expect(
      try bench.errors(lab("scale [1] by=13")) == """
        Labs/lab.md:2:11: error: 13 is no good; did you mean '12'?
            scale [1] by=13
                      ^~~~~
        """)
    #expect(try bench.errors(lab("fail \"because\"")).hasPrefix("Labs/lab.md:2:1: error: because"))
  }

  @Test("what depends on a failed directive is passed over and does not cascade")
  func dependents() throws {
    let errors = try bench.errors(
      lab(
        """
        a = scale [1] by=13
        let b = a.total + 1
        c = scale [b]
        show c.total
        expect b > 0
        fail
        """) + "A sentence with `{swiftlab} b` in it.\n")
    #expect(errors.components(of: "error:") == 2)
    let draft = try bench.folder.read(".swiftlab/draft/lab.md")
    #expect(draft.contains("skipped: 'a' failed"))
    #expect(draft.contains("skipped: 'b' failed"))
  }

  @Test("names of a block that cannot be read are passed over later")
  func unreadable() throws {
    let errors = try bench.errors(
      lab("a = scale [1, 2\n") + "\n" + lab("b = scale [a.total]\nlet x = (1 + \nshow x"))
    #expect(errors.components(of: "error:") == 2)
  }

  @Test("an explicit name is bound once; the error shows the first place")
  func boundTwice() throws {
    #expect(
      try bench.errors(lab("let a = 1\na = scale [1]\nshow a")) == """
        Labs/lab.md:3:1: error: 'a' is bound twice; a name keeps its value
            a = scale [1]
            ^
        Labs/lab.md:2:5: note: bound here first
            let a = 1
                ^
        """)
  }

  @Test("the names of verbs and models are not free")
  func taken() throws {
    #expect(try bench.errors(lab("let scale = 1")).contains("'scale' is the name of a directive"))
    #expect(try bench.errors(lab("draw = scale [1]")).contains("'draw' is the name of a directive"))
    try bench.folder.write(lab("let tinyworld = 1"), to: "Labs/lab.md")
    let result = bench.run(["run", "Labs/lab.md"], modelNames: ["tinyworld"])
    #expect(result.errors.contains("'tinyworld' is the name of a model and not free"))
  }

  @Test("a bare verb means its latest result, an explicit name keeps its own")
  func latest() throws {
    let report = try bench.report(
      lab("a = scale [1] by=3\nscale [1] by=4\nscale [1] by=5")
        + "`{swiftlab} a.total` `{swiftlab} scale.total`\n")
    #expect(report.hasSuffix("3 5\n"))
  }

  @Test("a claim that does not hold fails the lab and shows both sides")
  func claim() throws {
    let errors = try bench.errors(lab("scale [1]\nexpect scale.total ~ 3.0"))
    #expect(errors.hasPrefix("Labs/lab.md:3:8: error: expectation failed: scale.total is 2, not 3"))
  }

  @Test("an error in prose is reported with those in blocks, in the order of the text")
  func order() throws {
    let errors = try bench.errors(
      "`{swiftlab} nope`\n\n" + lab("fail \"one\"") + "\n[x](none.md)\n\n" + lab("fail \"two\""))
    let places = errors.split(separator: "\n").filter { $0.contains("error:") }.map {
      $0.split(separator: ":")[1]
    }
    #expect(places == ["1", "4", "7", "10"])
  }

  @Test("a sentence knows what is bound above it, and nothing else")
  func documentOrder() throws {
    let text = "`{swiftlab} x`\n\n" + lab("let x = 1") + "\n`{swiftlab} x`\n"
    let errors = try bench.errors(text)
    #expect(errors.hasPrefix("Labs/lab.md:1:13: error: unknown name 'x'"))
    #expect(errors.components(of: "error:") == 1)
  }

  @Test("warnings are shown and fail nothing")
  func warning() throws {
    let errors = try bench.errors(lab("scale [1] by=7"), status: .success)
    #expect(errors.hasPrefix("Labs/lab.md:2:1: warning: 7 is odd"))
  }

  @Test("a label is one block's alone")
  func labels() throws {
    try bench.folder.write("```swiftlab label=a\nlet y = 1\n```\n", to: "Labs/_part.md")
    let errors = try bench.errors(
      "```swiftlab label=a\nlet x = 1\n```\n\n" + lab("include \"_part.md\""))
    #expect(errors.contains("Labs/_part.md:1:19: error: the label 'a' is given twice"))
  }

  // MARK: Lessons

  @Test("an error that is expected is the lesson: it stands in the report, and the lab is well")
  func lesson() throws {
    #expect(
      try bench.report("```swiftlab expect-error=\"did you mean\"\nscael [1]\n```\n") == """
        ```swiftlab
        scael [1]
        ```

        ```text
        error: unknown directive 'scael'; did you mean 'scale'?
            scael [1]
            ^~~~~
        ```

        """)
    let syntax = try bench.report("```swiftlab expect-error=\"never closed\"\nsay \"a\n```\n")
    #expect(syntax.contains("```text\nerror: "))
  }

  @Test("an error late in a line of a megabyte is shown with what is around it")
  func lessonInLongLine() throws {
    let list = "[" + String(repeating: "1, ", count: 350_000) + "1]"
    let report = try bench.report(
      "```swiftlab expect-error=\"missing\"\nshow \(list) + missing\n```\n")
    let shown = report.split(separator: "\n").suffix(3)
    #expect(shown.first?.utf8.count ?? 0 <= 80, "\(shown.first ?? "")")
    #expect(shown.first?.contains("…") == true && shown.first?.contains("missing") == true)
  }

  @Test("an error that does not come, or another one, fails")
  func missedLesson() throws {
    #expect(
      try bench.errors("```swiftlab expect-error=\"x\"\nlet a = 1\n```\n") == """
        Labs/lab.md:1:26: error: this block should have failed, but did not
            ```swiftlab expect-error="x"
                                     ^~~
        """)
    let other = try bench.errors("```swiftlab expect-error=\"x\"\nfail \"y\"\n```\n")
    #expect(other.contains("Labs/lab.md:2:1: error: y"))
    #expect(
      other.contains("this block should have failed with another error than the one on line 2"))
  }

  @Test("a name whose failure is the lesson has no value afterwards")
  func afterLesson() throws {
    let errors = try bench.errors(
      "```swiftlab expect-error=\"13\"\na = scale [1] by=13\n```\n\n" + lab("show a.total"))
    #expect(errors.components(of: "error:") == 1)
    #expect(errors.contains("Labs/lab.md:6:6: error:"))
  }

  // MARK: Draws

  @Test("draws depend on seed, name and occurrence, and on nothing else in the lab")
  func draws() throws {
    func values(_ text: String) throws -> [Substring] {
      try bench.report(text).split(separator: "\n").filter { $0.hasPrefix("v ") }
    }
    let plain = try values(lab("a = draw\ndraw") + "\nv `{swiftlab} a.values`\n")
    let moved = try values(
      "text\n\n" + lab("scale [1]\nother = draw") + "\n\n" + lab("draw\na = draw")
        + "\nv `{swiftlab} a.values`\n")
    #expect(plain == moved)
    let bare = try values(
      lab("draw") + "\nv `{swiftlab} draw.values`\n\n" + lab("draw")
        + "\nv `{swiftlab} draw.values`\n")
    #expect(Set(bare).count == 2)
    let seeded = try values("---\nseed: 7\n---\n" + lab("a = draw") + "\nv `{swiftlab} a.values`\n")
    #expect(seeded != plain)
    #expect(
      try values("---\nseed: 0\n---\n" + lab("a = draw") + "\nv `{swiftlab} a.values`\n") == plain)
  }

  // MARK: Parameters

  @Test("parameters bind names in the whole lab, and --set overrides them")
  func parameters() throws {
    let text = """
      ---
      param.rate: 0.5
      param.prompt: "A blue car"
      param.list: [1, 2]
      ---
      `{swiftlab} rate` `{swiftlab} prompt` `{swiftlab} list`
      """
    #expect(try bench.report(text) == "0.5 A blue car [1, 2]")
    let result = bench.swiftlab(
      "run", "Labs/lab.md", "--set", "rate=2", "--set=prompt=12", "--set", "param.list=[3]")
    #expect(result.status == .success)
    #expect(try bench.folder.read("output/lab.md").hasSuffix("\n2 12 \\[3\\]"))
  }

  @Test("a parameter that no lab has is an error of the command line")
  func unknownParameter() throws {
    try bench.folder.write("---\nparam.rate: 1\n---\n", to: "Labs/a.md")
    try bench.folder.write("text\n", to: "Labs/b.md")
    #expect(bench.swiftlab("run", "--set", "rate=2").status == .success)
    let result = bench.swiftlab("run", "--set", "rat=2")
    #expect(result.status == .usage)
    #expect(result.errors == "swiftlab: error: unknown parameter 'rat'; did you mean 'rate'?\n")
  }

  @Test("a parameter's name is bound, and a value of --set must be readable")
  func parameterErrors() throws {
    let text = "---\nparam.rate: 1\n---\n" + lab("let rate = 2")
    let errors = try bench.errors(text)
    #expect(errors.contains("'rate' is bound twice"))
    #expect(errors.contains("Labs/lab.md:2:7: note: bound here first"))
    let result = bench.swiftlab("run", "Labs/lab.md", "--set", "rate=[1,")
    #expect(result.errors.contains("Labs/lab.md:2:7: error: '--set rate=[1,': "))
  }

  @Test("a name that a lesson's failing directive would have bound is free afterwards")
  func freeAfterLesson() throws {
    let lesson = "```swiftlab expect-error=\"13\"\nlet kept = 1\na = scale [1] by=13\n```\n\n"
    let report = try bench.report(lesson + lab("a = scale [1] by=2\nshow a.total\nshow kept"))
    #expect(report.contains("2"))
    let twice = try bench.errors(lesson + lab("let kept = 2"))
    #expect(twice.contains("'kept' is bound twice"))
  }

  @Test(
    "a string that the text's end cuts off is an error",
    arguments: ["show \"abc\\", "show \"\"\"abc\\", "show \"abc\\\n", "say \"a\\\r"])
  func cutStrings(line: String) throws {
    #expect(try bench.errors("```swiftlab\n" + line).contains("this string is never closed"))
  }

  @Test("a sweep is at most as long as the limit allows")
  func longSweep() throws {
    let values = (0..<1001).map { String($0 % 10) }.joined(separator: ",")
    let sweep = lab("scale [1] sweep=by by=[\(values)]")
    #expect(
      try bench.errors(sweep).contains(
        "a sweep over 1001 values is longer than the limit of 1000; 'limit: 2' in the front matter,"
          + " or '--limit 2', allows it"))
    _ = try bench.report("---\nlimit: 2\n---\n" + sweep)
    try bench.folder.write(sweep, to: "Labs/lab.md")
    #expect(bench.swiftlab("run", "Labs/lab.md", "--limit", "2").status == .success)
    #expect(bench.swiftlab("run", "Labs/lab.md", "--limit", "0").status == .usage)
  }

  // MARK: Files

  @Test("a directive reads files beside the lab or under the working folder, and no others")
  func files() throws {
    try bench.folder.write("beside", to: "Labs/data.txt")
    try bench.folder.write("above", to: "data/x.txt")
    #expect(try bench.report("```swiftlab echo=false\nread \"data.txt\"\n```\n") == "beside\n")
    #expect(try bench.report("```swiftlab echo=false\nread \"data/x.txt\"\n```\n") == "above\n")
    #expect(try bench.report("```swiftlab echo=false\nread \"../data/x.txt\"\n```\n") == "above\n")
    #expect(try bench.errors(lab("read \"none.txt\"")).contains("there is no file 'none.txt'"))
    let outside = TemporaryFolder()
    try outside.write("secret", to: "s.txt")
    let path = "\(outside.path)/s.txt"
    #expect(try bench.errors(lab("read \"\(path)\"")).contains("lies outside the working folder"))
    let way = "../../\(outside.path.split(separator: "/").last!)/s.txt"
    #expect(try bench.errors(lab("read \"\(way)\"")).contains("lies outside the working folder"))
    let allowed = bench.swiftlab("run", "Labs/lab.md", "--allow-read", outside.path)
    #expect(allowed.status == .success)
  }

  @Test("a symbolic link leads no directive out of the working folder")
  func symbolicLink() throws {
    let outside = TemporaryFolder()
    try outside.write("secret", to: "s.txt")
    try bench.folder.link("Labs/way", to: outside.path)
    #expect(try bench.errors(lab("read \"way/s.txt\"")).contains("lies outside the working folder"))
  }
}

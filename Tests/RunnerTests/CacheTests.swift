import Bedrock
import Notebook
import Runner
import Testing

@Suite("The cache")
struct CacheTests {
  private let bench: Bench
  private let id = Toil.freshID()

  init() throws { bench = try Bench() }

  /// Runs a lab and gives its report.
  @discardableResult
  private func run(_ lab: String, _ options: String..., program: String? = "A") throws -> String {
    try bench.folder.write(lab, to: "Labs/lab.md")
    let result = bench.run(["run", "Labs/lab.md"] + options, program: program)
    guard result.status == .success else { throw RunFailed(errors: result.errors) }
    return try bench.folder.read("output/lab.md")
  }

  private func block(_ lines: String, _ options: String = "") -> String {
    "```swiftlab \(options)\n\(lines)\n```\n"
  }

  private func expectRuns(
    _ count: Int, _ note: Comment? = nil, at: SourceLocation = #_sourceLocation
  ) {
    #expect(Toil.count(id) == count, note, sourceLocation: at)
  }

  private var entries: [String] { (try? FileSystem.entries(of: bench.cache)) ?? [] }

  // MARK: What is remembered

  @Test("a second run executes nothing, and its report has the same bytes")
  func secondRun() throws {
    let lab = block("t = toil \"\(id)\"\nshow t.draws\nshow t.mixed[3].y") + "`{swiftlab} t.sum`\n"
    let first = try run(lab)
    let second = try run(lab)
    expectRuns(1)
    #expect(first == second)
    #expect(first == (try run(lab, "--no-cache")))
    expectRuns(2, "--no-cache computes anew")
  }

  @Test("also where the lab's own text changed, in Markdown and in JSON")
  func sameBytes() throws {
    let lab = block("t = toil \"\(id)\" x=[0.1, -0.5]\nshow t.mixed", "label=l caption=\"c\"")
    try run(lab)
    let again = try run(lab + "more\n")
    expectRuns(1)
    #expect(again == (try run(lab + "more\n", "--no-cache")))
    expectRuns(2)
    try run(lab, "--format", "json")
    let cached = try bench.folder.read("output/results.json")
    expectRuns(2)
    try run(lab, "--format", "json", "--no-cache")
    expectRuns(3)
    #expect(cached == (try bench.folder.read("output/results.json")))
  }

  @Test("what only changes the drawing executes nothing, and is drawn anew")
  func drawing() throws {
    let call = "toil \"\(id)\" x=[0.1, 0.2]"
    let labs = [
      block(call), block(call, "label=a"), block(call, "caption=\"c\""),
      block(call, "alt=\"a\""), block(call, "echo=false"), "---\nwidth: 40\n---\n" + block(call),
      "---\ncharset: unicode\n---\n" + block(call),
      "> " + block(call).split(separator: "\n").joined(separator: "\n> ") + "\n",
      "Prose.\n\n" + block("show 1\n\(call)"),
    ]
    let reports = try labs.map { try run($0) }
    expectRuns(1)
    #expect(try labs.map { try run($0, "--no-cache") } == reports)
  }

  @Test("a default that is written out is the same call; values through names are, too")
  func effectiveValues() throws {
    try run(block("toil \"\(id)\""))
    try run(block("toil \"\(id)\" x=[1, 2] word=\"word\""))
    try run(block("let v = [0.5, 1]\nlet w = \"wo\"\ntoil \"\(id)\" x=(2 * v)"))
    expectRuns(1)
  }

  @Test(
    "a change of what a result depends on executes it again",
    arguments: [
      ("toil \"ID\" x=[1, 3]", ""), ("toil \"ID\" word=\"other\"", ""),
      ("t = toil \"ID\"", ""), ("toil \"ID\"", "---\nseed: 1\n---\n"),
      ("toil \"ID\" warning=\"w\"", ""), ("toil \"ID\" x=[1, 2.0000000000000004]", ""),
      ("let a = softmax([1, 1])\ntoil \"ID\" x=(4 * a)", ""),
    ])
  func dependence(_ changed: String, _ matter: String) throws {
    try run(block("toil \"\(id)\""))
    try run(matter + block(changed.replacing("ID", with: id)))
    expectRuns(2)
  }

  @Test("the second draw of a name is not the first one's")
  func occurrence() throws {
    let report = try run(
      block("toil \"\(id)\"") + block("let a = toil.draws\ntoil \"\(id)\"\nshow a == toil.draws"))
    expectRuns(2)
    #expect(report.contains("`a == toil.draws = false`"))
    try run(block("toil \"\(id)\"\ntoil \"\(id)\"\nshow 1"))
    expectRuns(2)
  }

  @Test("a change executes only what depends on it")
  func onlyDependents() throws {
    let others = [Toil.freshID(), Toil.freshID(), Toil.freshID()]
    func lab(_ word: String, _ x: String) -> String {
      block(
        """
        a = toil "\(id)" word="\(word)" x=\(x)
        b = toil "\(others[0])" of=a
        c = toil "\(others[1])" x=a.x
        d = toil "\(others[2])"
        """)
    }
    try run(lab("one", "[1, 2]"))
    try run(lab("two", "[1, 2]"))
    #expect(([id] + others).map(Toil.count) == [2, 2, 1, 1])
    try run(lab("two", "[1, 5]"))
    #expect(([id] + others).map(Toil.count) == [3, 3, 2, 1])
    try run(lab("one", "[1, 2]"))
    #expect(([id] + others).map(Toil.count) == [3, 3, 2, 1], "the first results are still known")
  }

  @Test("another value of --set executes what reads it")
  func settings() throws {
    let other = Toil.freshID()
    let lab =
      "---\nparam.n: 3\n---\n" + block("toil \"\(id)\" x=[1, n]\ntoil \"\(other)\" word=\"x\"")
    try run(lab)
    let changed = try run(lab, "--set", "n=4")
    #expect(Toil.count(id) == 2 && Toil.count(other) == 1)
    #expect(changed != (try run(lab)))
    try run(lab, "--set", "n=4")
    #expect(Toil.count(id) == 2)
  }

  @Test("a sweep's runs are kept one by one")
  func sweep() throws {
    try run(block("toil \"\(id)\" word=[\"a\", \"b\"] sweep=word"))
    expectRuns(2)
    let more = try run(block("toil \"\(id)\" word=[\"b\", \"c\", \"a\"] sweep=word"))
    expectRuns(3)
    #expect(
      more == (try run(block("toil \"\(id)\" word=[\"b\", \"c\", \"a\"] sweep=word"), "--no-cache"))
    )
  }

  @Test("warnings come back")
  func warnings() throws {
    try bench.folder.write(block("toil \"\(id)\" warning=\"mind\""), to: "Labs/lab.md")
    let first = bench.swiftlab("run")
    let second = bench.swiftlab("run")
    expectRuns(1)
    #expect(first.errors.contains("Labs/lab.md:2:1: warning: mind\n"))
    #expect(
      second.errors == first.errors.replacing("1 report written", with: "1 unchanged"))
  }

  @Test("a directive that fails is not remembered")
  func failures() throws {
    let lab = block("toil \"\(id)\" file=\"none\"")
    for _ in 1...2 { #expect(throws: RunFailed.self) { try run(lab) } }
    expectRuns(2)
  }

  @Test("a figure that could not be read back is drawn each time")
  func unknownFigure() throws {
    let first = try run(block("strange \"\(id)\""))
    #expect(try run("\n" + block("strange \"\(id)\"")) == first)
    expectRuns(2)
  }

  // MARK: The program

  @Test("another program takes nothing from it; one that is not known keeps nothing")
  func program() throws {
    let lab = block("toil \"\(id)\"")
    try run(lab, program: "A")
    try run(lab, program: "B")
    expectRuns(2)
    try run(lab, program: "B")
    try run(lab + "\n", program: "B")
    expectRuns(2)
    try run(lab, program: "A")
    expectRuns(3)
    for name in entries { try FileSystem.removeFile("\(bench.cache)/\(name)") }
    try run(lab, program: nil)
    try run(lab, program: nil)
    expectRuns(5)
    #expect(entries.isEmpty)
  }

  // MARK: Files

  @Test("a file counts by its content, not by its date or what else is read")
  func files() throws {
    let other = Toil.freshID()
    try bench.folder.write("one", to: "Labs/data.txt")
    try bench.folder.write("x", to: "Labs/other.txt")
    let lab = block(
      "toil \"\(id)\" file=\"data.txt\"\nb = toil \"\(other)\" file=\"other.txt\"")
    let first = try run(lab)
    try bench.folder.remove("Labs/data.txt")
    try bench.folder.write("one", to: "Labs/data.txt")
    #expect(first == (try run(lab)))
    #expect(Toil.count(id) == 1 && Toil.count(other) == 1)
    try bench.folder.write("two", to: "Labs/data.txt")
    let second = try run(lab)
    #expect(second != first && second.contains("two"))
    #expect(Toil.count(id) == 2 && Toil.count(other) == 1)
    try bench.folder.remove("Labs/data.txt")
    #expect(throws: RunFailed.self) { try run(lab) }
  }

  @Test("a file that may no longer be read is an error again")
  func permission() throws {
    let outside = TemporaryFolder()
    try outside.write("secret", to: "data.txt")
    let lab = block("toil \"\(id)\" file=\"\(outside.path)/data.txt\"")
    try run(lab, "--allow-read", outside.path)
    try run(lab, "--allow-read", outside.path)
    expectRuns(1)
    #expect(throws: RunFailed.self) { try run(lab) }
  }

  @Test("a part and a link count, too, where nothing else has changed")
  func partsAndLinks() throws {
    try bench.folder.write(block("toil \"\(id)\" word=\"old\""), to: "Labs/_part.md")
    try bench.folder.write("text", to: "notes.txt")
    let lab = block("include \"_part.md\"") + "\n[notes](../notes.txt)\n"
    let first = try run(lab)
    #expect(first == (try run(lab)))
    expectRuns(1)
    try bench.folder.write(block("toil \"\(id)\" word=\"new\""), to: "Labs/_part.md")
    #expect(try run(lab).contains("new"))
    expectRuns(2)
    try bench.folder.remove("notes.txt")
    #expect(throws: RunFailed.self) { try run(lab) }
    try bench.folder.write("text", to: "notes.txt")
    try run(lab)
    expectRuns(2)
  }

  @Test("a report for another place has its own links")
  func otherOutput() throws {
    try bench.folder.write("text", to: "notes.txt")
    let lab = "[notes](../notes.txt)\n" + block("toil \"\(id)\"")
    try run(lab)
    try run(lab, "--output", "a/b")
    expectRuns(1)
    #expect(try bench.folder.read("a/b/lab.md").contains("(../../notes.txt)"))
    #expect(try bench.folder.read("output/lab.md").contains("(../notes.txt)"))
  }

  @Test("check and accept work from it")
  func check() throws {
    try bench.folder.write("data", to: "Labs/data.txt")
    try bench.folder.write(block("toil \"\(id)\" file=\"data.txt\""), to: "Labs/lab.md")
    #expect(bench.swiftlab("check").status == .failure)
    #expect(bench.swiftlab("check").status == .failure)
    expectRuns(1)
    try bench.folder.write("other", to: "Labs/data.txt")
    #expect(bench.swiftlab("accept").errors.contains("'Labs/data.txt' has changed"))
    #expect(bench.swiftlab("check").status == .failure)
    #expect(bench.swiftlab("check").status == .failure)
    #expect(bench.swiftlab("accept").status == .success)
    #expect(bench.swiftlab("check").status == .success)
    expectRuns(2)
  }

  // MARK: Models

  @Test("a model is kept by its bytes, and read when it is run")
  func models() throws {
    let user = Toil.freshID()
    func lab(_ prose: String) -> String {
      block("m = forge \"\(id)\"\nn = forge \"\(id)\"\nsumup \"\(user)\" of=m") + prose
    }
    let first = try run(lab(""))
    expectRuns(2)
    #expect(first + "\n" == (try run(lab("\n"))))
    expectRuns(2)
    let sizes = try entries.map {
      try FileSystem.read("\(bench.cache)/\($0)")
    }
    #expect(sizes.filter { $0.count > 100_000 }.count == 1, "two results with one model share it")
  }

  @Test("a model whose bytes are lost in the middle of a run is computed again")
  func lostModel() throws {
    let user = Toil.freshID()
    func lab(_ prose: String) -> String {
      block("m = forge \"\(id)\"\ndisturb \"\(id)\"\nsumup \"\(user)\" of=m") + prose
    }
    let first = try run(lab(""))
    expectRuns(1)
    let cache = bench.cache
    Toil.setHook(id) { TemporaryFolder.remove(cache) }
    #expect(first + "\n" == (try run(lab("\n"))))
    expectRuns(2, "only for its bytes")
    Toil.setHook(id) {
      for name in (try? FileSystem.entries(of: cache)) ?? [] {
        let path = "\(cache)/\(name)"
        guard var bytes = try? FileSystem.read(path), bytes.count > 100_000 else { continue }
        bytes[50_000] ^= 1
        _ = try? AtomicFile.write(bytes, to: path, shownAs: name)
      }
    }
    try run(lab("\n\n"))
    #expect(first + "\n\n\n" == (try run(lab("\n\n\n"))))
  }
}

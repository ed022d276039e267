import Runner
import Synchronization
import Testing

@Suite("Watching")
struct WatchTests {
  private let bench: Bench
  private let id = Toil.freshID()

  init() throws { bench = try Bench() }

  /// Watches while things happen, one at each look, and gives what was said.
  private func watch(
    _ words: String..., events: [@Sendable (TemporaryFolder) throws -> Void]
  ) -> Bench.Result {
    let step = Mutex(0)
    let folder = bench.folder
    return bench.run(["watch"] + words) {
      let index = step.withLock { step in
        step += 1
        return step - 1
      }
      guard index < events.count else { return false }
      do { try events[index](folder) } catch { Issue.record(error) }
      return true
    }
  }

  @Test("a save runs the labs again, and executes only what changed")
  func save() throws {
    let id = id
    try bench.folder.write("```swiftlab\ntoil \"\(id)\"\n```\n", to: "Labs/a.md")
    try bench.folder.write("text\n", to: "Labs/b.md")
    let result = watch(events: [
      { _ in }, { try $0.write("other\n", to: "Labs/b.md") }, { _ in },
    ])
    #expect(result.status == .success && result.output == "")
    #expect(
      result.errors == """
        swiftlab: 2 labs, 2 reports written
        swiftlab: watching; Ctrl-C ends

        swiftlab: 'Labs/b.md' changed
        swiftlab: 2 labs, 1 report written, 1 unchanged

        """)
    #expect(Toil.count(id) == 1)
    #expect(try bench.folder.read("output/b.md").hasSuffix("other\n"))
  }

  @Test("a new date alone, or the same bytes in a new file, is no change")
  func touch() throws {
    try bench.folder.write("text\n", to: "Labs/a.md")
    let result = watch(events: [
      { folder in
        try folder.remove("Labs/a.md")
        try folder.write("text\n", to: "Labs/a.md")
      }
    ])
    #expect(!result.errors.contains("changed"))
  }

  @Test("labs come and go, and a lab that fails is watched on")
  func comeAndGo() throws {
    try bench.folder.write("text\n", to: "Labs/a.md")
    let result = watch(events: [
      { try $0.write("```swiftlab\nnone\n```\n", to: "Labs/b.md") },
      { try $0.write("mended\n", to: "Labs/b.md") },
      { try $0.remove("Labs/b.md") }, { _ in },
    ])
    #expect(result.status == .success)
    #expect(result.errors.components(of: "swiftlab: 'Labs/b.md' changed\n") == 3)
    #expect(result.errors.contains("Labs/b.md:2:1: error: unknown directive 'none'"))
    #expect(result.errors.contains("swiftlab: 2 labs, 1 report written, 1 unchanged\n"))
    #expect(result.errors.contains("output/b.md: warning: the lab of this report is gone\n"))
  }

  @Test("a part and a file that a lab reads are watched, wherever they lie")
  func inputs() throws {
    try bench.folder.write("part\n", to: "parts/_p.md")
    try bench.folder.write("data", to: "data/d.txt")
    try bench.folder.write(
      "```swiftlab\ninclude \"../parts/_p.md\"\n```\n\n```swiftlab\nread \"data/d.txt\"\n```\n",
      to: "Labs/a.md")
    let result = watch(
      "Labs/a.md",
      events: [
        { try $0.write("new part\n", to: "parts/_p.md") },
        { try $0.write("new data", to: "data/d.txt") },
        { try $0.write("not looked at\n", to: "Labs/other.md") },
      ])
    #expect(result.errors.contains("'parts/_p.md' changed"))
    #expect(result.errors.contains("'data/d.txt' changed"))
    #expect(!result.errors.contains("other.md"))
    let report = try bench.folder.read("output/a.md")
    #expect(report.contains("new part") && report.contains("new data"))
  }

  @Test("while an editor puts a new file in the old one's place, nothing is run")
  func replacement() throws {
    try bench.folder.write("old\n", to: "Labs/a.md")
    let result = watch(events: [
      { try $0.remove("Labs/a.md") }, { try $0.write("new\n", to: "Labs/a.md") },
    ])
    #expect(result.errors.components(of: "changed\n") == 1)
    #expect(!result.errors.contains("gone"))
    #expect(try bench.folder.read("output/a.md").hasSuffix("new\n"))
  }

  @Test("a folder of labs that is gone for a moment ends nothing")
  func folder() throws {
    try bench.folder.write("old\n", to: "Labs/a.md")
    let path = bench.folder.path
    let result = watch(events: [
      { _ in TemporaryFolder.remove("\(path)/Labs") }, { _ in },
      { try $0.write("new\n", to: "Labs/a.md") },
    ])
    #expect(result.errors.contains("swiftlab: error: there is no folder 'Labs' here"))
    #expect(try bench.folder.read("output/a.md").hasSuffix("new\n"))
  }
}

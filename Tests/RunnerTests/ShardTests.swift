import Bedrock
import Runner
import Testing

@Suite("Several machines")
struct ShardTests {
  /// A course of labs in folders, of which some use each other; one report is without a lab.
  private func course() throws -> Bench {
    var labs: [String: String] = [:]
    for index in 0..<7 {
      labs["\(index % 3)/\(index).md"] =
        "---\ntitle: Lab \(index)\nsummary: S\(index).\n---\n```swiftlab\nlet x = \(index)\n```\n"
    }
    labs["0/use.md"] = "```swiftlab\nuse \"../1/4.md\" x\nshow x\n```\n"
    labs["z-a.md"] = "x\n"
    let bench = try Bench(labs: labs)
    try bench.folder.write("x\n", to: "Labs/gone.md")
    bench.swiftlab("run", "Labs/gone.md")
    try bench.folder.remove("Labs/gone.md")
    return bench
  }

  private func files(_ bench: Bench, _ folder: String) throws -> [String: String] {
    var files: [String: String] = [:]
    func collect(_ path: String) throws {
      for name in try bench.folder.names(in: path) {
        let inner = path + "/" + name
        if let text = try? bench.folder.read(inner) {
          files[String(inner.dropFirst(folder.count + 1))] = text
        } else {
          try collect(inner)
        }
      }
    }
    try collect(folder)
    return files
  }

  @Test("parts put together are what one machine makes, index and orphans too", arguments: 1...8)
  func union(_ count: Int) throws {
    let bench = try course()
    let whole = bench.swiftlab("run")
    let wanted = try files(bench, "output")
    var parts: [String] = []
    for index in 1...count {
      // As on machines of their own: nothing is shared but the checkout.
      let part = "parts/\(index)"
      let run = bench.run(["run", "--shard", "\(index)/\(count)", "--output", part], program: nil)
      #expect(run.status == .success)
      parts.append(part)
    }
    let merged = bench.run(["merge", "--output", "merged"] + parts.reversed())
    #expect(merged.status == .success)
    let made = try files(bench, "merged")
    #expect(made.keys.sorted() == wanted.keys.filter { $0 != "gone.md" }.sorted())
    for (path, text) in made { #expect(text == wanted[path]) }
    // Into the committed reports: the orphan is named as by one run.
    let again = bench.run(["merge"] + parts)
    let orphan = "output/gone.md: warning: the lab of this report is gone\n"
    #expect(whole.errors.contains(orphan) && again.errors.contains(orphan))
    #expect(again.errors.hasSuffix("swiftlab: 9 labs, 9 unchanged\n"))
  }

  @Test("checks of all parts find what one check finds", arguments: 1...8)
  func checks(_ count: Int) throws {
    let bench = try course()
    bench.swiftlab("run")
    try bench.folder.write("---\ntitle: New\n---\nnew\n", to: "Labs/2/5.md")
    try bench.folder.remove("output/z-a.md")
    let whole = bench.swiftlab("check")
    var output = ""
    var orphans = 0
    for index in 1...count {
      let part = bench.swiftlab("check", "--shard", "\(index)/\(count)")
      output += part.output
      orphans += part.errors.components(of: "the lab of this report is gone")
    }
    func differences(_ text: String) -> Set<Substring> {
      Set(text.split(separator: "\n").filter { $0.hasPrefix("+") || $0.hasPrefix("-") })
    }
    #expect(differences(output) == differences(whole.output))
    #expect(differences(output).contains("+++ b/output/README.md"))
    #expect(orphans == 1)
  }

  @Test("a part that is missing, damaged or of another run is refused, and nothing is written")
  func refused() throws {
    let bench = try course()
    for index in 1...2 { bench.swiftlab("run", "--shard", "\(index)/2", "--output", "p\(index)") }
    #expect(bench.swiftlab("merge", "p1").errors == "swiftlab: error: shard 2/2 is missing\n")
    #expect(bench.swiftlab("merge", "p1", "p1", "p2").errors.contains("shard 1/2 is there twice"))
    #expect(bench.swiftlab("merge", "Labs").errors.contains("'Labs' has no record of a shard"))
    #expect(bench.swiftlab("merge").status == .usage)
    try bench.folder.write("x\n", to: "Labs/later.md")
    #expect(bench.swiftlab("merge", "p1", "p2").errors.contains("'Labs/later.md' is in no shard"))
    try bench.folder.remove("Labs/later.md")
    let report = try #require(try files(bench, "p1").keys.first { $0.hasSuffix(".md") })
    try bench.folder.write("other\n", to: "p1/\(report)")
    #expect(
      bench.swiftlab("merge", "p1", "p2").errors.contains("is not the report that the shard made"))
    #expect(try bench.folder.names(in: "output") == ["gone.md"])
  }

  @Test(
    "a lab that failed on one machine fails the merged run, which keeps its old report and index")
  func failure() throws {
    let bench = try course()
    bench.swiftlab("run")
    try bench.folder.write("```swiftlab\nfail\n```\n", to: "Labs/2/5.md")
    let before = try files(bench, "output")
    for index in 1...3 { bench.swiftlab("run", "--shard", "\(index)/3", "--output", "p\(index)") }
    let merged = bench.swiftlab("merge", "p1", "p2", "p3")
    #expect(merged.status == .failure && merged.errors.contains("9 labs, 1 failed"))
    #expect(try files(bench, "output") == before)
  }

  @Test("a plan has each lab once, those that use each other together, and is a matrix for CI")
  func plan() throws {
    let bench = try course()
    for count in 1...8 {
      let text = bench.swiftlab("plan", "--shards", "\(count)", "--format", "json").output
      let json = try JSON(parsing: Array(text.utf8))
      let shares = (json["include"]?.arrayValue ?? []).map {
        ($0["labs"]?.arrayValue ?? []).compactMap(\.stringValue)
      }
      #expect(json["shards"]?.intValue == count)
      #expect(shares.joined().sorted().count == 9 && Set(shares.joined()).count == 9)
      #expect(shares.allSatisfy { !$0.isEmpty })
      let using = shares.first { $0.contains("Labs/0/use.md") }
      #expect(using?.contains("Labs/1/4.md") == true)
      try bench.folder.write(text, to: "plan.json")
      let shard = ["--plan", "plan.json", "--shard"]
      let parts = (1...count).map { "q\(count)/\($0)" }
      for (index, part) in parts.enumerated() {
        let run = bench.run(["run", "--output", part] + shard + ["\(index + 1)/\(count)"])
        #expect(run.status == .success)
      }
      #expect(bench.run(["merge", "--output", "m\(count)"] + parts).status == .success)
    }
    #expect(
      bench.swiftlab("run", "--plan", "plan.json", "--shard", "1/3").errors
        == "swiftlab: error: 'plan.json' is a plan for 8 shards, not 3\n")
    #expect(bench.swiftlab("plan").errors.contains("'plan' needs '--shards N'"))
    #expect(bench.swiftlab("run", "--plan", "plan.json").errors.contains("needs '--shard I/N'"))
  }

  @Test("a plan is balanced by what labs took before")
  func costs() throws {
    let bench = try Bench(labs: [:])
    for index in 0..<4 {
      let slow = (0..<(index == 0 ? 30 : 1)).map { "t\($0) = toil \"\(Toil.freshID())\" x=[\($0)]" }
      try bench.folder.write(
        "```swiftlab\n" + slow.joined(separator: "\n") + "\n```\n", to: "Labs/\(index).md")
    }
    bench.swiftlab("run", "--jobs", "1")
    let lines = bench.swiftlab("plan", "--shards", "2").output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first?.hasSuffix("s  Labs/0.md") == true)
    #expect(lines.last?.hasSuffix("s  Labs/1.md Labs/2.md Labs/3.md") == true)
  }
}

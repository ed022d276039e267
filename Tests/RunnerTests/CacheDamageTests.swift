import Bedrock
import Runner
import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Nothing that happens to the cache is seen in a report")
struct CacheDamageTests {
  private let bench: Bench
  private let id = Toil.freshID()
  private let report: String

  init() throws {
    bench = try Bench()
    try bench.folder.write(
      "```swiftlab\nt = toil \"\(id)\"\nm = forge \"\(id)\"\nsumup \"\(id)s\" of=m\n```\n",
      to: "Labs/lab.md")
    let result = bench.swiftlab("run")
    guard result.status == .success else { throw RunFailed(errors: result.errors) }
    report = try bench.folder.read("output/lab.md")
  }

  private var cache: String { bench.cache }
  private var entries: [String] { (try? FileSystem.entries(of: cache)) ?? [] }

  private func expectSameReport(at: SourceLocation = #_sourceLocation) throws {
    let result = bench.swiftlab("run")
    #expect(result.status == .success, "\(result.errors)", sourceLocation: at)
    #expect(result.errors == "swiftlab: 1 lab, 1 unchanged\n", sourceLocation: at)
    #expect(try bench.folder.read("output/lab.md") == report, sourceLocation: at)
  }

  /// Changes every entry.
  private func spoil(_ change: (inout [UInt8]) -> Void) throws {
    for name in entries {
      var bytes = try FileSystem.read("\(cache)/\(name)")
      change(&bytes)
      try AtomicFile.write(bytes, to: "\(cache)/\(name)", shownAs: name)
    }
  }

  @Test("a damaged byte, wherever it is, makes an entry a miss", arguments: 0..<24)
  func damage(_ part: Int) throws {
    let before = Toil.count(id)
    try spoil { $0[$0.count * part / 24] ^= 0x10 }
    try expectSameReport()
    #expect(Toil.count(id) == before + 2)
    try expectSameReport()
    #expect(Toil.count(id) == before + 2, "it was kept anew")
  }

  @Test(
    "so does a cut, an empty file, and more behind the end", arguments: [0, 1, 17, 81, -33, -1])
  func truncation(_ length: Int) throws {
    let before = Toil.count(id)
    try spoil { $0 = Array($0.prefix(length >= 0 ? length : $0.count + length)) }
    try expectSameReport()
    #expect(Toil.count(id) == before + 2)
    try spoil { $0 += [0] }
    try expectSameReport()
    #expect(Toil.count(id) == before + 4)
  }

  @Test("an entry under another's name is a miss")
  func foreign() throws {
    let before = Toil.count(id)
    let all = try entries.map { ($0, try FileSystem.read("\(cache)/\($0)")) }
    for (index, (name, _)) in all.enumerated() {
      let other = all[(index + 1) % all.count].1
      try AtomicFile.write(other, to: "\(cache)/\(name)", shownAs: name)
    }
    try expectSameReport()
    #expect(Toil.count(id) == before + 2)
  }

  @Test("a folder where a file belongs, and a file where the folder belongs")
  func wrongKinds() throws {
    for name in entries {
      try FileSystem.removeFile("\(cache)/\(name)")
      try FileSystem.makeFolder("\(cache)/\(name)")
    }
    try expectSameReport()
    TemporaryFolder.remove(cache)
    try AtomicFile.write(Array("in the way".utf8), to: cache, shownAs: cache)
    let result = bench.swiftlab("run")
    #expect(result.status == .success)
    #expect(
      result.errors == """
        swiftlab: note: results are not kept between runs: '\(cache)' cannot be used: it is no folder
        swiftlab: 1 lab, 1 unchanged

        """)
    #expect(try FileSystem.read(cache) == Array("in the way".utf8))
  }

  @Test("a folder that may not be written in")
  func readOnly() throws {
    for name in entries { try FileSystem.removeFile("\(cache)/\(name)") }
    chmod(cache, 0o500)
    #expect(bench.swiftlab("run").status == .success)
    #expect(try bench.folder.read("output/lab.md") == report)
    chmod(cache, 0o700)
  }

  @Test("a folder that is deleted again and again while labs run")
  func deletion() throws {
    let folder = bench.cache
    for index in 0..<8 {
      try bench.folder.write(
        "```swiftlab\ntoil \"\(id)\" word=\"\(index)\"\ndisturb \"\(id)\"\nt = toil \"\(id)\"\n```\n",
        to: "Labs/\(index).md")
    }
    Toil.setHook(id) { TemporaryFolder.remove(folder) }
    for _ in 1...3 {
      let result = bench.swiftlab("run", "--jobs", "4")
      #expect(result.status == .success, "\(result.errors)")
      let check = bench.swiftlab("check", "--jobs", "4")
      #expect(check.status == .success, "\(check.errors)")
    }
    let cached = try (0..<8).map { try bench.folder.read("output/\($0).md") }
    #expect(bench.swiftlab("run", "--no-cache").errors == "swiftlab: 9 labs, 9 unchanged\n")
    #expect(cached == (try (0..<8).map { try bench.folder.read("output/\($0).md") }))
  }

  @Test("two runs at once")
  func twoRuns() throws {
    for index in 0..<6 {
      try bench.folder.write(
        "```swiftlab\ntoil \"\(id)\" word=\"\(index % 3)\"\nm = forge \"\(id)\"\n```\n",
        to: "Labs/\(index).md")
    }
    let results = Mutex<[CommandLineTool.ExitStatus]>([])
    let runs = (0..<4).map { _ in
      Thread { [bench] in
        let status = bench.swiftlab("run", "--jobs", "2").status
        results.withLock { $0.append(status) }
      }
    }
    for run in runs { run.join() }
    #expect(results.withLock { $0 } == [.success, .success, .success, .success])
    #expect(bench.swiftlab("run", "--no-cache").errors == "swiftlab: 7 labs, 7 unchanged\n")
    #expect(entries.allSatisfy { $0.utf8.count == 64 }, "no remains")
  }
}

@Suite("The cache's size")
struct CacheSweepTests {
  private let folder = TemporaryFolder()

  /// A file that was last used so many hours ago.
  private func put(_ name: String, _ size: Int, hours: Int) throws {
    try folder.write([UInt8](repeating: 1, count: size), to: name)
    var now = timeval()
    gettimeofday(&now, nil)
    now.tv_sec -= 3600 * hours
    utimes("\(folder.path)/\(name)", [now, now])
  }

  @Test("past its limit, what was not used for the longest time goes")
  func limit() throws {
    for hours in 1...9 { try put("f\(hours)", 100, hours: hours) }
    CacheSweep(folder: folder.path, limit: 900).run()
    #expect(try folder.names().count == 9)
    CacheSweep(folder: folder.path, limit: 800).run()
    #expect(try folder.names() == ["f1", "f2", "f3", "f4", "f5", "f6", "f7"])
    CacheSweep(folder: folder.path, limit: 0).run()
    #expect(try folder.names().isEmpty)
    CacheSweep(folder: folder.path + "/none", limit: 0).run()
  }

  @Test("what a dead run left half-written goes, and what a living one holds stays")
  func remains() throws {
    try put(".swiftlab-1-1.tmp", 10, hours: 2)
    try put(".swiftlab-1-2.tmp", 10, hours: 0)
    let held = open("\(folder.path)/.swiftlab-1-2.tmp", O_RDONLY)
    defer { close(held) }
    #expect(flock(held, LOCK_EX | LOCK_NB) == 0)
    CacheSweep(folder: folder.path).run()
    #expect(try folder.names() == [".swiftlab-1-2.tmp"])
  }

  @Test("what is used stays: its date is renewed")
  func use() throws {
    let bench = try Bench()
    let id = Toil.freshID()
    try bench.folder.write("```swiftlab\ntoil \"\(id)\"\n```\n", to: "Labs/lab.md")
    bench.swiftlab("run")
    let path = bench.cache
    var past = timeval()
    gettimeofday(&past, nil)
    past.tv_sec -= 3600 * 50
    for name in try FileSystem.entries(of: path) { utimes("\(path)/\(name)", [past, past]) }
    bench.swiftlab("run")
    #expect(Toil.count(id) == 1)
    var newest = 0
    for name in try FileSystem.entries(of: path) {
      var status = stat()
      stat("\(path)/\(name)", &status)
      #if canImport(Darwin)
        newest = max(newest, status.st_mtimespec.tv_sec)
      #else
        newest = max(newest, status.st_mtim.tv_sec)
      #endif
    }
    #expect(newest > past.tv_sec + 3600)
  }
}

import Bedrock
import Runner
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Nothing outside the checkout is written")
struct WriteDoorTests {
  private let bench: Bench
  private let outside = TemporaryFolder()

  init() throws {
    bench = try Bench(labs: ["a.md": "one\n"])
    try outside.write("precious", to: "victim.md")
    try outside.write("precious", to: ".swiftlab-1-1.tmp")
    try outside.write("precious", to: ".old")
  }

  private func expectUntouched(at: SourceLocation = #_sourceLocation) throws {
    #expect(
      try outside.names() == [".old", ".swiftlab-1-1.tmp", "victim.md"], sourceLocation: at)
    for name in try outside.names() {
      #expect(try outside.read(name) == "precious", sourceLocation: at)
    }
  }

  @Test(
    "a link in the place of a folder that swiftlab writes to is not followed",
    arguments: [".swiftlab", ".swiftlab/cache", ".swiftlab/draft", ".swiftlab/checked", "output"])
  func folders(_ path: String) throws {
    try bench.folder.link(path, to: outside.path)
    try bench.folder.write("```swiftlab\nnone\n```\n", to: "Labs/failing.md")
    bench.swiftlab("run")
    bench.swiftlab("check")
    bench.swiftlab("accept")
    bench.swiftlab("run", "--format", "json")
    bench.swiftlab("run", "--format", "html")
    try expectUntouched()
  }

  @Test("the error names the link and what to do")
  func linkError() throws {
    try bench.folder.link("output", to: outside.path)
    let result = bench.swiftlab("run")
    #expect(result.status == .failure)
    #expect(
      result.errors.contains(
        "'output/a.md' cannot be written: 'output' is a symbolic link, which is not followed here;"
          + " remove it"))
  }

  @Test(
    "a link in the place of a file is not written through",
    arguments: [
      "output/a.md", "output/README.md", "output/results.json", ".swiftlab/draft/failing.md",
      ".swiftlab/checked/a.md", ".swiftlab/checked/record.json", ".swiftlab/.gitignore",
    ])
  func files(_ path: String) throws {
    try bench.folder.link(path, to: "\(outside.path)/victim.md")
    try bench.folder.write("```swiftlab\nnone\n```\n", to: "Labs/failing.md")
    bench.swiftlab("run")
    bench.swiftlab("check")
    bench.swiftlab("accept")
    bench.swiftlab("run", "--format", "json")
    try expectUntouched()
  }

  @Test("an empty file behind a report's link stays empty")
  func emptyBehindLink() throws {
    try outside.write("", to: "victim.md")
    try bench.folder.link("output/a.md", to: "\(outside.path)/victim.md")
    #expect(bench.swiftlab("run").status == .failure)
    #expect(try outside.read("victim.md") == "")
  }

  @Test("results go into no lab through a link")
  func inPlace() throws {
    try outside.write("precious", to: "victim.md")
    let lab = "```swiftlab label=x\nsay \"x\"\n```\n"
    try bench.folder.write(lab, to: "docs/real.md")
    try bench.folder.link("docs/way.md", to: "real.md")
    let result = bench.swiftlab("run", "--in-place", "docs/way.md")
    #expect(result.status == .failure)
    #expect(result.errors.contains("a symbolic link, which is not followed here"))
    #expect(try bench.folder.read("docs/real.md") == lab)
    try expectUntouched()
  }

  @Test("a foreign document of results is not overwritten")
  func document() throws {
    try bench.folder.write("{\"mine\": 1}", to: "output/results.json")
    let result = bench.swiftlab("run", "--format", "json")
    #expect(result.status == .failure)
    #expect(
      result.errors.contains(
        "'output/results.json' cannot be written: the file there was not made by swiftlab"))
    try bench.folder.remove("output/results.json")
    #expect(
      bench.swiftlab("run", "--format", "json").errors
        == "swiftlab: 1 lab, results in 'output/results.json'\n")
    #expect(bench.swiftlab("run", "--format", "json").status == .success)
  }

  @Test("a record of paths of its own makes accept write nowhere else")
  func record() throws {
    try bench.folder.write("changed\n", to: "Labs/a.md")
    bench.swiftlab("run")
    try bench.folder.write("again\n", to: "Labs/a.md")
    bench.swiftlab("check")
    let record = try bench.folder.read(".swiftlab/checked/record.json")
    #expect(record.contains("\"source\": \"Labs/a.md\""))
    for source in ["../victim.md", "\(outside.path)/victim.md", ".git/config", "output/a.md"] {
      let forged = record.replacing("\"source\": \"Labs/a.md\"", with: "\"source\": \"\(source)\"")
      try bench.folder.write(forged, to: ".swiftlab/checked/record.json")
      let result = bench.swiftlab("accept")
      #expect(result.status == .failure)
      #expect(result.errors.contains("is no lab"), "\(result.errors)")
    }
    try expectUntouched()
  }

  @Test("leftovers of dead runs do not stand in the way, and are gone after the next run")
  func leftovers() throws {
    for folder in ["output", ".swiftlab/draft", ".swiftlab/checked"] {
      for number in 1...3 {
        try bench.folder.write("half", to: "\(folder)/.swiftlab-1-\(number).tmp")
      }
    }
    try bench.folder.write("two\n", to: "Labs/a.md")
    #expect(bench.swiftlab("run").status == .success)
    #expect(try bench.folder.names(in: "output") == ["README.md", "a.md"])
    #expect(try bench.folder.names(in: ".swiftlab/draft").isEmpty)
    try bench.folder.write("three\n", to: "Labs/a.md")
    bench.swiftlab("check")
    #expect(try bench.folder.names(in: ".swiftlab/checked") == ["a.md", "record.json"])
  }

  @Test("the private folder ignores itself, whatever a .gitignore says")
  func ignored() throws {
    try bench.folder.write("```swiftlab\nnone\n```\n", to: "Labs/failing.md")
    bench.swiftlab("run")
    #expect(try bench.folder.read(".swiftlab/.gitignore") == "*\n")
  }
}

@Suite("Nothing outside the course is read")
struct ReadDoorTests {
  private let bench: Bench
  private let outside = TemporaryFolder()

  init() throws {
    bench = try Bench(labs: ["a.md": "one\n"])
    try outside.write("secret\n", to: "secret.md")
    try outside.write("secret\n", to: "secret.txt")
    try outside.write("secret\n", to: "more/one.md")
    try bench.folder.write("secret\n", to: ".git/config")
    try bench.folder.write("secret\n", to: ".env")
  }

  /// Everything that a run wrote and printed.
  private func traces(_ words: String...) throws -> String {
    let result = bench.run(words)
    var text = result.output + result.errors
    for name in (try? bench.folder.names(in: "output")) ?? [] {
      text += (try? bench.folder.read("output/\(name)")) ?? ""
    }
    return text
  }

  @Test("a lab that a link brings in from outside is refused")
  func labLink() throws {
    try bench.folder.link("Labs/env.md", to: "/proc/self/environ")
    try bench.folder.link("Labs/secret.md", to: "\(outside.path)/secret.md")
    try bench.folder.link("Labs/git.md", to: "../.git/config")
    try bench.folder.link("Labs/more", to: "\(outside.path)/more")
    let traces = try traces("run")
    #expect(!traces.contains("secret\n") && !traces.contains("HOME="))
    #expect(
      traces.contains(
        "'Labs/secret.md' cannot be read: through a symbolic link; it lies outside the working"))
    #expect(traces.contains("Labs/more: error: 'Labs/more' cannot be read: it is a symbolic link"))
    #expect(traces.contains("'.git' begins with a dot"))
  }

  @Test("--allow-read is the one exception")
  func allowed() throws {
    try bench.folder.link("Labs/secret.md", to: "\(outside.path)/secret.md")
    try bench.folder.link("Labs/more", to: "\(outside.path)/more")
    let result = bench.swiftlab("run", "--allow-read", outside.path)
    #expect(result.status == .success, "\(result.errors)")
    #expect(try bench.folder.read("output/secret.md").contains("secret"))
    #expect(try bench.folder.read("output/more/one.md").contains("secret"))
  }

  @Test(
    "settings and Git's own files are not read", arguments: [".env", ".git/config", "sub/../.env"])
  func hidden(_ path: String) throws {
    try bench.folder.write("x", to: "sub/x.txt")
    for directive in ["include", "read"] {
      let error = try bench.errors("```swiftlab\n\(directive) \"\(path)\"\n```\n")
      #expect(error.hasPrefix("Labs/lab.md:2:"), "\(error)")
      #expect(error.contains("begins with a dot"), "\(error)")
      #expect(!error.contains("secret"))
    }
  }

  @Test("nor is a link to one, but a folder of them may be allowed")
  func hiddenLink() throws {
    try bench.folder.link("plain.txt", to: ".env")
    #expect(
      try bench.errors("```swiftlab\nread \"plain.txt\"\n```\n").contains(
        "'.env' begins with a dot")
    )
    try bench.folder.write("fine\n", to: ".data/part.md")
    try bench.folder.write("```swiftlab\ninclude \".data/part.md\"\n```\n", to: "Labs/lab.md")
    #expect(bench.swiftlab("run", "Labs/lab.md").status == .failure)
    #expect(bench.swiftlab("run", "Labs/lab.md", "--allow-read", ".data").status == .success)
  }

  @Test("an error about a link tells no name that lies outside or is hidden")
  func linkErrors() throws {
    let up = String(repeating: "../", count: 12)
    let way = outside.path.dropFirst()
    try bench.folder.write(
      "[a](\(up)\(way)/secre.md) [b](\(up)etc/shado) [c](../.en)\n", to: "Labs/a.md")
    let traces = try traces("run")
    #expect(traces.contains("this link leads nowhere"))
    #expect(!traces.contains("did you mean"), "\(traces)")
  }

  @Test(
    "what is no regular file is refused at once, with its place",
    arguments: ["pipe", "zero", "socket"])
  func irregular(_ kind: String) throws {
    try FileSystem.makeFolder("\(bench.folder.path)/Labs")
    let path = "\(bench.folder.path)/Labs/thing.md"
    switch kind {
    case "pipe": #expect(mkfifo(path, 0o600) == 0)
    case "zero": symlink("/dev/zero", path)
    default:
      let socket = socket(AF_UNIX, Int32(1), 0)
      defer { close(socket) }
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      let fits = path.utf8.count < MemoryLayout.size(ofValue: address.sun_path)
      guard fits else { return }
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
      let bound = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
      #expect(bound == 0)
    }
    let words = ["run", "--allow-read", "/dev"]
    #expect(bench.run(words).errors.contains("'Labs/thing.md' cannot be read: it is a pipe"))
    for directive in ["include", "read"] {
      try bench.folder.write(
        "```swiftlab\n\(directive) \"thing.md\"\n```\n", to: "Labs/lab.md")
      let errors = bench.run(words + ["Labs/lab.md"]).errors
      #expect(errors.contains("Labs/lab.md:2:"), "\(errors)")
      #expect(errors.contains("it is a pipe, a device or a socket"), "\(errors)")
    }
  }

  @Test("a file that is too large is refused before it is read")
  func sparse() throws {
    try bench.folder.write("x", to: "Labs/thing.md")
    #expect(truncate("\(bench.folder.path)/Labs/thing.md", 20 << 30) == 0)
    let refusal = "it has 21474836480 bytes, and at most"
    #expect(bench.swiftlab("run").errors.contains("'Labs/thing.md' cannot be read: \(refusal)"))
    for directive in ["include", "read"] {
      let error = try bench.errors("```swiftlab\n\(directive) \"thing.md\"\n```\n")
      #expect(error.hasPrefix("Labs/lab.md:2:") && error.contains(refusal), "\(error)")
    }
    // An entry of the cache is a miss.
    try bench.folder.remove("Labs/thing.md")
    let id = Toil.freshID()
    try bench.folder.write("```swiftlab\ntoil \"\(id)\"\n```\n", to: "Labs/lab.md")
    #expect(bench.swiftlab("run").status == .success)
    for name in try FileSystem.entries(of: bench.cache) {
      #expect(truncate("\(bench.cache)/\(name)", 20 << 30) == 0)
    }
    #expect(bench.swiftlab("run").status == .success)
    #expect(Toil.count(id) == 2)
  }

  @Test("a report is no lab, and a README beside the labs does not take the index' place")
  func reports() throws {
    #expect(bench.swiftlab("run").status == .success)
    try bench.folder.write(try bench.folder.read("output/a.md"), to: "Labs/copy.md")
    #expect(
      bench.swiftlab("run").errors.contains(
        "'Labs/copy.md' cannot be run: it is a report that swiftlab made, and no lab"))
    try bench.folder.write("# Read me\n", to: "README.md")
    let index = try bench.folder.read("output/README.md")
    #expect(bench.swiftlab("run", "README.md").status == .failure)
    #expect(try bench.folder.read("output/README.md") == index)
    #expect(bench.swiftlab("run", "README.md", "--in-place").status == .success)
  }
}

@Suite("Accept")
struct AcceptDoorTests {
  private let bench: Bench

  init() throws {
    bench = try Bench(labs: ["a.md": "one\n", "b.md": "two\n"])
    bench.swiftlab("run")
  }

  @Test("what was made with --set is not accepted")
  func settings() throws {
    try bench.folder.write(
      "---\nparam.x: 1\n---\n```swiftlab\nshow x\n```\n", to: "Labs/a.md")
    bench.swiftlab("run")
    let before = try bench.folder.read("output/a.md")
    #expect(bench.swiftlab("check", "--set", "x=2").status == .failure)
    let result = bench.swiftlab("accept")
    #expect(result.status == .failure && result.errors.contains("--set x"))
    #expect(try bench.folder.read("output/a.md") == before)
  }

  @Test("a report that cannot be written leaves all others as they were")
  func allOrNothing() throws {
    let before = try bench.folder.read("output/a.md")
    for name in ["a", "b"] { try bench.folder.write("new\n", to: "Labs/\(name).md") }
    bench.swiftlab("check")
    try bench.folder.remove("output/b.md")
    try FileSystem.makeFolder("\(bench.folder.path)/output/b.md")
    #expect(bench.swiftlab("accept").status == .failure)
    #expect(try bench.folder.read("output/a.md") == before)
  }

  @Test("a read-only checkout whose reports are current passes the check")
  func readOnly() throws {
    // A file in the folder's place refuses writing to every user.
    TemporaryFolder.remove("\(bench.folder.path)/.swiftlab")
    try bench.folder.write("in the way", to: ".swiftlab")
    let result = bench.swiftlab("check")
    #expect(result.status == .success, "\(result.errors)")
    try bench.folder.write("new\n", to: "Labs/a.md")
    let stale = bench.swiftlab("check")
    #expect(stale.status == .failure && stale.errors.contains("nothing is there to accept"))
  }

  @Test("the shards of one check leave one record")
  func shards() throws {
    for name in ["a", "b"] { try bench.folder.write("new\n", to: "Labs/\(name).md") }
    bench.swiftlab("check", "--shard", "1/2")
    bench.swiftlab("check", "--shard", "2/2")
    #expect(bench.swiftlab("accept").errors == "swiftlab: 2 reports accepted\n")
  }

  @Test("a name in the reports' folder that is not UTF-8 hides no orphan")
  func strangeName() throws {
    try bench.folder.remove("Labs/b.md")
    let name = "\(bench.folder.path)/output/".utf8CString.dropLast() + [CChar(bitPattern: 0xFF), 0]
    let made = Array(name).withUnsafeBufferPointer {
      open($0.baseAddress!, O_WRONLY | O_CREAT, 0o600)
    }
    guard made >= 0 else { return }
    close(made)
    #expect(bench.swiftlab("check").errors.contains("output/b.md: error: the lab of this report"))
  }
}

@Suite("The cache's home")
struct CacheHomeTests {
  @Test("a folder that others may write to is not used, and a note says so")
  func others() throws {
    let bench = try Bench(labs: ["a.md": "one\n"])
    try FileSystem.makeFolder(bench.cache)
    chmod(bench.cache, 0o777)
    let result = bench.swiftlab("run")
    #expect(result.status == .success)
    #expect(
      result.errors.contains("are not kept between runs")
        && result.errors.contains("others may write to it"))
    #expect(try FileSystem.entries(of: bench.cache).isEmpty)
  }

  @Test("a folder that is made is its owner's alone, and nothing is kept in the checkout")
  func mode() throws {
    let bench = try Bench()
    try bench.folder.write("```swiftlab\ntoil \"\(Toil.freshID())\"\n```\n", to: "Labs/a.md")
    bench.swiftlab("run")
    var status = stat()
    #expect(stat(bench.cache, &status) == 0 && status.st_mode & 0o777 == 0o700)
    #expect(try !FileSystem.entries(of: bench.cache).isEmpty)
    #expect(try bench.folder.names() == ["Labs", "output"])
  }
}

@Suite("The course's root")
struct CourseRootTests {
  @Test("is found upwards, as far as the repository reaches")
  func upwards() throws {
    let folder = TemporaryFolder()
    try folder.write("x", to: "Labs/week2/a.md")
    try folder.write("x", to: "other/.git/HEAD")
    try folder.write("x", to: "other/deep/x")
    #expect(CourseRoot.find(from: folder.path) == folder.path)
    #expect(CourseRoot.find(from: "\(folder.path)/Labs/week2") == folder.path)
    let other = "\(folder.path)/other/deep"
    #expect(CourseRoot.find(from: other) == other)
  }

  @Test("a lab is named from where the user is")
  func names() throws {
    let bench = try Bench(labs: ["week2/a.md": "one\n"])
    let tool = CommandLineTool(
      product: Product(register: testRegister),
      workspace: Workspace(around: "\(bench.folder.path)/Labs/week2"),
      console: Console(write: { _ in }, writeError: { _ in }, readInput: { [] }))
    #expect(tool.run(["run", "a.md"]) == .success)
    #expect(bench.folder.exists("output/week2/a.md"))
    #expect(tool.run(["check", "."]) == .success)
    #expect(tool.run(["run", "a.md", "--output", "here"]) == .success)
    #expect(bench.folder.exists("Labs/week2/here/week2/a.md"))
  }
}

@Suite("The terminal")
struct VisibleTerminalTests {
  @Test("no control character but line feeds and tabs is sent there")
  func visible() {
    let hostile = "a\u{1B}[2Jb\u{7}\u{9B}c\u{202E}d\r\n\te\u{2066}\u{FEFF}"
    #expect(
      TerminalText.visible(hostile)
        == "a\\u{1B}[2Jb\\u{7}\\u{9B}c\\u{202E}d\\u{D}\n\te\\u{2066}\\u{FEFF}")
    #expect(TerminalText.visible([0x61, 0xFF, 0x0A, 0xC3]) == "a\\xff\n\\xc3")
    #expect(TerminalText.visible("καλημέρα 🏳️‍🌈\n") == "καλημέρα 🏳️‍🌈\n")
  }
}

import Bedrock
import Markdown
import Notebook
import Runner
import Testing

@Suite("Laws of a report")
struct LawTests {
  /// Text that a model or lab might produce to break out of its place.
  private static let hostile = [
    "```", "```swiftlab", "~~~", "~~~swiftlab\nsay \"x\"\n~~~", "````````", "`", "``", "|",
    "| a | b |",
    "|---|---|", "<", "<!--", "-->", "<details>", "</details>", "<script>", "</pre>", "<!", "<?",
    "$",
    "$$", "# ", "- ", "* ", "+ ", "1. ", "> ", "---", "===", "***", "    code", "\t", "[a]: b",
    "[x](y)",
    "![x](y)", "\\", "\r", "\r\n", "\u{2028}", "\u{2029}", "\u{85}", "\u{0}", "\u{1B}[31m",
    "\u{200B}",
    "\u{202E}", "\u{2066}", "\u{FEFF}", "&lt;", "&#96;", "`{swiftlab} 1`", "{swiftlab} 1", "\n",
    "\n\n",
    " ", "", "é", "日本", "👩‍👩‍👧", "include \"x\"", "swiftlab", "\u{B}", "\u{C}", "<a href=\"none.md\">",
    "<http://x.y>", "*", "_", "**", "~~", "[^1]:", ":-:", "=", "\"",
    "    x", " # x", " > x", "   - x", "http://x.y/", "www.x.y/", "a@b.c", "[x] ", "[!NOTE]", "$a$",
    "[^1]",
  ]

  private static func hostileText(_ random: inout RandomStream) -> String {
    let count = Int.random(in: 1...6, using: &random)
    return (0..<count).map { _ in
      hostile.randomElement(using: &random)! + (Bool.random(using: &random) ? "\n" : "")
    }.joined()
  }

  @Test(
    "law: parsing a report finds exactly the blocks that were written, whatever text came out of a lab",
    arguments: 0..<150)
  func reportRoundTrip(_ round: Int) throws {
    let bench = try Bench()
    var random = RandomStream(seed: 3, name: "law", occurrence: round)
    var lab = ""
    var sources: [[String]] = []
    for index in 0..<4 {
      let prefix = ["", "> ", "- ", "1. ", "> - "].randomElement(using: &random)!
      let rest = String(prefix.map { $0 == ">" ? $0 : " " })
      let text = LabText.quoted(Self.hostileText(&random))
      let caption = LabText.quoted(Self.hostileText(&random)).filter { $0 != "`" }
      let alt = Bool.random(using: &random) ? " alt=\(caption)" : ""
      let fold = [" fold=source", " fold=output", ""].randomElement(using: &random)!
      let form = ["paragraph", "figure", "table", "all"].randomElement(using: &random)!
      let lines = [
        "n\(index) = say \(text) as=\(form)", "show n\(index).text", "show [n\(index).text]",
      ]
      lab += "\(prefix)~~~~~swiftlab caption=\(caption)\(alt)\(fold)\n"
      for line in lines { lab += rest + line + "\n" }
      lab += "\(rest)~~~~~\n" + (Bool.random(using: &random) ? "\n" : "")
      lab += "Prose `{swiftlab} n\(index).text` and `{swiftlab} n\(index).text`\n\n"
      lab += "`{swiftlab} n\(index).text`. text\n\n"
      sources.append(lines)
    }
    try bench.folder.write(lab, to: "Labs/lab.md")
    let result = bench.swiftlab("run", "Labs/lab.md")
    try #require(result.status == .success, "\(result.errors)\n\(lab)")
    let report = try FileSystem.read("\(bench.folder.path)/output/lab.md")
    let parsed = ParsedLab(parsing: SourceFile(path: "report", utf8: report))
    let text = String(decoding: report, as: UTF8.self)
    #expect(parsed.blocks.map(\.source) == sources, "\(text)")
    let inlines = parsed.pieces.filter { if case .inline = $0 { true } else { false } }
    #expect(inlines.isEmpty, "\(text)")
    #expect(parsed.destinations.isEmpty, "\(text)")
    // Every other fence is one of ours, and nothing turned into a list or heading of its own.
    let fences = MarkdownStructure(report).fences.map {
      String(decoding: report[$0.info], as: UTF8.self)
    }
    #expect(fences.allSatisfy { $0 == "swiftlab" || $0 == "text" })
    // What is hidden in the author's source stays there; results show it.
    let results = text.split(separator: "\n").filter { !$0.contains(" = say ") }
    #expect(
      !results.joined().unicodeScalars.contains {
        $0 == "\r" || $0 == "\u{2028}" || $0 == "\u{202E}" || $0 == "\u{0}"
      })
  }

  @Test("law: a run's bytes do not depend on the jobs, and come out twice alike")
  func jobs() throws {
    var labs: [String: String] = [:]
    for index in 0..<12 {
      labs["lab\(index).md"] =
        "---\ntitle: Lab \(index)\n---\n# x\n\n```swiftlab\ndraw\nshow draw.values\n"
        + (index % 5 == 4 ? "fail \"on purpose\"\n" : "") + "```\n"
    }
    func run(_ jobs: String) throws -> [String] {
      let bench = try Bench(labs: labs)
      let result = bench.swiftlab("run", "--jobs", jobs)
      #expect(result.status == .failure)
      let reports = try bench.folder.names(in: "output").map {
        try bench.folder.read("output/\($0)")
      }
      return reports + [result.errors, result.output]
    }
    let single = try run("1")
    #expect(try run("8") == single)
    #expect(try run("8") == single)
    #expect(single.count == 12)
  }
}

import Bedrock
import Runner
import Testing

@Suite("JSON documents")
struct DocumentTests {
  private let bench: Bench

  init() throws { bench = try Bench() }

  private func document(_ lab: String) throws -> JSON {
    let result = bench.swiftlab("run", "-", "--format", "json", input: Array(lab.utf8))
    return try JSON(parsing: Array(result.output.utf8))
  }

  @Test("blocks, directives, values and figures carry their places and full precision")
  func whole() throws {
    let json = try document(
      """
      ---
      title: A / "lab"
      ---
      text

      ```swiftlab label=first caption="C"

      s = say "hi" as=all
      let third = 1 / 3
      show third : .1f
      expect third < 1
      ```
      """)
    #expect(
      json.serialized() == #"""
        {"engine":"0.1.0","labs":[{"source":"-","title":"A / \"lab\"","status":"ok","blocks":[{"line":6,"label":"first","directives":[{"line":8,"verb":"say","name":"s","values":{"text":"hi"},"figures":[{"kind":"text","caption":"C","alt":"It says hi","data":{"text":"hi"}},{"kind":"table","caption":"C","alt":"A table of 2 rows: hi, n.","data":{"columns":["hi","n"],"rows":[["hi","1"],["b","hi"]]}}]},{"line":9,"verb":"let","name":"third","values":{"value":0.3333333333333333},"figures":[]},{"line":10,"verb":"show","name":null,"values":{"value":0.3333333333333333},"figures":[]},{"line":11,"verb":"expect","name":null,"values":{},"figures":[]}]}],"claims":{"made":1,"held":1},"diagnostics":[]}]}
        """#)
  }

  @Test("a lab without blocks has an empty list, a failed one its diagnostics")
  func failed() throws {
    let empty = try document("text\n")
    #expect(empty["labs"]?[0]?["blocks"] == .array([]))
    let failed = try document("```swiftlab\na = scael [1]\nshow a.x\n```\n")["labs"]?[0]
    #expect(failed?["status"] == "failed")
    #expect(
      failed?["diagnostics"]?.serialized()
        == #"[{"severity":"error","line":2,"column":5,"message":"unknown directive 'scael'","suggestion":"scale"}]"#
    )
    #expect(failed?["blocks"]?[0]?["directives"]?[0]?["status"] == "failed")
    #expect(failed?["blocks"]?[0]?["directives"]?[1]?["because"] == "a")
  }

  @Test("a sweep's runs are all there, and an alternative text stands for the sentence")
  func sweep() throws {
    let lab = try document("```swiftlab alt=\"A\"\nsay [\"x\", \"y\"] as=figure sweep=text\n```\n")
    let directive = lab["labs"]?[0]?["blocks"]?[0]?["directives"]?[0]
    #expect(directive?["values"]?["sweep"] == .strings(["x", "y"]))
    #expect(directive?["values"]?["runs"]?[1]?["text"] == "y")
    #expect(directive?["figures"]?[1]?["alt"] == "A")
    #expect(directive?["figures"]?[1]?["run"] == "text = \"y\"")
  }

  @Test("blocks of a part name their file")
  func part() throws {
    try bench.folder.write("x\n\n```swiftlab\nlet y = 1\n```\n", to: "_p.md")
    let lab = try document("```swiftlab\ninclude \"_p.md\"\n```\n")
    #expect(lab["labs"]?[0]?["blocks"]?[0]?["source"] == "_p.md")
    #expect(lab["labs"]?[0]?["blocks"]?[0]?["line"] == 3)
  }

  @Test(
    "a run of labs writes one document beside the reports, also when a lab fails, and no report")
  func file() throws {
    try bench.folder.write("x\n", to: "Labs/a.md")
    try bench.folder.write("```swiftlab\nfail\n```\n", to: "Labs/b.md")
    let result = bench.swiftlab("run", "--format", "json")
    #expect(result.status == .failure && result.output == "")
    #expect(try bench.folder.names(in: "output") == ["results.json"])
    let json = try JSON(parsing: Array(bench.folder.read("output/results.json").utf8))
    #expect(json["labs"]?.arrayValue?.compactMap { $0["status"]?.stringValue } == ["ok", "failed"])
    #expect(json["labs"]?[0]?["source"] == "Labs/a.md")
  }
}
